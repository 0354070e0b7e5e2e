import type { IDataObject } from 'n8n-workflow';

import type { Tenant } from '../../emulator';
import { describeOperation } from '../../support/operationContract';

const PC = '00112233445566778899aabbccddeeff00112233';
const ACTION = '00000000-1111-4222-8333-444444444444';

const addDevice = (tenant: Tenant) => ({
	deviceId: tenant.addDevice({ id: PC, computerDnsName: 'x1.example', machineTags: ['finance', 'vip'] }).id,
});
const tagsOf = (json: IDataObject | undefined) => (json?.device as IDataObject | undefined)?.machineTags;

const tagCases = [
	{ operation: 'addTag', tag: 'hot', body: { Value: 'hot', Action: 'Add' }, tags: ['finance', 'vip', 'hot'] },
	{ operation: 'removeTag', tag: 'vip', body: { Value: 'vip', Action: 'Remove' }, tags: ['finance'] },
];

for (const { operation, tag, body, tags } of tagCases) {
	describeOperation(
		{
			resource: 'device',
			operation,
			api: 'defender',
			method: 'POST',
			path: /^\/api\/machines\/[^/]+\/tags$/,
			permission: 'Machine.ReadWrite.All',
			seed: addDevice,
			parameters: { tag },
			missing: { deviceId: 'f'.repeat(40) },
			wrong: [
				['Device', { deviceId: 'pc7' }],
				['Tag', { tag: '' }],
			],
		},
		({ mssp, run, sent }) => {
			it('sends the tag and gives the device as it then is', async () => {
				const { contoso } = mssp();
				const [item] = await run({ ...addDevice(contoso), tenantId: contoso.id });
				expect(sent()[0]?.body).toEqual(body);
				expect(tagsOf(item?.json)).toEqual(tags);
				expect(contoso.devices.find(({ id }) => id === PC)?.machineTags).toEqual(tags);
				expect(item?.json).not.toHaveProperty('verified');
			});

			it.each([true, false])('reads it back if asked to: %p', async (isKept) => {
				const { contoso } = mssp();
				const given = { ...addDevice(contoso), tenantId: contoso.id };
				if (!isKept) {
					const device = { id: PC, machineTags: operation === 'addTag' ? [] : [tag] };
					contoso.addFault({ api: 'defender', respond: { status: 200, body: device } });
				}
				const [item] = await run({ ...given, options: { verify: true } });
				expect(item?.json.verified).toBe(isKept);
			});

			it('looks again where the change is not shown at once', async () => {
				const { contoso } = mssp();
				const given = { ...addDevice(contoso), tenantId: contoso.id };
				contoso.addFault({
					api: 'defender',
					times: 1,
					respond: { status: 200, body: { id: PC, machineTags: operation === 'addTag' ? [] : [tag] } },
					when: ({ method }) => method === 'GET',
				});
				const [item] = await run({ ...given, options: { verify: true } });
				expect(item?.json.verified).toBe(true);
				expect(tagsOf(item?.json)).toEqual(tags);
			});
		},
	);
}

describeOperation(
	{
		resource: 'deviceAction',
		operation: 'cancel',
		api: 'defender',
		method: 'POST',
		path: /^\/api\/machineactions\/[^/]+\/cancel$/,
		permission: 'Machine.Isolate',
		seed: (tenant) => ({ deviceActionId: tenant.addDeviceAction({ id: ACTION, machineId: PC }).id }),
		missing: { deviceActionId: '99999999-1111-4222-8333-444444444444' },
		wrong: [
			['Device Action ID', { deviceActionId: '' }],
			['Comment', { comment: '' }],
		],
	},
	({ mssp, run, sent }) => {
		const cancel = async (options: IDataObject = {}) =>
			await run({ deviceActionId: ACTION, comment: 'Never mind', tenantId: mssp().contoso.id, options });

		it('cancels it with the comment', async () => {
			mssp().contoso.addDeviceAction({ id: ACTION });
			const [item] = await cancel({ verify: true });
			expect(sent()[0]?.body).toEqual({ Comment: 'Never mind' });
			expect(item?.json).toMatchObject({
				deviceAction: { status: 'Cancelled', cancellationComment: 'Never mind' },
				verified: true,
			});
		});

		it('looks again where it is not shown as cancelled at once', async () => {
			const { contoso } = mssp();
			contoso.addDeviceAction({ id: ACTION });
			contoso.addFault({
				api: 'defender',
				times: 1,
				respond: { status: 200, body: { id: ACTION, status: 'InProgress' } },
				when: ({ method }) => method === 'GET',
			});
			const [item] = await cancel({ verify: true });
			expect(item?.json).toMatchObject({ deviceAction: { status: 'Cancelled' }, verified: true });
		});

		it('gives the final state of one that has ended, and that there was nothing to cancel', async () => {
			mssp().contoso.addDeviceAction({ id: ACTION, status: 'Succeeded' });
			const [item] = await cancel({ verify: true });
			expect(item?.json).toMatchObject({
				deviceAction: { status: 'Succeeded' },
				alreadyEnded: true,
				verified: false,
			});
			expect(mssp().emulator.requests({ host: 'defender', method: 'GET' })).toHaveLength(1);
		});

		it('is a failure when it is refused while the action goes on', async () => {
			mssp().contoso.addDeviceAction({ id: ACTION });
			const body = { error: { code: 'BadRequest', message: 'Not this one' } };
			mssp().contoso.addFault({
				api: 'defender',
				pathContains: '/cancel',
				respond: { status: 400, body },
			});
			await expect(cancel()).rejects.toThrow(/Not this one/);
		});
	},
);
