import type { OperationCase } from '../../support/operationContract';
import { describeOperation } from '../../support/operationContract';
import { TENANT_IDS } from '../../support/mssp';

interface Source extends Pick<OperationCase, 'api' | 'method' | 'path' | 'permission'> {
	source: string;
	/** IDs that it does not serve. */
	alien: OperationCase['wrong'];
	sentBody: object;
}

const sources: Source[] = [
	{
		source: 'graphAlerts',
		api: 'graph',
		method: 'POST',
		path: /^\/v1\.0\/security\/alerts_v2\/[^/]+\/comments$/,
		permission: 'SecurityAlert.ReadWrite.All',
		alien: [],
		sentBody: { '@odata.type': 'microsoft.graph.security.alertComment', comment: 'Second' },
	},
	{
		source: 'defenderAlerts',
		api: 'defender',
		method: 'PATCH',
		path: /^\/api\/alerts\/[^/]+$/,
		permission: 'Alert.ReadWrite.All',
		alien: [['Alert', { alertId: 'ri1_2' }]],
		sentBody: { comment: 'Second' },
	},
];

const first = { comment: 'First', createdByDisplayName: 'kim', createdDateTime: '2026-01-05T09:00:00Z' };

for (const { source, alien, sentBody, ...call } of sources) {
	describeOperation(
		{
			resource: 'alert',
			operation: 'addComment',
			...call,
			parameters: { source, comment: 'Second' },
			seed: (tenant) => ({ alertId: tenant.addAlert({ id: 'da1_2', comments: [first] }).id }),
			missing: { alertId: 'da9_9' },
			wrong: [['Alert', { alertId: '' }], ['Comment', { comment: ' ' }], ...alien],
		},
		({ mssp, run, sent }) => {
			it("adds it and gives all comments in Graph's words", async () => {
				mssp().contoso.addAlert({ id: 'da1_2', comments: [first] });
				const items = await run({ tenantId: mssp().contoso.id, alertId: 'da1_2' });
				expect(sent().map(({ body }) => body)).toEqual([sentBody]);
				expect(items.map(({ json }) => json)).toEqual([
					{
						tenant: expect.objectContaining({ id: TENANT_IDS.contoso }) as unknown,
						alert: { id: 'da1_2' },
						comments: [
							first,
							{
								comment: 'Second',
								createdByDisplayName: 'Alert Forwarder',
								createdDateTime: expect.any(String) as unknown,
							},
						],
						links: { alert: `https://security.microsoft.com/alerts/da1_2?tid=${TENANT_IDS.contoso}` },
					},
				]);
			});

			it('verifies by reading back', async () => {
				mssp().contoso.addAlert({ id: 'da1_2' });
				const fields = { tenantId: mssp().contoso.id, alertId: 'da1_2', options: { verify: true } };
				expect((await run(fields))[0]?.json.verified).toBe(true);
			});

			it('tells when the comment is not to be seen', async () => {
				const hidden = { set: { comments: [] } };
				mssp().contoso.addAlert({ id: 'da1_2', extra: { graph: hidden, defender: hidden } });
				const fields = { tenantId: mssp().contoso.id, alertId: 'da1_2', options: { verify: true } };
				expect((await run(fields))[0]?.json.verified).toBe(false);
			}, 15_000);
		},
	);
}
