import { CLIENT_ID, TENANT_IDS } from '../../support/mssp';
import { describeOperation } from '../../support/operationContract';

const kinds = [
	['files', 'files', 'File.Read.All', 'Files'],
	['ips', 'ips', 'Ip.Read.All', 'IPs'],
	['domains', 'domains', 'URL.Read.All', 'Domains'],
	['device', 'machine', 'Machine.Read.All', 'Device'],
	['user', 'user', 'User.Read.All', 'User'],
] as const;

for (const [kind, path, permission] of kinds) {
	describeOperation({
		resource: 'alert',
		operation: 'getRelated',
		api: 'defender',
		method: 'GET',
		path: new RegExp(`^/api/alerts/[^/]+/${path}$`),
		permission,
		parameters: { entities: [kind] },
		seed: (tenant) => ({ alertId: tenant.addAlert({ id: 'da1_2' }).id }),
		...(kind !== 'user' && { missing: { alertId: 'da9_9' } }),
		wrong: [
			['Alert', { alertId: ' ' }],
			['Alert', { alertId: 'fa1_2' }],
			['Entities', { entities: [] }],
			['Entities', { entities: ['mailboxes'] }],
		],
	});
}

describeOperation(
	{
		resource: 'alert',
		operation: 'getRelated',
		api: 'defender',
		method: 'GET',
		path: /^\/api\/alerts\/[^/]+\/[a-z]+$/,
		permission: 'File.Read.All',
		calls: 5,
		seed: (tenant) => ({ alertId: tenant.addAlert({ id: 'da1_2' }).id }),
		missing: { alertId: 'da9_9' },
		wrong: [['Entities', { entities: [] }]],
	},
	({ mssp, run, sent }) => {
		const related = async (fields: object = {}) => {
			const items = await run({ tenantId: mssp().contoso.id, alertId: 'da1_2', ...fields });
			expect(items).toHaveLength(1);
			return items[0]?.json;
		};

		it('gives everything that the alert is about, as one item', async () => {
			const { file, device } = mssp().contoso.addAlert({ id: 'da1_2' });
			expect(await related()).toEqual({
				tenant: expect.objectContaining({ id: TENANT_IDS.contoso }) as unknown,
				alert: { id: 'da1_2' },
				related: {
					files: [expect.objectContaining({ sha1: file?.sha1, sha256: file?.sha256, size: 4096 }) as unknown],
					ips: ['203.0.113.9'],
					domains: ['downloads.bad.example'],
					device: {
						id: device?.id,
						name: 'pc7.contoso.example',
						os: 'Windows11',
						group: 'Workstations',
						riskScore: 'Medium',
						tags: ['finance'],
					},
					user: expect.objectContaining({ name: 'CONTOSO\\kim', isDomainAdmin: false }) as unknown,
				},
				links: { alert: `https://security.microsoft.com/alerts/da1_2?tid=${TENANT_IDS.contoso}` },
			});
		});

		it.each([[['ips', 'user']], ['user, ips']])('asks only for what is chosen by %j', async (entities) => {
			mssp().contoso.addAlert({ id: 'da1_2' });
			const item = await related({ entities });
			expect(Object.keys(Object(item?.related) as object).sort()).toEqual(['ips', 'user']);
			expect(sent().map(({ path }) => path)).toEqual(['/api/alerts/da1_2/ips', '/api/alerts/da1_2/user']);
		});

		it('gives null where the alert has no user', async () => {
			mssp().contoso.addAlert({ id: 'da1_2', user: null, file: null, urls: [] });
			expect((await related())?.related).toMatchObject({ user: null, files: [], domains: [] });
		});

		it("gives the service's own objects with Simplify off", async () => {
			mssp().contoso.addAlert({ id: 'da1_2' });
			expect((await related({ simplify: false }))?.related).toMatchObject({
				ips: [{ id: '203.0.113.9' }],
				domains: [{ host: 'downloads.bad.example' }],
				device: { computerDnsName: 'pc7.contoso.example' },
				user: { accountName: 'kim' },
			});
		});

		it.each(kinds)('names the permission that %s needs when it alone is missing', async (...one) => {
			const [, , permission, title] = one;
			mssp().contoso.addAlert({ id: 'da1_2' });
			mssp().contoso.revokeConsent(CLIENT_ID);
			const others = kinds.flatMap(([, , other]) => (other === permission ? [] : [other]));
			const application = others.map((name) =>
				name === 'User.Read.All' ? `https://api.securitycenter.microsoft.com/${name}` : name,
			);
			mssp().contoso.consent(CLIENT_ID, { application });
			await expect(related()).rejects.toMatchObject({
				message: expect.stringContaining(permission) as unknown,
				description: expect.stringContaining(`leave '${title}' out of 'Entities'`) as unknown,
			});
		});

		it('takes the ID out of a link', async () => {
			mssp().contoso.addAlert({ id: 'da1_2' });
			const alertId = `https://security.microsoft.com/alerts/da1_2?tid=${TENANT_IDS.contoso}`;
			expect(await related({ alertId, entities: ['ips'] })).toMatchObject({ alert: { id: 'da1_2' } });
		});
	},
);
