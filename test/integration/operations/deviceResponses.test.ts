import type { IDataObject } from 'n8n-workflow';

import { MicrosoftDefenderMssp } from '../../../nodes/MicrosoftDefenderMssp/MicrosoftDefenderMssp.node';
import type { Tenant } from '../../emulator';
import type { OperationRun } from '../../support/operationContract';
import { describeOperation } from '../../support/operationContract';
import { CLIENT_ID } from '../../support/mssp';

const PC = '00112233445566778899aabbccddeeff00112233';
const NOBODY = 'f'.repeat(40);
const SHA1 = '0011223344556677889900112233445566778899';

interface ResponseCase {
	operation: string;
	/** The last part of the path. */
	path: string;
	type: string;
	permission: string;
	/** Fields of its own with what is sent for them. */
	fields?: IDataObject;
	body?: object;
	wrong?: Array<[string, IDataObject]>;
	more?: (run: OperationRun) => void;
}

const seed = (tenant: Tenant) => ({
	deviceId: tenant.addDevice({ id: PC, computerDnsName: `x1.${tenant.domains[0] ?? ''}` }).id,
});
/** What a field holds before anyone touches it. */
const presetOf = (name: string) =>
	new MicrosoftDefenderMssp().description.properties.find((property) => property.name === name)?.default;
const actionOf = (json: IDataObject | undefined) => json?.deviceAction as IDataObject | undefined;
/** Ends what is under way a little later, while the operation waits. */
const endSoon = (tenant: Tenant, status: 'Failed' | 'TimeOut') =>
	setTimeout(() => {
		tenant.finishActions(status);
	}, 300);

function isolating(operation: OperationRun): void {
	const { mssp, run } = operation;
	it('does not take an isolation of another type for this one', async () => {
		const { contoso } = mssp();
		const given = { ...seed(contoso), tenantId: contoso.id };
		await run({ ...given, isolationType: 'Selective' });
		await expect(run({ ...given, isolationType: 'Full' })).rejects.toThrow(/Isolate, Selective/);
		expect(contoso.deviceActions).toHaveLength(1);
	});
	waiting(operation);
}

function waiting({ mssp, run }: OperationRun): void {
	describe('Wait Until Done', () => {
		const waitFor = async (fields: IDataObject = {}) => {
			const { contoso } = mssp();
			const given = { ...seed(contoso), tenantId: contoso.id };
			return await run({ ...given, options: { waitUntilDone: true }, ...fields });
		};

		it('gives the final state', async () => {
			mssp().contoso.defender.actionSeconds = 0.5;
			const [item] = await waitFor({ simplify: false });
			expect(actionOf(item?.json)).toMatchObject({ status: 'Succeeded', requestSource: 'PublicApi' });
			expect(item?.json).not.toHaveProperty('timedOut');
			expect(mssp().emulator.requests({ path: /machineactions\/[^/]+$/ })).toHaveLength(1);
		});

		it('gives an action that failed as it is, not as a failure of the workflow', async () => {
			endSoon(mssp().contoso, 'Failed');
			const [item] = await waitFor();
			expect(actionOf(item?.json)).toMatchObject({ status: 'Failed' });
		});

		it('waits for the one that is already in progress', async () => {
			const { contoso } = mssp();
			contoso.defender.actionSeconds = 0.5;
			contoso.addDeviceAction({ type: 'Isolate', machineId: PC });
			const [item] = await waitFor();
			expect(item?.json).toMatchObject({ deviceAction: { status: 'Succeeded' }, alreadyInProgress: true });
		});

		it('tells of an action that is sent but may not be watched, so that nobody sends it again', async () => {
			const { contoso } = mssp();
			contoso.revokeConsent(CLIENT_ID);
			contoso.consent(CLIENT_ID, { application: ['Machine.Isolate'] });
			const [item] = await waitFor();
			expect(item?.json).toMatchObject({
				deviceAction: { status: 'Pending', id: expect.any(String) as unknown },
				waitFailure: {
					kind: 'roleMissing',
					cause: expect.stringContaining('Machine.Read.All') as unknown,
					link: expect.stringContaining('adminconsent') as unknown,
				},
			});
		});
	});
}

