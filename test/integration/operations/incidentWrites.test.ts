import type { IDataObject } from 'n8n-workflow';
import { listOf } from '../../support/mssp';
import { describeOperation } from '../../support/operationContract';
import { incidentsOf, linkTo, numberInSeveral, seed } from './incidentCases';

const WRITE = 'SecurityIncident.ReadWrite.All';

describeOperation(
	{
		resource: 'incident',
		operation: 'update',
		api: 'graph',
		method: 'PATCH',
		path: /^\/v1\.0\/security\/incidents\/\d+$/,
		permission: WRITE,
		seed,
		parameters: { updateFields: { status: 'inProgress' } },
		missing: { incidentId: '999' },
		namesItsTenant: true,
		wrong: [
			['Incident', { incidentId: '' }],
			numberInSeveral,
			['Update Fields', { updateFields: {} }],
			['Status', { updateFields: { status: 'redirected' } }],
			['Classification', { updateFields: { classification: 'maybe' } }],
			[
				'Determination',
				{ updateFields: { classification: '={{ "falsePositive" }}', determination: 'malware' } },
			],
			['Assigned To', { updateFields: { assignedTo: 'kim@contoso.example', unassign: true } }],
		],
	},
	({ mssp, run, sent }) => {
		const comments = () => mssp().emulator.requests({ method: 'POST', path: /\/comments$/ });
		const update = async (updateFields: IDataObject, more: IDataObject = {}) =>
			await run({ tenantId: mssp().contoso.id, incidentId: '4711', updateFields, ...more });
		describe('of one incident', () => {
			beforeEach(() => {
				mssp().contoso.addIncident({ id: '4711', assignedTo: 'lee@contoso.example', customTags: ['old'] });
			});

			it('sends what was chosen and nothing else, and gives the incident as it is then', async () => {
				const items = await update({
					status: 'resolved',
					assignedTo: 'kim@contoso.example',
					classification: 'truePositive',
					determination: 'phishing',
					customTags: 'vip, ticket-1',
					resolvingComment: 'Mailbox cleaned',
				});
				const expected = {
					status: 'resolved',
					assignedTo: 'kim@contoso.example',
					classification: 'truePositive',
					determination: 'phishing',
					customTags: ['vip', 'ticket-1'],
					resolvingComment: 'Mailbox cleaned',
				};
				expect(sent().map(({ body }) => body)).toEqual([expected]);
				expect(mssp().contoso.incidents).toMatchObject([expected]);
				const { resolvingComment, ...shown } = expected;
				expect(resolvingComment).toBe('Mailbox cleaned');
				expect(incidentsOf(items)).toMatchObject([{ id: '4711', ...shown }]);
				expect(items[0]?.json).not.toHaveProperty('verified');
				expect(comments()).toEqual([]);
			});

			it('takes away the owner and the tags, if told to', async () => {
				await update({ unassign: true, removeCustomTags: true });
				expect(sent()[0]?.body).toEqual({ assignedTo: null, customTags: [] });
				expect(mssp().contoso.incidents).toMatchObject([{ assignedTo: null, customTags: [] }]);
			});

			it("translates the other API's words", async () => {
				await update({
					status: 'InProgress',
					// Given by expression, because a choice in the list would be Graph's word.
					classification: '={{ "TruePositive" }}',
					determination: '={{ "CompromisedUser" }}',
				});
				expect(sent()[0]?.body).toEqual({
					status: 'inProgress',
					classification: 'truePositive',
					determination: 'compromisedAccount',
				});
			});

			it('adds the comment after the change, in a call of its own', async () => {
				const items = await update({ status: 'resolved', comment: 'Done' }, { simplify: false });
				expect(sent()).toHaveLength(1);
				expect(comments().map(({ body }) => body)).toEqual([
					{ '@odata.type': 'microsoft.graph.security.alertComment', comment: 'Done' },
				]);
				expect(incidentsOf(items)).toMatchObject([{ status: 'resolved', comments: [{ comment: 'Done' }] }]);
			});

			it('only comments where there is only a comment, and gives the incident', async () => {
				const items = await update({ comment: 'Looked at it' });
				expect(sent()).toEqual([]);
				expect(comments()).toHaveLength(1);
				expect(incidentsOf(items)).toMatchObject([{ id: '4711', status: 'active', customTags: ['old'] }]);
			});

			it('says what was done when the comment fails after the change', async () => {
				mssp().contoso.addFault({ api: 'graph', pathContains: '/comments', respond: { status: 503 } });
				await expect(update({ status: 'resolved', comment: 'Done' })).rejects.toMatchObject({
					message: expect.stringContaining('was updated, but adding its comment failed') as unknown,
					description: expect.stringContaining('Add Comment') as unknown,
				});
				expect(comments()).toHaveLength(1);
				expect(mssp().contoso.incidents).toMatchObject([{ status: 'resolved', comments: [] }]);
			});

			it('tells that the change is there after reading it back', async () => {
				const items = await update(
					{ status: 'resolved', customTags: 'b, a', comment: 'Done' },
					{ options: { verify: true } },
				);
				expect(items[0]?.json).toMatchObject({ verified: true, incident: { status: 'resolved' } });
			});

			it('tells that the change is not there, and what is', async () => {
				mssp().contoso.addFault({
					api: 'graph',
					respond: { status: 200, body: { id: '4711', status: 'resolved' } },
					when: ({ method }) => method === 'PATCH',
				});
				const items = await update({ status: 'resolved' }, { options: { verify: true } });
				expect(items[0]?.json).toMatchObject({ verified: false, incident: { status: 'active' } });
			});

			it('is done although it cannot be read back', async () => {
				mssp().contoso.addFault({
					api: 'graph',
					respond: { status: 404, body: { error: { code: 'ResourceNotFound', message: 'x' } } },
					when: ({ method }) => method === 'GET',
				});
				const items = await update({ status: 'resolved' }, { options: { verify: true } });
				expect(items[0]?.json).toMatchObject({ verified: false, incident: { status: 'resolved' } });
			});

			it('changes, among several tenants with this number, the incident that the link opens', async () => {
				const { customers, contoso, fabrikam } = mssp();
				seed(fabrikam);
				const items = await update(
					{ status: 'resolved' },
					{ ...listOf(customers), incidentId: linkTo(fabrikam) },
				);
				expect(items.map(({ json }) => (json.tenant as IDataObject).id)).toEqual([fabrikam.id]);
				expect(fabrikam.incidents).toMatchObject([{ status: 'resolved' }]);
				expect(contoso.incidents).toMatchObject([{ status: 'active' }]);
			});

			it('changes nothing where the link opens another tenant', async () => {
				const { fabrikam } = mssp();
				await expect(update({ status: 'resolved' }, { incidentId: linkTo(fabrikam) })).rejects.toThrow(
					/'Incident' opens another tenant/,
				);
				expect(sent()).toEqual([]);
			});

			it.each(['incident', 'alert'])(
				"changes nothing where the number is that of the item's %s, and the item is another tenant's",
				async (carrier) => {
					const { fabrikam, contoso } = mssp();
					const fields = carrier === 'incident' ? { id: '4711' } : { id: 'da1_2', incidentId: '4711' };
					const item = { tenant: { id: fabrikam.id, name: 'Fabrikam', labels: {} }, [carrier]: fields };
					const given = {
						customerTenants: 'credential',
						incidentId: '={{ $json.incident?.id ?? $json.alert?.incidentId }}',
						updateFields: { status: 'resolved' },
					};
					await expect(run(given, { input: [item] })).rejects.toMatchObject({
						message: expect.stringContaining(fabrikam.id) as unknown,
						description: expect.stringContaining('From Input Item') as unknown,
					});
					expect(sent()).toEqual([]);
					const own = { ...item, tenant: { id: contoso.id.toUpperCase() } };
					expect(incidentsOf(await run(given, { input: [own] }))).toMatchObject([{ status: 'resolved' }]);
				},
			);
		});
	},
);

