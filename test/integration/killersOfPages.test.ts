import { passTime } from '../support/fakeDate';
import {
	add,
	ago,
	ALERT_SOURCES,
	alertsOf,
	apiOf,
	comesAgain,
	isList,
	MINUTE_MS,
	numbered,
	titlesOf,
} from '../support/killers';
import { listOf } from '../support/mssp';
import type { PollingTrigger } from '../support/n8nContexts';
import { mssp, eachTestStartsAtNoon, lookingBack } from '../support/noonMssp';

const sorted = (lists: string[][]) => lists.flat().sort();

describe('a big tenant that answers 500', () => {
	eachTestStartsAtNoon();

	// The other customer works, so no poll fails as a whole.
	const both = () => listOf([mssp.contoso, mssp.fabrikam]);

	/** Polls of which each may fail, with the breaks that follow failures. */
	const pollPatiently = async (polling: PollingTrigger) => {
		const came = [];
		for (let poll = 0; poll < 6; poll += 1) {
			came.push(await polling.poll());
			passTime(11 * MINUTE_MS);
		}
		return came.filter((outputs) => outputs !== null);
	};

	it.each(ALERT_SOURCES)('to pages of more than 200: halves arrive, all once (%s)', async (source) => {
		const titles = numbered(450);
		for (const [index, title] of titles.entries())
			add(source, mssp.contoso, title, ago((500 - index) * 1000));
		mssp.contoso.addFault({
			api: apiOf(source),
			when: ({ query }) => Number(query.$top) > 200,
			respond: { status: 500, body: { error: { code: 'InternalServerError', message: 'x' } } },
		});
		const polling = lookingBack(source, both());
		const came = await pollPatiently(polling);
		expect(sorted(came.map(titlesOf))).toEqual(titles);
		expect(await comesAgain(polling)).toEqual([]);
	});

	it('to $expand of evidence: the evidence is fetched alert by alert, and all arrives once (defenderAlerts)', async () => {
		const titles = numbered(30);
		for (const title of titles) mssp.contoso.addAlert({ title, ...ago(MINUTE_MS) });
		mssp.contoso.addFault({
			api: 'defender',
			when: (request) => isList(request) && request.query.$expand !== undefined,
			respond: { status: 500, body: { error: { code: 'InternalServerError', message: 'x' } } },
		});
		const polling = lookingBack('defenderAlerts', { ...both(), simplify: false });
		const came = await pollPatiently(polling);
		expect(sorted(came.map(titlesOf))).toEqual(titles);
		const evidence = came.flatMap(alertsOf).map((alert) => (alert.evidence as unknown[]).length);
		expect(Math.min(...evidence)).toBeGreaterThan(0);
		expect(await comesAgain(polling)).toEqual([]);
	});

	// What fails for pages of any size is in peers.test.ts.
	it('to $expand=alerts of more than ten incidents: halves are enough, and all arrives once', async () => {
		mssp.contoso.graph.expandFails = 10;
		const titles = numbered(40);
		for (const [index, title] of titles.entries()) {
			const id = add('graphIncidents', mssp.contoso, title, ago((60 - index) * 1000));
			mssp.contoso.addAlert({ incidentId: Number(id), ...ago((60 - index) * 1000) });
		}
		const polling = lookingBack('graphIncidents', { ...both(), simplify: false });
		const came = await pollPatiently(polling);
		expect(sorted(came.map(titlesOf))).toEqual(titles);
		const alerts = came.flatMap(alertsOf).map((incident) => (incident.alerts as unknown[]).length);
		expect(alerts).toEqual(Array(40).fill(1));
		expect(await comesAgain(polling)).toEqual([]);
	});
});
