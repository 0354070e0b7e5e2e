import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import type { Source } from '../../../nodes/MicrosoftDefenderMssp/sources/source';
import { atMinute, CONTOSO } from '../core/builders';
import { answer, refusal } from '../transport/builders';
import type { ModelTenant } from './modelTenants';
import { configOf, inSmallPages, resolvedOf } from './modelTenants';
import type { ModelTrigger } from './modelTrigger';
import { healthOf, idsOf, modelTrigger } from './modelTrigger';

const listed = [resolvedOf(CONTOSO)];
const PAGE_MS = 6_000;

/** So many alerts, one a second from minute 1 on. */
const numbered = (count: number) =>
	Array.from({ length: count }, (_, n) => ({ id: `a${n}`, createdAt: atMinute(1 + n / 60) }));

/** What the polls of these minutes told and delivered; each takes no page after so many seconds. */
async function pollEach(trigger: ModelTrigger, minutes: [number, number], seconds: number) {
	const told: string[] = [];
	const ids: string[] = [];
	for (let minute = minutes[0]; minute <= minutes[1]; minute += 1) {
		const outcome = await trigger.poll(minute, { listed, time: { seconds } });
		told.push(...healthOf(outcome).map((health) => `${minute} ${health}`));
		ids.push(...idsOf(outcome));
	}
	return { told, ids: new Set(ids), count: ids.length };
}

/** Contoso behind a gateway that drops `$filter` and takes six seconds for a page; asked for once before it has any alert. */
async function behindGateway(maxItems: number, source: Source = SOURCES.graphAlerts) {
	const contoso: ModelTenant = { alerts: [], links: true };
	const trigger = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ source, maxItems }));
	await trigger.poll(0, { listed });
	contoso.fault = (_request, url) => {
		trigger.takeTime(PAGE_MS);
		url.searchParams.delete('$filter');
		return undefined;
	};
	return { contoso, trigger };
}

describe('a gateway that ignores the filter', () => {
	it('is asked for large pages, so that all arrive although few are handed over at a time', async () => {
		const { contoso, trigger } = await behindGateway(4);
		contoso.alerts.push(...numbered(60));
		const { told, ids, count } = await pollEach(trigger, [60, 90], 35);
		expect([ids.size, count]).toEqual([60, 60]);
		expect(told).toEqual([]);
	});

	it('is told where it has more alerts than can be read in the time of a poll, until it is mended', async () => {
		const { contoso, trigger } = await behindGateway(1000, inSmallPages(SOURCES.graphAlerts));
		contoso.alerts.push(...numbered(60));
		const cut = await pollEach(trigger, [10, 20], 20);
		expect(cut.told).toEqual(['15 Contoso degraded unexpectedAnswer']);
		expect(cut.ids.size).toBeLessThan(60);
		contoso.fault = undefined;
		const mended = await pollEach(trigger, [21, 23], 20);
		expect(mended.told).toEqual(['21 Contoso recovered unexpectedAnswer']);
		expect(cut.ids.size + mended.ids.size).toBe(60);
	});

	it('is told for what it is where it also refuses to send what is behind a page', async () => {
		const { contoso, trigger } = await behindGateway(1000, {
			...inSmallPages(SOURCES.graphAlerts),
			largestSkip: 8,
		});
		const dropsFilter = contoso.fault;
		contoso.fault = (request, url, sent) =>
			url.searchParams.has('$skip')
				? answer(400, refusal('BadRequest', 'skip'))
				: dropsFilter?.(request, url, sent);
		contoso.alerts.push(...numbered(60));
		const outcomes = [];
		for (const minute of [10, 12, 14, 16]) outcomes.push(await trigger.poll(minute, { listed }));
		const [item] = outcomes.flatMap(({ health }) => health);
		expect(item?.health.cause).toBe(
			'The service sends alerts that were not asked for, and more of them than can be read in a poll.',
		);
	});
});