function downloading({ mssp, run }: OperationRun): void {
	describe('Get Download Link', () => {
		const collect = async () => {
			const { contoso } = mssp();
			const options = { waitUntilDone: true, getDownloadLink: true };
			return await run({ ...seed(contoso), tenantId: contoso.id, options });
		};

		it('adds the link when the package is there', async () => {
			mssp().contoso.defender.actionSeconds = 0.5;
			const [item] = await collect();
			expect(item?.json.packageUri).toMatch(/^https:\/\/packages\.example\/[^"]+$/);
		});

		it('has no link when it could not be collected', async () => {
			endSoon(mssp().contoso, 'TimeOut');
			const [item] = await collect();
			expect(item?.json).toMatchObject({ deviceAction: { status: 'TimeOut' } });
			expect(item?.json).not.toHaveProperty('packageUri');
		});

		it('says why there is no link, beside the action that was carried out', async () => {
			const { contoso } = mssp();
			contoso.defender.actionSeconds = 0.5;
			contoso.addFault({ api: 'defender', pathContains: 'GetPackageUri', respond: { status: 404 } });
			const [item] = await collect();
			expect(item?.json).toMatchObject({
				deviceAction: { status: 'Succeeded' },
				packageFailure: { kind: 'notFound' },
			});
		});
	});
}

function quarantining({ mssp, run, sent }: OperationRun): void {
	it('takes device and file from the alert of the item', async () => {
		const { contoso } = mssp();
		seed(contoso);
		const alert = { devices: [{ id: PC }], files: [{ name: 'a' }, { name: 'b', sha1: SHA1 }] };
		await run({ sha1: presetOf('sha1') }, { input: [{ tenant: { id: contoso.id }, alert }] });
		expect(sent()).toMatchObject([
			{ path: `/api/machines/${PC}/StopAndQuarantineFile`, body: { Sha1: SHA1 } },
		]);
	});

	it('does not take the quarantine of another file for this one', async () => {
		const { contoso } = mssp();
		const given = { ...seed(contoso), tenantId: contoso.id };
		await run({ ...given, sha1: SHA1.replaceAll('0', 'b') });
		await expect(run({ ...given, sha1: SHA1 })).rejects.toThrow(/StopAndQuarantineFile, bb/);
	});

	it('says what the service has against it', async () => {
		const { contoso } = mssp();
		const { id } = contoso.addDevice({ computerDnsName: 'lx1.contoso.example', osPlatform: 'Linux' });
		await expect(run({ deviceId: id, sha1: SHA1, tenantId: contoso.id })).rejects.toThrow(
			/OS Platform Linux isn't supported/,
		);
	});
}

const responses: ResponseCase[] = [
	{
		operation: 'isolate',
		path: 'isolate',
		type: 'Isolate',
		permission: 'Machine.Isolate',
		fields: { isolationType: 'Selective' },
		body: { IsolationType: 'Selective' },
		wrong: [['Isolation Type', { isolationType: 'Partial' }]],
		more: isolating,
	},
	{ operation: 'release', path: 'unisolate', type: 'Unisolate', permission: 'Machine.Isolate' },
	{
		operation: 'runAntivirusScan',
		path: 'runAntiVirusScan',
		type: 'RunAntiVirusScan',
		permission: 'Machine.Scan',
		fields: { scanType: 'Full' },
		body: { ScanType: 'Full' },
		wrong: [['Scan Type', { scanType: 'Deep' }]],
	},
	{
		operation: 'restrictAppExecution',
		path: 'restrictCodeExecution',
		type: 'RestrictCodeExecution',
		permission: 'Machine.RestrictExecution',
	},
	{
		operation: 'removeAppRestriction',
		path: 'unrestrictCodeExecution',
		type: 'UnrestrictCodeExecution',
		permission: 'Machine.RestrictExecution',
	},
	{
		operation: 'collectInvestigationPackage',
		path: 'collectInvestigationPackage',
		type: 'CollectInvestigationPackage',
		permission: 'Machine.CollectForensics',
		wrong: [['Get Download Link', { options: { getDownloadLink: true } }]],
		more: downloading,
	},
	{
		operation: 'stopAndQuarantineFile',
		path: 'StopAndQuarantineFile',
		type: 'StopAndQuarantineFile',
		permission: 'Machine.StopAndQuarantine',
		fields: { sha1: SHA1.toUpperCase().replaceAll('0', 'A') },
		body: { Sha1: SHA1.replaceAll('0', 'a') },
		wrong: [['SHA-1', { sha1: 'abc' }]],
		more: quarantining,
	},
];

for (const { operation, type, permission, fields = {}, body = {}, ...rest } of responses) {
	describeOperation(
		{
			resource: 'device',
			operation,
			api: 'defender',
			method: 'POST',
			path: new RegExp(`^/api/machines/[^/]+/${rest.path}$`),
			permission,
			seed,
			parameters: fields,
			missing: { deviceId: NOBODY },
			wrong: [
				['Device', { deviceId: '' }],
				['Device', { deviceId: 'x1.contoso.example' }],
				['Comment', { comment: ' ' }],
				['Max Wait (Minutes)', { options: { maxWaitMinutes: 61 } }],
				...(rest.wrong ?? []),
			],
		},
		(operationRun) => {
			const { mssp, run, sent } = operationRun;
			it('sends what was chosen, with a comment that names the workflow, and gives the action', async () => {
				const { contoso } = mssp();
				const { deviceId } = seed(contoso);
				const [item] = await run({ deviceId: deviceId.toUpperCase(), tenantId: contoso.id });
				expect(sent().map((request) => request.body)).toEqual([
					{ Comment: 'Requested by workflow Test', ...body },
				]);
				const { device } = item?.json.links as IDataObject;
				expect(device).toBe(`https://security.microsoft.com/machines/${PC}?tid=${contoso.id}`);
				expect(actionOf(item?.json)).toMatchObject({
					id: expect.any(String) as unknown,
					type,
					status: 'Pending',
					machineId: PC,
					requestorComment: 'Requested by workflow Test',
				});
				expect(Object.keys(item?.json ?? {})).toEqual(['tenant', 'deviceAction', 'links']);
			});

			it.each(['refused', 'conflict'] as const)(
				'gives the one that is under way when it is %s because of it',
				async (repeatedAction) => {
					const { contoso } = mssp();
					const given = { ...seed(contoso), tenantId: contoso.id };
					contoso.defender.repeatedAction = repeatedAction;
					const [first] = await run(given);
					const [second] = await run(given);
					expect(first?.json).not.toHaveProperty('alreadyInProgress');
					expect(second?.json).toMatchObject({
						deviceAction: { id: actionOf(first?.json)?.id, status: 'Pending' },
						alreadyInProgress: true,
					});
				},
			);

			rest.more?.(operationRun);
		},
	);
}
