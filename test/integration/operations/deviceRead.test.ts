import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { describeOperation } from '../../support/operationContract';

const PC = '00112233445566778899aabbccddeeff00112233';
const NOBODY = 'f'.repeat(40);
const namesOf = (items: INodeExecutionData[]) =>
	items.map(({ json }) => (json.device as IDataObject).computerDnsName).sort();
const fromContoso = (tenantId: string) => ({ customerTenants: 'input', tenantId });

describeOperation(
	{
		resource: 'device',
		operation: 'get',
		api: 'defender',
		method: 'GET',
		path: /^\/api\/machines\/[^/]+$/,
		permission: 'Machine.Read.All',
		seed: (tenant) => ({ deviceIdOrName: tenant.addDevice({ id: PC, computerDnsName: 'x1.example' }).id }),
		missing: { deviceIdOrName: NOBODY },
		wrong: [['Device', { deviceIdOrName: ' ' }]],
	},
	({ mssp, run, sent }) => {
		it('takes the device that the item names, and shows it as people route on it, with its page', async () => {
			const { contoso } = mssp();
			contoso.addDevice({ id: PC, computerDnsName: 'x1.contoso.example', machineTags: [] });
			const alert = { id: 'da1_2', devices: [{ id: PC }] };
			const [item] = await run({}, { input: [{ tenant: { id: contoso.id }, alert }] });
			expect(item?.json).toMatchObject({
				device: {
					id: PC,
					computerDnsName: 'x1.contoso.example',
					healthStatus: 'Active',
					riskScore: 'Medium',
					rbacGroupName: 'Workstations',
					machineTags: [],
				},
				links: { device: `https://security.microsoft.com/machines/${PC}?tid=${contoso.id}` },
			});
			expect(item?.json.device).not.toHaveProperty('osBuild');
		});

		it("gives the service's own object where nothing is to be simplified", async () => {
			const { contoso } = mssp();
			contoso.addDevice({ id: PC, computerDnsName: 'x1.contoso.example' });
			const [item] = await run({ deviceIdOrName: PC, simplify: false, tenantId: contoso.id });
			expect(item?.json.device).toMatchObject({ id: PC, osBuild: 26_100, ipAddresses: [{}] });
		});

		it.each([
			['by a name that the service takes', true, 1],
			['by a name that it has to be searched by', false, 1],
		])('finds it %s', async (_how, findsDevicesByName, calls) => {
			const { contoso } = mssp();
			contoso.defender.findsDevicesByName = findsDevicesByName;
			const items = await run({ deviceIdOrName: 'pc7.contoso.example', tenantId: contoso.id });
			expect(namesOf(items)).toEqual(['pc7.contoso.example']);
			expect(sent()).toHaveLength(calls);
		});

		it('finds it by a name without domain, in whatever case, and of several the one seen last', async () => {
			const { contoso } = mssp();
			contoso.defender.findsDevicesByName = false;
			const old = '2026-01-05T08:00:00.1Z';
			const at = (id: string, lastUpdateDateTime: string) =>
				contoso.addDevice({ id, computerDnsName: 'web1.contoso.example', lastUpdateDateTime });
			at(PC, '2026-01-05T08:00:00.15Z');
			at(NOBODY, old);
			contoso.addDevice({ computerDnsName: 'web10.contoso.example' });
			const [item] = await run({ deviceIdOrName: 'WEB1', tenantId: contoso.id });
			expect(item?.json.device).toMatchObject({ id: PC });
		});

		it('says so when no device has the name', async () => {
			const { contoso } = mssp();
			await expect(run({ deviceIdOrName: 'nobody', tenantId: contoso.id })).rejects.toThrow(
				/no device of this name/,
			);
		});
	},
);

