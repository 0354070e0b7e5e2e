import { CLIENT_ID, TENANT_IDS } from '../../support/mssp';
import type { OperationCase } from '../../support/operationContract';
import { describeOperation } from '../../support/operationContract';

const wrong: OperationCase['wrong'] = [
	['Alert', { alertId: ' ' }],
	['Alert', { alertId: 'https://security.microsoft.com/incidents/7' }],
	['Update Fields', { updateFields: {} }],
	['Status', { updateFields: { status: 'closed' } }],
	['Determination', { updateFields: { classification: 'falsePositive', determination: 'malware' } }],
	['Unassign', { updateFields: { assignedTo: 'kim@contoso.example', unassign: true } }],
];

const everything = {
	status: 'resolved',
	assignedTo: 'kim@contoso.example',
	classification: 'informationalExpectedActivity',
	determination: 'confirmedActivity',
	comment: 'A test of ours',
};

const common = {
	resource: 'alert',
	operation: 'update',
	method: 'PATCH',
	seed: (tenant) => ({ alertId: tenant.addAlert({ id: 'da1_2' }).id }),
	missing: { alertId: 'da9_9' },
} satisfies Partial<OperationCase>;

describeOperation(
	{
		...common,
		api: 'graph',
		path: /^\/v1\.0\/security\/alerts_v2\/[^/]+$/,
		permission: 'SecurityAlert.ReadWrite.All',
		parameters: { updateFields: { status: 'resolved' } },
		wrong,
	},
	({ mssp, run, sent }) => {
		const alertId = 'da1_2';
		const update = async (fields: object) => await run({ tenantId: mssp().contoso.id, alertId, ...fields });
		const comments = () => mssp().emulator.requests({ method: 'POST', path: /\/comments$/ });

		it('sends only what changes, and the comment by its own call', async () => {
			mssp().contoso.addAlert({ id: alertId, incidentId: 7 });
			const [item] = await update({ updateFields: everything });
			const { comment, ...change } = everything;
			expect(sent()[0]?.body).toEqual(change);
			expect(comments().map(({ body }) => body)).toEqual([
				{ '@odata.type': 'microsoft.graph.security.alertComment', comment },
			]);
			expect(item?.json).toMatchObject({
				alert: { id: alertId, ...change },
				links: {
					alert: `https://security.microsoft.com/alerts/${alertId}?tid=${TENANT_IDS.contoso}`,
					incident: `https://security.microsoft.com/incidents/7?tid=${TENANT_IDS.contoso}`,
				},
			});
			expect(item?.json).not.toHaveProperty('verified');
			expect(mssp().contoso.alerts[0]).toMatchObject({ ...change, comments: [{ comment }] });
		});

		it("gives the service's own object, with the comment just made, with Simplify off", async () => {
			mssp().contoso.addAlert({ id: alertId });
			const [item] = await update({ updateFields: everything, simplify: false });
			expect(item?.json.alert).toMatchObject({
				providerAlertId: alertId,
				comments: [{ comment: everything.comment }],
			});
		});

		it('only comments where that is all, and gives the alert', async () => {
			mssp().contoso.addAlert({ id: alertId, title: 'Commented' });
			const [item] = await update({ updateFields: { comment: 'Seen' } });
			expect(item?.json.alert).toMatchObject({ id: alertId, title: 'Commented' });
			expect([sent().length, comments().length]).toEqual([0, 1]);
		});

		it('takes a classification and its determination by expression', async () => {
			mssp().contoso.addAlert({ id: alertId });
			const updateFields = {
				classification: '={{ $json.verdict }}',
				determination: "={{ $json.verdict === 'falsePositive' ? 'notMalicious' : 'phishing' }}",
			};
			for (const [verdict, determination] of [
				['truePositive', 'phishing'],
				['falsePositive', 'notMalicious'],
			]) {
				await run({ tenantId: mssp().contoso.id, alertId, updateFields }, { input: [{ verdict }] });
				expect(sent().at(-1)?.body).toEqual({ classification: verdict, determination });
			}
		});

		it('takes the alert from its owner', async () => {
			mssp().contoso.addAlert({ id: alertId, assignedTo: 'kim@contoso.example' });
			const [item] = await update({ updateFields: { unassign: true } });
			expect(sent()[0]?.body).toEqual({ assignedTo: null });
			expect(item?.json.alert).not.toHaveProperty('assignedTo');
		});

		it('tells that the change is made where only the comment failed', async () => {
			mssp().contoso.addAlert({ id: alertId });
			mssp().contoso.addFault({ api: 'graph', pathContains: '/comments', respond: { status: 503 } });
			await expect(update({ updateFields: everything })).rejects.toThrow(
				/The alert was changed, but its comment is not known to be added/,
			);
			expect(mssp().contoso.alerts[0]?.status).toBe('resolved');
			expect(comments()).toHaveLength(1);
		});

		it('gives the comments where the alert could not be read after the comment was added', async () => {
			mssp().contoso.addAlert({ id: alertId });
			const when = ({ method }: { method: string }) => method === 'GET';
			mssp().contoso.addFault({ api: 'graph', when, respond: { status: 400 } });
			const [item] = await update({ updateFields: { comment: 'Seen' }, simplify: false });
			expect(item?.json.alert).toMatchObject({ id: alertId, comments: [{ comment: 'Seen' }] });
			expect(comments()).toHaveLength(1);
		});

		it('verifies by reading back', async () => {
			mssp().contoso.addAlert({ id: alertId });
			const [item] = await update({ updateFields: everything, options: { verify: true } });
			expect(item?.json).toMatchObject({ verified: true, alert: { status: 'resolved' } });
			expect(mssp().emulator.requests({ host: 'graph', method: 'GET' })).toHaveLength(1);
		});

		it('tells when the service took the change and does not show it', async () => {
			mssp().contoso.addAlert({ id: alertId, extra: { graph: { set: { status: 'new' } } } });
			const [item] = await update({ updateFields: { status: 'resolved' }, options: { verify: true } });
			expect(item?.json).toMatchObject({ verified: false, alert: { status: 'new' } });
			expect(mssp().emulator.requests({ host: 'graph', method: 'GET' })).toHaveLength(3);
		}, 15_000);

		it('cannot verify what it cannot read', async () => {
			mssp().contoso.addAlert({ id: alertId });
			const when = ({ method }: { method: string }) => method === 'GET';
			mssp().contoso.addFault({ api: 'graph', when, respond: { status: 400 } });
			const [item] = await update({ updateFields: { status: 'resolved' }, options: { verify: true } });
			expect(item?.json).toMatchObject({ verified: false, alert: { id: alertId, status: 'resolved' } });
		}, 15_000);

		it('serves alerts of every product', async () => {
			mssp().contoso.addAlert({ id: 'fa1_2', serviceSource: 'microsoftDefenderForOffice365' });
			const [item] = await update({ alertId: 'fa1_2' });
			expect(item?.json.alert).toMatchObject({ id: 'fa1_2', status: 'resolved' });
		});

		it('takes the ID out of a link that opens this tenant', async () => {
			mssp().contoso.addAlert({ id: alertId });
			const link = `https://security.microsoft.com/alerts/${alertId}?tid=${TENANT_IDS.contoso}`;
			const [item] = await update({ alertId: link });
			expect(item?.json.alert).toMatchObject({ id: alertId, status: 'resolved' });
		});

		it('refuses a link that opens another tenant, and sends nothing', async () => {
			const { contoso, fabrikam } = mssp();
			for (const tenant of [contoso, fabrikam]) tenant.addAlert({ id: alertId });
			const link = `https://security.microsoft.com/alerts/${alertId}?tid=${fabrikam.id}`;
			await expect(update({ alertId: link })).rejects.toThrow(
				new RegExp(`The link in 'Alert' opens another tenant .${fabrikam.id}`),
			);
			expect(sent()).toEqual([]);
		});

		it("holds back an alert that names another tenant's ID as its own", async () => {
			const extra = { graph: { set: { tenantId: TENANT_IDS.fabrikam } } };
			mssp().contoso.addAlert({ id: alertId, extra });
			await expect(update({})).rejects.toThrow(/names another tenant as its own/);
		});
	},
);