describeOperation(
	{
		resource: 'incident',
		operation: 'addComment',
		api: 'graph',
		method: 'POST',
		path: /^\/v1\.0\/security\/incidents\/\d+\/comments$/,
		permission: WRITE,
		seed,
		parameters: { comment: 'Asked the user' },
		missing: { incidentId: '999' },
		namesItsTenant: true,
		wrong: [['Incident', { incidentId: '' }], numberInSeveral, ['Comment', { comment: ' ' }]],
	},
	({ mssp, run, sent }) => {
		it('sends it and gives all comments, with who wrote them', async () => {
			const { contoso } = mssp();
			const earlier = {
				comment: 'First',
				createdByDisplayName: 'Kim Analyst',
				createdDateTime: '2026-01-05T08:00:00Z',
			};
			contoso.addIncident({ id: '4711', comments: [earlier] });
			const [item] = await run({ tenantId: contoso.id, incidentId: '4711' });
			expect(sent()[0]?.body).toEqual({
				'@odata.type': 'microsoft.graph.security.alertComment',
				comment: 'Asked the user',
			});
			expect(item?.json).toEqual({
				tenant: { id: contoso.id, name: contoso.id, labels: {} },
				incident: { id: '4711' },
				comments: [
					earlier,
					{
						comment: 'Asked the user',
						createdByDisplayName: 'Alert Forwarder',
						createdDateTime: expect.any(String) as unknown,
					},
				],
				links: { incident: linkTo(contoso) },
			});
		});

		it('tells whether the comment is there', async () => {
			const { contoso } = mssp();
			const fields = { tenantId: contoso.id, ...seed(contoso), options: { verify: true } };
			expect((await run(fields))[0]?.json.verified).toBe(true);
			contoso.addFault({
				api: 'graph',
				respond: { status: 200, body: { value: [] } },
				when: ({ method }) => method === 'POST',
			});
			const lost = await run({ ...fields, comment: 'Never stored' });
			expect(lost[0]?.json.verified).toBe(false);
		});
	},
);