describeOperation(
	{
		resource: 'device',
		operation: 'getAll',
		api: 'defender',
		method: 'GET',
		path: /^\/api\/machines$/,
		permission: 'Machine.Read.All',
		seed: () => ({}),
		wrong: [
			['Limit', { limit: 0 }],
			['Health Statuses', { filters: { healthStatuses: ['active'] } }],
			['Risk Scores', { filters: { riskScores: 'Extreme' } }],
			['Exposure Levels', { filters: { exposureLevels: ['Informational'] } }],
			['Onboarding Statuses', { filters: { onboardingStatuses: ['onboarded'] } }],
			['Tags', { filters: { tags: '={{ ({ name: "vip" }) }}' } }],
			['Name', { filters: { name: '={{ true }}' } }],
			['Last Seen After', { filters: { lastSeenAfter: 'yesterday' } }],
		],
	},
	({ mssp, run, sent }) => {
		const servers = ['srv1.contoso.example'];
		const both = ['pc7.contoso.example', ...servers];
		it.each<[IDataObject, string[]]>([
			[{}, both],
			[{ healthStatuses: ['Active', 'Inactive'], onboardingStatuses: ['Onboarded'] }, both],
			[{ riskScores: ['High'] }, servers],
			[{ exposureLevels: ['Medium', 'High'] }, servers],
			[{ osPlatforms: 'WindowsServer2019, WindowsServer2022' }, servers],
			[{ tags: 'vip, other' }, servers],
			[{ deviceGroups: 'servers' }, servers],
			[{ name: 'SRV1.contoso.example' }, servers],
			[{ nameStartsWith: 'Srv' }, servers],
			[{ lastSeenAfter: '2026-01-01T00:00:00Z' }, both],
			[{ lastSeenAfter: '2126-01-01T00:00:00Z' }, []],
			[{ name: "o'hara" }, []],
		])('finds by %j', async (filters, expected) => {
			expect(namesOf(await run({ filters, ...fromContoso(mssp().contoso.id) }))).toEqual(expected);
		});

		it('asks the service for what it can tell itself', async () => {
			const filters = { healthStatuses: ['Active'], tags: 'vip', nameStartsWith: 'srv' };
			await run({ filters, limit: 7, ...fromContoso(mssp().contoso.id) });
			expect(sent()[0]?.query).toEqual({
				$filter:
					"healthStatus eq 'Active' and machineTags/any(tag: tag eq 'vip') and startswith(computerDnsName,'srv')",
				$top: '7',
			});
		});

		it('gives no items for a tenant without devices, which the service calls not found', async () => {
			mssp().contoso.removeDevices();
			expect(await run(fromContoso(mssp().contoso.id))).toEqual([]);
		});

		it('reads on where the service cuts the pages short, and gives no more than asked for', async () => {
			const { contoso } = mssp();
			for (let count = 1; count <= 3; count += 1) {
				contoso.addDevice({ computerDnsName: `web${count}.contoso.example` });
			}
			contoso.defender.maxTop = 2;
			const all = await run({ returnAll: true, ...fromContoso(contoso.id) });
			expect(new Set(namesOf(all)).size).toBe(5);
			expect(sent().map(({ query }) => query.$skip)).toEqual([undefined, '2', '4']);
			expect(await run({ limit: 3, ...fromContoso(contoso.id) })).toHaveLength(3);
		});

		it('does not read the same page for ever', async () => {
			const { contoso } = mssp();
			const value = [{ id: PC }];
			contoso.addFault({
				api: 'defender',
				respond: { status: 200, body: { value, '@odata.nextLink': 'https://api.example/more' } },
			});
			await expect(run({ returnAll: true, ...fromContoso(contoso.id) })).rejects.toThrow(/same pages/);
		});
	},
);

describeOperation(
	{
		resource: 'deviceAction',
		operation: 'getAll',
		api: 'defender',
		method: 'GET',
		path: /^\/api\/machineactions$/,
		permission: 'Machine.Read.All',
		seed: (tenant) => {
			tenant.addDeviceAction();
			return {};
		},
		wrong: [
			['Limit', { limit: 'x' }],
			['Statuses', { filters: { statuses: ['Done'] } }],
			['Types', { filters: { types: ['Explode'] } }],
			['Created After', { filters: { createdAfter: 'soon' } }],
		],
	},
	({ mssp, run }) => {
		it.each<[IDataObject, string[]]>([
			[{}, ['first', 'second']],
			[{ statuses: ['Succeeded'] }, ['first']],
			[{ types: ['Isolate', 'Unisolate'] }, ['first']],
			[{ deviceId: PC.toUpperCase() }, ['first']],
			[{ requestor: 'ann@contoso.example' }, ['second']],
			[{ createdAfter: '2026-01-05T09:00:00Z' }, ['second']],
		])('finds by %j', async (filters, expected) => {
			const { contoso } = mssp();
			contoso.addDeviceAction({
				type: 'Isolate',
				status: 'Succeeded',
				machineId: PC,
				requestorComment: 'first',
				createdDateTime: '2026-01-05T08:00:00Z',
			});
			contoso.addDeviceAction({ requestor: 'ann@contoso.example', requestorComment: 'second' });
			const items = await run({ filters, ...fromContoso(contoso.id) });
			const comments = items.map(({ json }) => (json.deviceAction as IDataObject).requestorComment);
			expect(comments.sort()).toEqual(expected);
		});

		it('calls the time of the last change the same as one action alone does', async () => {
			const { contoso } = mssp();
			contoso.addDeviceAction({ machineId: PC });
			const [item] = await run(fromContoso(contoso.id));
			expect(item?.json).toMatchObject({
				deviceAction: { status: 'Pending', lastUpdateDateTimeUtc: expect.any(String) as unknown },
				links: { device: `https://security.microsoft.com/machines/${PC}?tid=${contoso.id}` },
			});
		});
	},
);

const ACTION = '00000000-1111-4222-8333-444444444444';

describeOperation(
	{
		resource: 'deviceAction',
		operation: 'get',
		api: 'defender',
		method: 'GET',
		path: /^\/api\/machineactions\/[^/]+$/,
		permission: 'Machine.Read.All',
		seed: (tenant) => ({ deviceActionId: tenant.addDeviceAction({ id: ACTION }).id }),
		missing: { deviceActionId: '99999999-1111-4222-8333-444444444444' },
		wrong: [['Device Action ID', { deviceActionId: '' }]],
	},
	({ mssp, run }) => {
		it.each([
			['CollectInvestigationPackage', 'Succeeded', true],
			['CollectInvestigationPackage', 'Failed', false],
			['Isolate', 'Succeeded', false],
		])('adds the link of a package that was collected, if asked to: %s %s', async (type, status, has) => {
			const { contoso } = mssp();
			contoso.addDeviceAction({ id: ACTION, type, status, machineId: PC });
			const given = { deviceActionId: ACTION, tenantId: contoso.id };
			const [item] = await run({ ...given, options: { getDownloadLink: true } });
			const link = expect.stringMatching(/^https:\/\/[^"]+$/) as unknown;
			expect(item?.json.packageUri).toEqual(has ? link : undefined);
			const [plain] = await run(given);
			expect(plain?.json).not.toHaveProperty('packageUri');
		});
	},
);
