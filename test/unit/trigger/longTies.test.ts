import type { TriggerConfig } from '../../../nodes/MicrosoftDefenderMssp/trigger/config';
import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import { atMinute, CONTOSO } from '../core/builders';
import type { ModelTenant } from './modelTenants';
import { answer } from '../transport/builders';
import { configOf, inSmallPages, resolvedOf } from './modelTenants';
import { idsOf, modelTrigger } from './modelTrigger';

const listed = [resolvedOf(CONTOSO)];
const PAGE_MS = 6_000;

interface Setup {
	links?: boolean;
	/** Between two polls; minutes. */
	every?: number;
	/** Links that were given at a poll before are refused. */
	expires?: boolean;
	config?: Partial<TriggerConfig>;
}

/** Forty alerts of one time, of a service that takes six seconds for a page of five; polls have time for four. */
async function longTie({ links = true, every = 1, expires = false, config = {} }: Setup) {
	const contoso: ModelTenant = { alerts: [], links };
	const small = { source: inSmallPages(SOURCES.graphAlerts), ...config };
	const trigger = modelTrigger({ [CONTOSO.id]: contoso }, configOf(small));
	await trigger.poll(0, { listed });
	let sentNow = 0;
	contoso.fault = (_request, url) => {
		trigger.takeTime(PAGE_MS);
		sentNow += 1;
		const isLink = links && url.searchParams.has('$skip');
		return expires && isLink && sentNow < 3 ? answer(410) : undefined;
	};
	for (let n = 0; n < 40; n += 1) contoso.alerts.push({ id: `tie-${n}`, createdAt: atMinute(1) });
	const ids: string[] = [];
	for (let poll = 1; poll <= 20; poll += 1) {
		sentNow = 0;
		ids.push(...idsOf(await trigger.poll(10 + poll * every, { listed, time: { seconds: 20 } })));
	}
	return { arrived: new Set(ids).size, count: ids.length, trigger };
}

describe('more alerts of one time than can be read in the time of a poll', () => {
	it.each<[string, Setup]>([
		['behind links', {}],
		['that are counted', { links: false }],
		['behind links that expire between two polls', { expires: true }],
	])('arrive over several polls, each once: %s', async (_what, setup) => {
		const { arrived, count } = await longTie(setup);
		expect([arrived, count]).toEqual([40, 40]);
	});

	it('are read from the first one on where some of those read were not handed over', async () => {
		const { arrived, count } = await longTie({ config: { maxItems: 12 } });
		expect([arrived, count]).toEqual([40, 40]);
	});

	it('are read in full pages although few are handed over at a time', async () => {
		const source = { ...SOURCES.graphAlerts, pageSize: 30 };
		const { arrived, count } = await longTie({ every: 40, links: false, config: { source, maxItems: 3 } });
		expect([arrived, count]).toEqual([40, 40]);
	});

	it('leave nothing in memory once they were read', async () => {
		const { trigger } = await longTie({});
		expect(trigger.memory.ties.size).toBe(0);
	});
});
