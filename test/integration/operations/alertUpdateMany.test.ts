import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Tenant } from '../../emulator';
import { CLIENT_ID, listOf, TENANT_IDS } from '../../support/mssp';
import type { OperationCase } from '../../support/operationContract';
import { describeOperation } from '../../support/operationContract';

const wrong: OperationCase['wrong'] = [
	['Alert', { alertId: ' ' }],
	['Update Fields', { updateFields: {} }],
	['Status', { updateFields: { status: 'closed' } }],
];

const common = {
	resource: 'alert',
	operation: 'updateMany',
	seed: (tenant) => ({ alertId: tenant.addAlert({ id: 'da1_2' }).id }),
	missing: { alertId: 'da9_9' },
} satisfies Partial<OperationCase>;

const inTenant = (tenantId: string, id: string, more: IDataObject = {}): IDataObject => ({
	tenant: { id: tenantId },
	alert: { id },
	...more,
});
const idsOf = (items: INodeExecutionData[]) =>
	items.map(({ json, pairedItem }) => [
		(json.alert as IDataObject | undefined)?.id,
		(pairedItem as { item: number }).item,
	]);

describeOperation(
	{
		...common,
		api: 'defender',
		method: 'POST',
		path: /^\/api\/alerts\/batchUpdate$/,
		permission: 'Alert.ReadWrite.All',
		parameters: { source: 'defenderAlerts', updateFields: { status: 'resolved' } },
		wrong: [...wrong, ['Alert', { alertId: 'fa1_2' }]],
	},
	({ mssp, run, sent }) => {
		const ids = (count: number, prefix = 'da1') => Array.from({ length: count }, (_, n) => `${prefix}_${n}`);
		const sentIds = (tenant?: Tenant) =>
			sent(tenant).map(({ body }) => (body as { alertIds: string[] }).alertIds);

		it('sends the alerts of each tenant together, and gives one item for each input item', async () => {
			const { contoso, fabrikam } = mssp();
			for (const id of ids(3)) contoso.addAlert({ id });
			for (const id of ids(2, 'da2')) fabrikam.addAlert({ id });
			const items = await run(
				{
					updateFields: {
						status: 'resolved',
						classification: 'falsePositive',
						determination: 'notMalicious',
						comment: 'Known',
					},
				},
				{
					input: [
						inTenant(contoso.id, 'da1_0'),
						inTenant(fabrikam.id, 'da2_0'),
						inTenant(contoso.id, 'da1_1'),
						inTenant(fabrikam.id, 'da2_1'),
						inTenant(contoso.id, 'da1_2'),
					],
				},
			);
			const change = {
				status: 'Resolved',
				classification: 'FalsePositive',
				determination: 'Clean',
				comment: 'Known',
			};
			expect(sent(contoso).map(({ body }) => body)).toEqual([{ alertIds: ids(3), ...change }]);
			expect(sent(fabrikam).map(({ body }) => body)).toEqual([{ alertIds: ids(2, 'da2'), ...change }]);
			expect(idsOf(items)).toEqual([
				['da1_0', 0],
				['da2_0', 1],
				['da1_1', 2],
				['da2_1', 3],
				['da1_2', 4],
			]);
			expect(items[0]?.json.links).toEqual({
				alert: `https://security.microsoft.com/alerts/da1_0?tid=${TENANT_IDS.contoso}`,
			});
			for (const { status, comments } of [...contoso.alerts, ...fabrikam.alerts]) {
				expect([status, comments.map(({ comment }) => comment)]).toEqual(['resolved', ['Known']]);
			}
		});

		it('sends an alert that several items name once, and tells each of them', async () => {
			mssp().contoso.addAlert({ id: 'da1_0' });
			const input = [inTenant(mssp().contoso.id, 'da1_0'), inTenant(mssp().contoso.id, 'da1_0')];
			const items = await run({ updateFields: { comment: 'Once' } }, { input });
			expect(sentIds()).toEqual([['da1_0']]);
			expect(idsOf(items)).toEqual([
				['da1_0', 0],
				['da1_0', 1],
			]);
			expect(mssp().contoso.alerts[0]?.comments).toHaveLength(1);
		});

		it('makes a call of its own for each change', async () => {
			const { contoso } = mssp();
			for (const id of ids(3)) contoso.addAlert({ id });
			const changes = ['resolved', 'inProgress', 'resolved'];
			const input = ids(3).map((id, n) => inTenant(contoso.id, id, { to: changes[n] ?? '' }));
			await run({ updateFields: { status: '={{ $json.to }}' } }, { input });
			expect(sent().map(({ body }) => body)).toEqual([
				{ alertIds: ['da1_0', 'da1_2'], status: 'Resolved' },
				{ alertIds: ['da1_1'], status: 'InProgress' },
			]);
			expect(contoso.alerts.map(({ status }) => status)).toEqual(changes);
		});

		it('leaves each alert as its last item asks for it', async () => {
			const { contoso } = mssp();
			for (const id of ids(2)) contoso.addAlert({ id });
			const changes: Array<[id: string, to: string]> = [
				['da1_0', 'resolved'],
				['da1_1', 'inProgress'],
				['da1_1', 'resolved'],
				['da1_0', 'inProgress'],
				['da1_0', 'resolved'],
			];
			const input = changes.map(([id, to]) => inTenant(contoso.id, id, { to }));
			const parameters = { updateFields: { status: '={{ $json.to }}' }, options: { verify: true } };
			const items = await run(parameters, { input });
			expect(sent().map(({ body }) => body)).toEqual([
				{ alertIds: ['da1_0'], status: 'Resolved' },
				{ alertIds: ['da1_1'], status: 'InProgress' },
				{ alertIds: ['da1_0'], status: 'InProgress' },
				{ alertIds: ['da1_1'], status: 'Resolved' },
				{ alertIds: ['da1_0'], status: 'Resolved' },
			]);
			expect(contoso.alerts.map(({ status }) => status)).toEqual(['resolved', 'resolved']);
			expect(items.map(({ json }) => json.verified)).toEqual(changes.map(() => true));
		});

		it('sends a hundred at a time, and fewer where the service finds that too many', async () => {
			const { contoso } = mssp();
			contoso.defender.largestAlertBatch = 60;
			for (const id of ids(120)) contoso.addAlert({ id });
			const items = await run({}, { input: ids(120).map((id) => inTenant(contoso.id, id)) });
			expect(sentIds().map(({ length }) => length)).toEqual([100, 50, 50, 20]);
			expect(items.filter(({ json }) => json.error !== undefined)).toEqual([]);
			expect(new Set(contoso.alerts.map(({ status }) => status))).toEqual(new Set(['resolved']));
		});

		it('gives up on one alert that is still too many', async () => {
			mssp().contoso.defender.largestAlertBatch = 0;
			mssp().contoso.addAlert({ id: 'da1_0' });
			const input = [inTenant(mssp().contoso.id, 'da1_0')];
			await expect(run({}, { input })).rejects.toThrow(/MaximumBatchSizeExceeded/);
			expect(sent()).toHaveLength(1);
		});

		it('tells a failure to the alert that met it, and changes those that were sent with it', async () => {
			const { contoso, fabrikam } = mssp();
			for (const id of ids(60)) contoso.addAlert({ id });
			fabrikam.addAlert({ id: 'da2_0' });
			const input = [
				...ids(61).map((id) => inTenant(contoso.id, id)),
				inTenant(fabrikam.id, 'da2_0'),
				inTenant(contoso.id, 'da9_9'),
			];
			const updateFields = {
				status: 'resolved',
				determination: 'notMalicious',
				classification: 'falsePositive',
			};
			const items = await run({ updateFields }, { input, continueOnFail: true });
			expect(sentIds(contoso).map(({ length }) => length)).toEqual([62, 31, 31, 16, 15]);
			expect(sentIds(fabrikam)).toEqual([['da2_0']]);
			const failed = items.flatMap(({ json }, index) => (json.error === undefined ? [] : [index]));
			expect(failed).toEqual([60, 62]);
			expect(items[62]?.json.error).toMatch(/knows no such object in this tenant\. \[/);
			for (const { status, determination } of contoso.alerts) {
				expect([status, determination]).toEqual(['resolved', 'notMalicious']);
			}
		});

		it('finds the alerts that several tenants have among themselves', async () => {
			const { contoso, fabrikam } = mssp();
			for (const id of ids(30)) (id.endsWith('0') ? contoso : fabrikam).addAlert({ id });
			const input = ids(30).map((id) => ({ alert: { id } }));
			const items = await run(listOf([contoso, fabrikam]), { input });
			expect(idsOf(items)).toEqual(ids(30).map((id, index) => [id, index]));
			for (const { status } of [...contoso.alerts, ...fabrikam.alerts]) expect(status).toBe('resolved');
		});

		it('verifies each alert by reading it back', async () => {
			const { contoso } = mssp();
			const extra = { defender: { set: { status: 'New' } } };
			contoso.addAlert({ id: 'da1_0' });
			contoso.addAlert({ id: 'da1_1', extra });
			const input = ids(2).map((id) => inTenant(contoso.id, id));
			const items = await run({ options: { verify: true } }, { input });
			expect(items.map(({ json }) => json)).toMatchObject([
				{ verified: true, alert: { id: 'da1_0', status: 'resolved' } },
				{ verified: false, alert: { id: 'da1_1', status: 'new' } },
			]);
		}, 15_000);

		it('refuses the one item whose link opens another tenant', async () => {
			const { contoso, fabrikam } = mssp();
			for (const id of ids(2)) contoso.addAlert({ id });
			const link = (tid: string) => `https://security.microsoft.com/alerts/da1_1?tid=${tid}`;
			const input = [
				inTenant(contoso.id, 'da1_0'),
				inTenant(contoso.id, link(fabrikam.id)),
				inTenant(contoso.id, link(contoso.id)),
			];
			const items = await run({}, { input, continueOnFail: true });
			expect(items.map(({ json }) => json.error !== undefined)).toEqual([false, true, false]);
			expect(sentIds()).toEqual([['da1_0', 'da1_1']]);
		});

		it('asks for a permission once, however many calls there would be', async () => {
			const { contoso } = mssp();
			contoso.revokeConsent(CLIENT_ID);
			const input = ids(250).map((id) => inTenant(contoso.id, id));
			const items = await run({}, { input, continueOnFail: true });
			expect(items).toHaveLength(250);
			for (const { json } of items) expect(json.error).toContain('Alert.ReadWrite.All');
			expect(sent()).toHaveLength(1);
			expect(items[99]?.json.error).not.toContain('Not sent');
			expect(items[100]?.json.error).toContain('Not sent, because an earlier alert was refused');
		});
	},
);

describeOperation(
	{
		...common,
		api: 'graph',
		method: 'PATCH',
		path: /^\/v1\.0\/security\/alerts_v2\/[^/]+$/,
		permission: 'SecurityAlert.ReadWrite.All',
		parameters: { updateFields: { status: 'resolved' } },
		wrong,
	},
	({ mssp, run, sent }) => {
		const ids = ['da1_0', 'fa1_1', 'ri1_2', 'da1_3', 'da1_4', 'da1_5'];

		it('changes one alert after the other, of any product, and gives each back', async () => {
			const { contoso } = mssp();
			for (const id of ids) contoso.addAlert({ id });
			const input = ids.map((id) => inTenant(contoso.id, id));
			const items = await run({ updateFields: { status: 'resolved', comment: 'Known' } }, { input });
			expect(
				sent()
					.map(({ path }) => path.split('/').at(-1))
					.sort(),
			).toEqual([...ids].sort());
			expect(idsOf(items)).toEqual(ids.map((id, index) => [id, index]));
			for (const { json } of items) expect(json.alert).toMatchObject({ status: 'resolved' });
			for (const { comments } of contoso.alerts) expect(comments).toHaveLength(1);
		});

		it('tells a failure to its own item alone', async () => {
			mssp().contoso.addAlert({ id: 'da1_0' });
			mssp().contoso.addAlert({ id: 'da1_3' });
			const input = ['da1_0', 'da9_9', 'da1_3'].map((id) => inTenant(mssp().contoso.id, id));
			const items = await run({}, { input, continueOnFail: true });
			expect(items.map(({ json }) => json.error !== undefined)).toEqual([false, true, false]);
		});

		it('sends the same change once, and other changes of an alert in the order of their items', async () => {
			mssp().contoso.addAlert({ id: 'da1_0' });
			const to = ['inProgress', 'inProgress', 'resolved'];
			const input = to.map((status) => inTenant(mssp().contoso.id, 'da1_0', { status }));
			const items = await run({ updateFields: { status: '={{ $json.status }}' } }, { input });
			expect(sent().map(({ body }) => body)).toEqual([{ status: 'inProgress' }, { status: 'resolved' }]);
			expect(items.map(({ json }) => (json.alert as IDataObject).status)).toEqual(to);
		});

		it('sends a change again where another one of the alert lies between', async () => {
			const { contoso } = mssp();
			contoso.addAlert({ id: 'da1_0' });
			const to = ['inProgress', 'resolved', 'inProgress'];
			const input = to.map((status) => inTenant(contoso.id, 'da1_0', { status }));
			await run({ updateFields: { status: '={{ $json.status }}' } }, { input });
			expect(sent().map(({ body }) => body)).toEqual(to.map((status) => ({ status })));
			expect(contoso.alerts[0]?.status).toBe('inProgress');
		});

		it('verifies by reading back', async () => {
			mssp().contoso.addAlert({ id: 'da1_0' });
			const input = [inTenant(mssp().contoso.id, 'da1_0')];
			const [item] = await run({ options: { verify: true } }, { input });
			expect(item?.json).toMatchObject({ verified: true, alert: { status: 'resolved' } });
		});

		it('stops asking where the next alert would be refused as well', async () => {
			mssp().contoso.revokeConsent(CLIENT_ID);
			const input = Array.from({ length: 50 }, (_, n) => inTenant(mssp().contoso.id, `da1_${n}`));
			const items = await run({}, { input, continueOnFail: true });
			expect(items).toHaveLength(50);
			for (const { json } of items) expect(json.error).toContain('SecurityAlert.ReadWrite.All');
			expect(sent().length).toBeGreaterThan(0);
			expect(sent().length).toBeLessThanOrEqual(4);
		});

		it('says that an alert was changed only of those that were', async () => {
			const { contoso } = mssp();
			const many = Array.from({ length: 12 }, (_, n) => `da1_${n}`);
			for (const id of many) contoso.addAlert({ id });
			const respond = { status: 403, body: { error: { code: 'Forbidden', message: 'No.' } } };
			contoso.addFault({ api: 'graph', pathContains: '/comments', respond });
			const input = many.map((id) => inTenant(contoso.id, id));
			const updateFields = { status: 'resolved', comment: 'Known' };
			const items = await run({ updateFields }, { input, continueOnFail: true });
			const told = items.map(({ json }) => json.error as string);
			expect(
				told.map((error) => (error.includes('The alert was changed, but') ? 'resolved' : 'new')),
			).toEqual(contoso.alerts.map(({ status }) => status));
			expect(told.at(-1)).toMatch(
				/: Not sent, because an earlier alert was refused: Microsoft Graph needs the permission/,
			);
		});
	},
);