describeOperation(
	{
		...common,
		api: 'defender',
		path: /^\/api\/alerts\/[^/]+$/,
		permission: 'Alert.ReadWrite.All',
		parameters: { source: 'defenderAlerts', updateFields: { status: 'resolved' } },
		wrong: [...wrong, ['Alert', { alertId: 'fa1_2' }]],
	},
	({ mssp, run, sent }) => {
		const alertId = 'da1_2';
		const update = async (fields: object) => await run({ tenantId: mssp().contoso.id, alertId, ...fields });

		it('sends all of it with one call, in the words of that API, and answers in those of Graph', async () => {
			mssp().contoso.addAlert({ id: alertId });
			const [item] = await update({ updateFields: everything });
			expect(sent().map(({ body }) => body)).toEqual([
				{
					status: 'Resolved',
					assignedTo: 'kim@contoso.example',
					classification: 'InformationalExpectedActivity',
					determination: 'ConfirmedActivity',
					comment: 'A test of ours',
				},
			]);
			const { comment, ...change } = everything;
			expect(item?.json.alert).toMatchObject({ id: alertId, ...change });
			expect(mssp().contoso.alerts[0]).toMatchObject({ ...change, comments: [{ comment }] });
		});

		it('verifies by reading back', async () => {
			mssp().contoso.addAlert({ id: alertId });
			const [item] = await update({ updateFields: everything, options: { verify: true } });
			expect(item?.json).toMatchObject({ verified: true, alert: { status: 'resolved' } });
		});

		it('takes the alert from its owner', async () => {
			mssp().contoso.addAlert({ id: alertId, assignedTo: 'kim@contoso.example' });
			const [item] = await update({ updateFields: { unassign: true } });
			expect(sent()[0]?.body).toEqual({ assignedTo: '' });
			expect(item?.json.alert).not.toHaveProperty('assignedTo');
		});

		it('names the source that serves an alert of another product', async () => {
			await expect(update({ alertId: 'fa1_2' })).rejects.toMatchObject({
				description: expect.stringContaining("'Alerts (Microsoft Graph)' as 'Source'") as unknown,
			});
		});

		it('names the permission as users have it, and needs no right to read', async () => {
			mssp().contoso.addAlert({ id: alertId });
			mssp().contoso.revokeConsent(CLIENT_ID);
			mssp().contoso.consent(CLIENT_ID, { application: ['Alert.ReadWrite.All'] });
			const [item] = await update({});
			expect(item?.json.alert).toMatchObject({ status: 'resolved' });
		});
	},
);
