import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { CLIENT_ID, EVERYTHING, listOf } from '../support/mssp';
import { createTrigger, execute } from '../support/n8nContexts';
import { eachTestHasItsMssp, mssp } from '../support/ownMssp';

const jsonOf = (outputs: INodeExecutionData[][] | null) => (outputs?.[0] ?? []).map(({ json }) => json);

describe('an incident that the trigger brought and the action node changes', () => {
	const act = async (item: IDataObject, parameters: IDataObject) =>
		await execute(
			{
				parameters: { authentication: 'appOnly', resource: 'incident', ...parameters },
				store: mssp.store,
			},
			[item],
		);

	eachTestHasItsMssp(() => {
		for (const tenant of mssp.customers) tenant.consent(CLIENT_ID, EVERYTHING);
	});

	it('comes back updated, then resolved, in its own tenant, with what changed', async () => {
		const polling = createTrigger({
			parameters: {
				authentication: 'appOnly',
				...listOf(mssp.customers),
				source: 'graphIncidents',
				triggerOn: ['created', 'updated', 'resolved'],
			},
			store: mssp.store,
		});
		await polling.poll();
		// The same number in two tenants: only the one that the item carries may change.
		const now = new Date().toISOString();
		for (const tenant of [mssp.contoso, mssp.fabrikam]) {
			tenant.addIncident({ id: '4711', createdDateTime: now, lastUpdateDateTime: now });
		}
		const created = jsonOf(await polling.poll());
		const item = created.find(({ tenant }) => (tenant as IDataObject).name === 'Fabrikam');
		expect(created).toHaveLength(2);

		const updateFields = { assignedTo: 'kim@mssp.example', classification: 'truePositive' };
		await act(item ?? {}, { operation: 'update', updateFields });
		expect(jsonOf(await polling.poll())).toMatchObject([
			{
				event: {
					type: 'updated',
					changes: {
						assignedTo: { to: 'kim@mssp.example' },
						classification: { from: 'unknown', to: 'truePositive' },
					},
				},
				tenant: { name: 'Fabrikam', labels: { channel: 'fabrikam' } },
			},
		]);

		const [changed] = await act(item ?? {}, {
			operation: 'update',
			updateFields: { status: 'resolved', comment: 'Closed from the chat' },
			options: { verify: true },
		});
		expect(changed?.json).toMatchObject({
			tenant: { name: 'Fabrikam', labels: { channel: 'fabrikam' } },
			incident: { id: '4711', status: 'resolved' },
			verified: true,
		});
		expect(jsonOf(await polling.poll())).toMatchObject([
			{
				event: { type: 'resolved', changes: { status: { from: 'active', to: 'resolved' } } },
				tenant: { name: 'Fabrikam' },
				incident: { id: '4711', status: 'resolved' },
			},
		]);
		expect(mssp.contoso.incidents).toMatchObject([{ status: 'active', comments: [] }]);
		expect(await polling.poll()).toBeNull();
	});
});
