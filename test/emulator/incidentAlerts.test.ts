import { at, list, query, startIncidentSample } from './testing/incidents';
import { alertIds, rowsOf, textOf, type Sample } from './testing/sample';

let sample: Sample;
let token: string;
beforeEach(async () => {
	({ sample, token } = await startIncidentSample());
});
afterEach(() => sample.emulator.close());

describe('the alerts of an incident', () => {
	beforeEach(() => {
		const { contoso } = sample;
		contoso.addIncident({ id: '4711', createdDateTime: at(2) });
		contoso.addIncident({ id: '4712', createdDateTime: at(1) });
		contoso.addAlert({ id: 'a', incidentId: 4711, createdDateTime: at(1), severity: 'high' });
		contoso.addAlert({ id: 'b', incidentId: 4711, createdDateTime: at(2) });
		contoso.addAlert({ id: 'other', incidentId: 5000 });
		contoso.addAlert({ id: 'none', incidentId: null });
		contoso.addAlert({ id: 'hidden', incidentId: 4711, shownByGraph: false });
		contoso.addAlert({ id: 'late', incidentId: 4711, visibleAt: sample.clock.now + 1 });
		sample.fabrikam.addAlert({ id: 'foreign', incidentId: 4711 });
	});

	test('come with $expand=alerts as Graph shows them, newest first', async () => {
		const alerts = rowsOf(await sample.graph(`${list}/4711/alerts`, token));
		const { json } = await sample.graph(query({ $expand: 'alerts' }), token);
		expect(json).toMatchObject({
			value: [
				{ id: '4711', alerts: [{ id: 'b', incidentId: '4711', evidence: expect.any(Array) }, { id: 'a' }] },
				{ id: '4712', alerts: [] },
			],
		});
		const [first] = rowsOf(await sample.graph(query({ $expand: 'alerts' }), token));
		expect(first).toHaveProperty('alerts', alerts);
		expect(rowsOf(await sample.graph(list, token))[0]).not.toHaveProperty('alerts');
	});

	test('come with one incident, too', async () => {
		const { json } = await sample.graph(`${list}/4711?$expand=alerts`, token);
		expect(json).toMatchObject({ id: '4711', alerts: [{ id: 'b' }, { id: 'a' }] });
	});

	test('have a list of their own, with pages and filter', async () => {
		const path = `${list}/4711/alerts`;
		const page = await sample.graph(`${path}?$top=1`, token);
		expect(page.json).toMatchObject({
			'@odata.context': "https://graph.microsoft.com/v1.0/$metadata#security/incidents('4711')/alerts",
			value: [{ id: 'b' }],
		});
		const { pathname, search } = new URL(textOf(page.json, '@odata.nextLink'));
		expect(pathname).toBe(path);
		expect(alertIds(await sample.graph(`${pathname}${search}`, token))).toEqual(['a']);
		const filter = new URLSearchParams({ $filter: "severity eq 'high'" }).toString();
		expect(alertIds(await sample.graph(`${path}?${filter}`, token))).toEqual(['a']);
		expect(alertIds(await sample.graph(`${list}/4712/alerts`, token))).toEqual([]);
	});

	test('hide unknown enum members as the list of alerts does', async () => {
		sample.contoso.updateAlert('a', { serviceSource: 'microsoftSentinel' });
		sample.contoso.removeAlert('b');
		const expand = query({ $expand: 'alerts', $top: '1' });
		const hidden = await sample.graph(expand, token);
		expect(hidden.json).toMatchObject({ value: [{ alerts: [{ serviceSource: 'unknownFutureValue' }] }] });
		const shown = await sample.graph(expand, token, { prefer: 'include-unknown-enum-members' });
		expect(shown.json).toMatchObject({ value: [{ alerts: [{ serviceSource: 'microsoftSentinel' }] }] });
	});

	test('a big tenant answers $expand=alerts with 500, and nothing else', async () => {
		sample.contoso.graph.expandFails = true;
		const answer = await sample.graph(query({ $expand: 'alerts', $top: '1' }), token);
		expect(answer.status).toBe(500);
		expect(answer.json).toMatchObject({ error: { code: 'InternalServerError' } });
		expect((await sample.graph(`${list}/4711?$expand=alerts`, token)).status).toBe(500);
		for (const path of [list, `${list}/4711`, `${list}/4711/alerts`]) {
			expect((await sample.graph(path, token)).status).toBe(200);
		}
		expect((await sample.graph(query({ $expand: 'alerts', $top: '51' }), token)).status).toBe(400);
	});

	test.each([
		[{ $expand: 'alerts', $top: '10' }, 200],
		[{ $expand: 'alerts', $top: '11' }, 500],
		[{ $expand: 'alerts' }, 500],
		[{ $top: '50' }, 200],
	])('a tenant that fails for pages above 10: %j is %d', async (options, status) => {
		sample.contoso.graph.expandFails = 10;
		// SAFETY: the undefined properties that TypeScript sees in the union of the rows are simply absent.
		expect((await sample.graph(query(options as Record<string, string>), token)).status).toBe(status);
		expect((await sample.graph(`${list}/4711?$expand=alerts`, token)).status).toBe(200);
	});
});

describe('controls', () => {
	test('an update moves lastUpdateDateTime to now unless it sets it', () => {
		const { contoso, clock } = sample;
		const { id, createdDateTime } = contoso.addIncident();
		clock.now += 60_000;
		const changed = contoso.updateIncident(id, { status: 'resolved' });
		expect(changed.lastUpdateDateTime.slice(0, 19)).toBe(new Date(clock.now).toISOString().slice(0, 19));
		expect(changed).toMatchObject({ id, createdDateTime, status: 'resolved' });
		const kept = contoso.updateIncident(id, { lastUpdateDateTime: at(1, '.5000000') });
		expect(kept.lastUpdateDateTime).toBe(at(1, '.5'));
		expect(contoso.incidents).toEqual([kept]);
	});

	test('ids are numbers, never given twice, and not those that alerts get by themselves', () => {
		const { contoso } = sample;
		const first = contoso.addIncident();
		contoso.removeIncident(first.id);
		const second = contoso.addIncident();
		expect(Number(second.id)).toBeGreaterThan(Number(first.id));
		expect(Number(first.id)).toBeGreaterThan(contoso.addAlert().incidentId ?? Infinity);
		expect(contoso.incidents.map(({ id }) => id)).toEqual([second.id]);
	});

	test('what cannot be is refused', () => {
		const { contoso } = sample;
		contoso.addIncident({ id: '4711' });
		expect(() => contoso.addIncident({ id: '4711' })).toThrow('Contoso has an incident 4711 already');
		expect(() => contoso.addIncident({ id: 'da1' })).toThrow('is not an incident id');
		expect(() => contoso.addIncident({ createdDateTime: 'yesterday' })).toThrow('DateTimeOffset');
		expect(() => contoso.updateIncident('1', {})).toThrow('Contoso has no incident 1');
		expect(() => {
			contoso.removeIncident('1');
		}).toThrow('Contoso has no incident 1');
	});
});
