import type { IDataObject } from 'n8n-workflow';

import type { Tenant } from '../emulator';
import { CLIENT_ID, EVERYTHING, listOf } from '../support/mssp';
import { createTrigger, execute } from '../support/n8nContexts';
import { eachTestHasItsMssp, mssp } from '../support/ownMssp';

const SOURCES = ['graphAlerts', 'defenderAlerts'];
const pairs = SOURCES.flatMap((seenBy) => SOURCES.map((changedBy) => [seenBy, changedBy] as const));

describe('an alert that a workflow closes', () => {
	eachTestHasItsMssp(() => {
		for (const tenant of mssp.customers) tenant.consent(CLIENT_ID, EVERYTHING);
	});

	/** The trigger with what it delivers as JSON; it remembers the alerts that are there already. */
	const startTrigger = (source: string) => {
		const parameters = {
			authentication: 'appOnly',
			...listOf(mssp.customers),
			source,
			triggerOn: ['created', 'updated', 'resolved'],
			options: { firstRun: 'lookBack', lookBackHours: 2 },
		};
		const polling = createTrigger({ parameters, store: mssp.store });
		return async () => ((await polling.poll())?.[0] ?? []).map(({ json }) => json);
	};
	const act = async (parameters: IDataObject, input: IDataObject[]) =>
		await execute(
			{ parameters: { authentication: 'appOnly', resource: 'alert', ...parameters }, store: mssp.store },
			input,
		);
	const add = (tenant: Tenant, id: string) =>
		tenant.addAlert({ id, createdDateTime: new Date(Date.now() - 600_000).toISOString() });
	const change = {
		status: 'resolved',
		classification: 'informationalExpectedActivity',
		determination: 'confirmedActivity',
		assignedTo: 'kim@contoso.example',
	};
	const changes = {
		status: { from: 'new', to: 'resolved' },
		classification: { from: 'unknown', to: 'informationalExpectedActivity' },
		determination: { from: 'unknown', to: 'confirmedActivity' },
		assignedTo: { to: 'kim@contoso.example' },
	};

	it.each(pairs)(
		'in the tenant that its item carries is seen resolved by the trigger: from %s, by Update through %s',
		async (seenBy, changedBy) => {
			for (const tenant of mssp.customers) add(tenant, 'da1_2');
			const poll = startTrigger(seenBy);
			const created = await poll();
			expect(created).toHaveLength(3);
			const fabrikams = created.filter(({ tenant }) => (tenant as IDataObject).name === 'Fabrikam');
			await act({ operation: 'update', source: changedBy, updateFields: change }, fabrikams);
			expect(await poll()).toMatchObject([
				{
					event: { type: 'resolved', changes },
					tenant: { id: mssp.fabrikam.id, labels: { channel: 'fabrikam' } },
					alert: { id: 'da1_2', ...change },
				},
			]);
			expect(await poll()).toEqual([]);
			expect(mssp.contoso.alerts[0]?.status).toBe('new');
		},
	);

	it.each(pairs)(
		'with others of all customers at once is seen likewise: from %s, by Update Many through %s',
		async (seenBy, changedBy) => {
			for (const tenant of mssp.customers) for (const id of ['da1_1', 'da1_2']) add(tenant, id);
			const poll = startTrigger(seenBy);
			const created = await poll();
			expect(created).toHaveLength(6);
			const items = await act({ operation: 'updateMany', source: changedBy, updateFields: change }, created);
			expect(items).toHaveLength(6);
			const resolved = await poll();
			expect(resolved).toHaveLength(6);
			for (const item of resolved) {
				expect(item).toMatchObject({ event: { type: 'resolved', changes }, alert: change });
			}
			expect(await poll()).toEqual([]);
		},
	);

	it('is seen updated by the trigger where it only gets a comment', async () => {
		add(mssp.contoso, 'da1_2');
		const poll = startTrigger('graphAlerts');
		await act({ operation: 'addComment', comment: 'Seen' }, await poll());
		expect(await poll()).toMatchObject([{ event: { type: 'updated' }, alert: { status: 'new' } }]);
	});
});
