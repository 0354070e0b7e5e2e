import { at, list } from './testing/incidents';
import { eachTestHasItsSample, sample } from './testing/ownSample';
import { analyst, graphScope, ids, rowsOf } from './testing/sample';
import { sendToGraph } from './testing/sendJson';

const WRITE = 'SecurityIncident.ReadWrite.All';
const item = `${list}/4711`;
const comment = { '@odata.type': 'microsoft.graph.security.alertComment', comment: 'Looked at it' };

let token: string;
eachTestHasItsSample(async () => {
	sample.contoso.consent(ids.app, { application: [WRITE], delegated: [WRITE] });
	sample.contoso.addIncident({ id: '4711', createdDateTime: at(1) });
	token = await sample.appToken(ids.contoso, graphScope);
});

const patch = (body: unknown, path = item) => sendToGraph(sample, ['PATCH', path], token, body);
const post = (body: unknown, path = `${item}/comments`) => sendToGraph(sample, ['POST', path], token, body);

describe('an update', () => {
	test('changes what it names, answers the incident, and moves lastUpdateDateTime to now', async () => {
		sample.clock.now += 60_000;
		const answer = await patch({
			status: 'inProgress',
			assignedTo: 'kim@contoso.example',
			classification: 'truePositive',
			determination: 'malware',
			customTags: ['vip'],
			resolvingComment: 'Cleaned',
		});
		const expected = {
			id: '4711',
			tenantId: ids.contoso,
			status: 'inProgress',
			severity: 'medium',
			assignedTo: 'kim@contoso.example',
			classification: 'truePositive',
			determination: 'malware',
			customTags: ['vip'],
			resolvingComment: 'Cleaned',
			lastModifiedBy: 'Alert Forwarder',
			createdDateTime: at(1),
		};
		expect(answer).toMatchObject({ status: 200, json: expected });
		const [shown] = rowsOf(await sample.graph(list, token)) as Array<Record<string, string>>;
		expect(shown).toMatchObject(expected);
		const now = new Date(sample.clock.now).toISOString().slice(0, 19);
		expect(shown?.lastUpdateDateTime?.slice(0, 19)).toBe(now);
	});

	test('leaves what it does not name, and takes away an owner', async () => {
		sample.contoso.updateIncident('4711', { assignedTo: 'kim@contoso.example', customTags: ['vip'] });
		const answer = await patch({ assignedTo: null });
		expect(answer.json).toMatchObject({ assignedTo: null, customTags: ['vip'], status: 'active' });
	});

	test('takes enum members in any case, as the documentation writes them, and keeps its own', async () => {
		const answer = await patch({ classification: 'TruePositive', determination: 'MultiStagedAttack' });
		expect(answer.json).toMatchObject({
			classification: 'truePositive',
			determination: 'multiStagedAttack',
		});
	});

	test.each<[string, unknown]>([
		['a property in another case', { Status: 'resolved' }],
		['a property that cannot be updated', { createdDateTime: at(2) }],
		['a score, which Microsoft sets', { priorityScore: 99 }],
		['a comment, which has a call of its own', { comment: 'x' }],
		['an unknown status', { status: 'done' }],
		['a status that Microsoft sets', { status: 'redirected' }],
		['a status of alerts', { status: 'new' }],
		['a number for a text', { assignedTo: 7 }],
		['a text for a list', { customTags: 'vip' }],
		['no value for an enum', { status: null }],
		['a determination of something unclassified', { determination: 'malware' }],
		['nothing to update', {}],
		['an array', []],
		['no JSON', 'status=resolved'],
	])('is refused with %s', async (_what, body) => {
		const before = sample.contoso.incidents;
		expect(await patch(body)).toMatchObject({ status: 400, json: { error: { code: 'BadRequest' } } });
		expect(sample.contoso.incidents).toEqual(before);
	});

	test('may add a determination to what was classified before', async () => {
		sample.contoso.updateIncident('4711', { classification: 'truePositive' });
		expect((await patch({ determination: 'phishing' })).status).toBe(200);
	});

	test('finds only incidents of the tenant that are visible', async () => {
		sample.contoso.addIncident({ id: '5', visibleAt: sample.clock.now + 1000 });
		sample.fabrikam.addIncident({ id: '6' });
		for (const id of ['5', '6', '7']) {
			expect((await patch({ status: 'resolved' }, `${list}/${id}`)).status).toBe(404);
			expect((await post(comment, `${list}/${id}/comments`)).status).toBe(404);
		}
	});

	test('needs the permission to write', async () => {
		sample.contoso.revokeConsent(ids.app);
		sample.contoso.consent(ids.app, { application: ['SecurityIncident.Read.All'] });
		const reader = await sample.appToken(ids.contoso, graphScope);
		for (const [method, path, body] of [
			['PATCH', item, { status: 'resolved' }],
			['POST', `${item}/comments`, comment],
		] as const) {
			const answer = await sendToGraph(sample, [method, path], reader, body);
			expect(answer).toMatchObject({
				status: 403,
				json: { error: { message: expect.stringContaining(WRITE) as unknown } },
			});
		}
		expect(sample.contoso.incidents).toMatchObject([{ status: 'active', comments: [] }]);
	});
});

describe('a comment', () => {
	test('is added by the app that wrote it, and answered with all others', async () => {
		await post(comment);
		sample.clock.now += 60_000;
		const { json } = await post({ ...comment, comment: 'Second' });
		const first = { comment: 'Looked at it', createdByDisplayName: 'Alert Forwarder' };
		const second = { comment: 'Second', createdDateTime: new Date(sample.clock.now).toISOString() };
		expect(json).toMatchObject({ value: [first, second] });
		const { json: shown } = await sample.graph(item, token);
		expect(shown).toMatchObject({ comments: [first, second] });
	});

	test('is added by the signed-in user', async () => {
		const { access_token: delegated = '' } = await sample.delegatedTokens(ids.contoso, graphScope);
		const answer = await sendToGraph(sample, ['POST', `${item}/comments`], delegated, comment);
		expect(answer.json).toMatchObject({ value: [{ createdByDisplayName: analyst }] });
	});

	test.each<[string, unknown]>([
		['no text', { '@odata.type': comment['@odata.type'] }],
		['an empty text', { ...comment, comment: '' }],
		['no type', { comment: 'x' }],
		['another type', { ...comment, '@odata.type': 'microsoft.graph.security.comment' }],
		['a name in another case', { ...comment, Comment: 'x' }],
	])('is refused with %s', async (_what, body) => {
		expect(await post(body)).toMatchObject({ status: 400, json: { error: { code: 'BadRequest' } } });
		expect(sample.contoso.incidents).toMatchObject([{ comments: [] }]);
	});
});
