import type { Emulator, PagingOptions } from '../emulator';
import { startEmulator } from '../emulator';
import { passTime } from '../support/fakeDate';
import {
	add,
	ago,
	ALERT_SOURCES,
	alertsOf,
	apiOf,
	change,
	comesAgain,
	drain,
	eventsOf,
	healthOf,
	HOUR_MS,
	isList,
	MINUTE_MS,
	numbered,
	pagingOf,
	titlesOf,
} from '../support/killers';
import { listOf } from '../support/mssp';
import type { PollingTrigger } from '../support/n8nContexts';
import { mssp, microsoftsClock, eachTestStartsAtNoon, noonTrigger, lookingBack } from '../support/noonMssp';

const ALL_SOURCES = [...ALERT_SOURCES, 'graphIncidents'] as const;

const created = (titles: string[]) => titles.map((title) => `created ${title}`);
const sorted = (lists: string[][]) => lists.flat().sort();

describe('what kills a poller, in real PollContexts against the emulator', () => {
	const everyone = () => listOf(mssp.customers);

	eachTestStartsAtNoon();

	describe.each(ALERT_SOURCES)('thousand alerts of one time (%s)', (source) => {
		it.each([
			['with nextLinks', false],
			['although every nextLink is left out', true],
		])('arrive over page edges, once, %s, and one more that comes later', async (_, omitNextLink) => {
			Object.assign(pagingOf(source, mssp.contoso), omitNextLink ? { omitNextLink } : { maxTop: 300 });
			// A thousand without links cannot be told from more on Graph (docs/delivery.md).
			const tied = numbered(omitNextLink && source === 'graphAlerts' ? 999 : 1000);
			for (const title of ['a', 'b', 'c']) add(source, mssp.contoso, title, ago(10 * MINUTE_MS));
			const time = ago(5 * MINUTE_MS);
			for (const title of tied) add(source, mssp.contoso, title, time);
			for (const title of ['x', 'y', 'z']) add(source, mssp.contoso, title, ago(MINUTE_MS));
			const polling = lookingBack(source);
			const outputs = await polling.poll();
			expect(titlesOf(outputs).sort()).toEqual([...tied, 'a', 'b', 'c', 'x', 'y', 'z']);
			expect(healthOf(outputs)).toEqual([]);
			// Graph without links cannot be read beyond that.
			const more = omitNextLink && source === 'graphAlerts' ? ago(5 * MINUTE_MS - 1) : time;
			add(source, mssp.contoso, 'One more', more);
			expect(titlesOf(await polling.poll())).toEqual(['One more']);
			expect(await comesAgain(polling)).toEqual([]);
		});
	});

	it.each([
		['with nextLinks', false],
		['although every nextLink is left out', true],
	])('three hundred incidents of one time arrive over page edges, once, %s', async (_, omitNextLink) => {
		mssp.contoso.graph.omitNextLink = omitNextLink;
		const tied = numbered(300);
		for (const title of tied) add('graphIncidents', mssp.contoso, title, ago(5 * MINUTE_MS));
		const polling = lookingBack('graphIncidents');
		expect(titlesOf(await polling.poll()).sort()).toEqual(tied);
		expect(await comesAgain(polling)).toEqual([]);
	});

	describe.each(ALL_SOURCES)('an alert that is updated while page 2 is read (%s)', (source) => {
		const readWhileTwoAreUpdated = async (triggerOn: string[]) => {
			pagingOf(source, mssp.contoso).maxTop = 10;
			const titles = numbered(35);
			const ids = titles.map((title, index) =>
				add(source, mssp.contoso, title, ago((40 - index) * MINUTE_MS)),
			);
			let lists = 0;
			mssp.contoso.addFault({
				api: apiOf(source),
				delayMs: 0,
				when: (request) => {
					if (isList(request) && (lists += 1) === 2) {
						for (const index of [3, 33])
							change(source, mssp.contoso, ids[index] ?? '', { assignedTo: 'kim' });
					}
					return false;
				},
			});
			const polling = lookingBack(source, { triggerOn });
			const polls = await drain(polling);
			expect(lists).toBeGreaterThan(3);
			return { titles, events: sorted(polls), again: await comesAgain(polling) };
		};

		it('arrives as created once', async () => {
			const { titles, events, again } = await readWhileTwoAreUpdated(['created']);
			expect(events).toEqual(created(titles));
			expect(again).toEqual([]);
		});

		it('arrives as updated as well, once, if that is wanted', async () => {
			const { titles, events, again } = await readWhileTwoAreUpdated(['created', 'updated']);
			// The one of the newest alerts, which come first; the other was read in its newer version at once.
			expect(events).toEqual([...created(titles), 'updated 0033']);
			expect(again).toEqual([]);
		});
	});

	describe.each(ALL_SOURCES)('a service that sends the newest first (%s)', (source) => {
		it.each([
			['refuses to sort', { allowOrderBy: false }],
			['takes the order and ignores it', { ignoreOrderBy: true }],
		])('and %s: all pages arrive, once, and the oldest first', async (_, oddity) => {
			Object.assign(pagingOf(source, mssp.contoso), { maxTop: 10, ...oddity });
			const titles = numbered(60);
			for (const [index, title] of titles.entries()) {
				add(source, mssp.contoso, title, ago((100 - index) * 1000));
			}
			const polling = lookingBack(source);
			expect(await drain(polling)).toEqual([created(titles)]);
			expect(await comesAgain(polling)).toEqual([]);
			add(source, mssp.contoso, 'After');
			expect(titlesOf(await polling.poll())).toEqual(['After']);
			expect(await polling.poll()).toBeNull();
		});
	});

	describe.each(ALL_SOURCES)('an alert that becomes visible late (%s)', (source) => {
		/** Polls every ten minutes, while another alert comes each hour; what came, with the minutes after now. */
		const pollFor = async (polling: PollingTrigger, hours: number) => {
			const came: Array<{ event: string; minute: number }> = [];
			for (let minute = 0; minute <= hours * 60; minute += 10) {
				if (minute % 60 === 0) add(source, mssp.contoso, 'Hourly');
				const events = eventsOf(await polling.poll());
				came.push(...events.map((event) => ({ event, minute })));
				passTime(10 * MINUTE_MS);
			}
			return came;
		};

		it('by six hours: it arrives within 30 minutes of that, once', async () => {
			const polling = noonTrigger(source);
			await polling.poll();
			add(source, mssp.contoso, 'Late', { visibleAt: Date.now() + 6 * HOUR_MS });
			const came = await pollFor(polling, 8);
			expect(came.filter(({ event }) => event === 'created Hourly')).toHaveLength(9);
			const late = came.filter(({ event }) => event === 'created Late');
			expect(late).toHaveLength(1);
			expect(late[0]?.minute).toBeGreaterThanOrEqual(360);
			expect(late[0]?.minute).toBeLessThanOrEqual(390);
			expect(await comesAgain(polling)).toEqual([]);
		});

		it('by more than the sweep reaches: it does not arrive as created, but once when it is updated', async () => {
			const options = { sweepHours: 4 };
			const polling = noonTrigger(source, { triggerOn: ['created', 'updated'], options });
			await polling.poll();
			const id = add(source, mssp.contoso, 'Too late', { visibleAt: Date.now() + 8.5 * HOUR_MS });
			const came = await pollFor(polling, 10);
			expect(came.map(({ event }) => event)).toEqual(Array(11).fill('created Hourly'));
			change(source, mssp.contoso, id, { assignedTo: 'kim' });
			expect(eventsOf(await polling.poll())).toEqual(['updated Too late']);
			expect(await comesAgain(polling)).toEqual([]);
		});
	});

	it.each(ALL_SOURCES)(
		'an alert that was resolved before it was first seen arrives as created, once (%s)',
		async (source) => {
			const polling = noonTrigger(source, { triggerOn: ['created', 'resolved', 'updated'] });
			await polling.poll();
			add(source, mssp.contoso, 'Seen before');
			expect(eventsOf(await polling.poll())).toEqual(['created Seen before']);
			add(source, mssp.contoso, 'Auto-resolved', { status: 'resolved' });
			const outputs = await polling.poll();
			expect(eventsOf(outputs)).toEqual(['created Auto-resolved']);
			expect(outputs?.[0]?.[0]?.json.event).toMatchObject({ type: 'created', alreadyResolved: true });
			expect(alertsOf(outputs)).toMatchObject([{ status: 'resolved' }]);
			expect(await comesAgain(polling)).toEqual([]);
		},
	);

	it.each(ALL_SOURCES)(
		'429 with Retry-After on page 3 of 7: what was read arrives, the rest after the wait, other customers meanwhile (%s)',
		async (source) => {
			const titles = numbered(65);
			const { contoso, fabrikam, emulator } = mssp;
			pagingOf(source, fabrikam).maxTop = 10;
			for (const [index, title] of titles.entries()) {
				add(source, fabrikam, title, ago((80 - index) * MINUTE_MS));
			}
			add(source, contoso, 'Contoso 1');
			let lists = 0;
			const throttle = fabrikam.addFault({
				api: apiOf(source),
				when: (request) => isList(request) && (lists += 1) >= 3,
				throttle: { retryAfterSeconds: 120 },
			});
			const polling = lookingBack(source, everyone());
			const first = titlesOf(await polling.poll());
			expect(first).toContain('Contoso 1');
			const prefix = first.filter((title) => titles.includes(title));
			// Two pages of which one row may be on both.
			expect(prefix.length).toBeGreaterThanOrEqual(10);
			expect(prefix.length).toBeLessThanOrEqual(20);
			throttle.remove();
			emulator.clearRequests();
			for (const seconds of [40, 79]) {
				add(source, contoso, `Contoso ${seconds}`);
				passTime(seconds * 1000);
				expect(titlesOf(await polling.poll())).toEqual([`Contoso ${seconds}`]);
			}
			expect(emulator.requests({ tenantId: fabrikam.id, host: apiOf(source) })).toEqual([]);
			passTime(2000);
			const rest = await drain(polling);
			expect(sorted(rest)).toEqual(created(titles.filter((title) => !prefix.includes(title))));
			expect(await comesAgain(polling)).toEqual([]);
		},
	);

	it('a customer that hangs for ever holds nobody up, is told once after 5 minutes, and loses nothing', async () => {
		const { contoso, fabrikam, northwind } = mssp;
		const polling = noonTrigger('graphAlerts', everyone());
		await polling.poll();
		add('graphAlerts', fabrikam, 'Fabrikam meanwhile');
		const hanging = fabrikam.addFault({ api: 'graph', hang: true });
		const told: string[] = [];
		/** A poll during which half a minute passes, so that the silence is a long one. */
		const pollIt = async (title: string) => {
			for (const tenant of [contoso, northwind]) add('graphAlerts', tenant, `${tenant.displayName} ${title}`);
			const startedAt = performance.now();
			const halfAMinute = setTimeout(() => passTime(30_000), 600);
			// It stands for the 36 seconds that n8n gives a poll; it gives it up after 45.
			const budgetMs = 1000;
			const outputs = await polling.poll({ budgetMs });
			clearTimeout(halfAMinute);
			expect(performance.now() - startedAt).toBeLessThan((budgetMs * 45) / 36);
			told.push(...healthOf(outputs));
			return titlesOf(outputs);
		};
		for (const minute of [0, 1, 6]) {
			expect(await pollIt(`at ${minute}`)).toEqual([`Contoso at ${minute}`, `Northwind at ${minute}`]);
			expect(told).toEqual(minute < 5 ? [] : ['degraded Fabrikam: network']);
			passTime((minute === 0 ? 1 : 5) * MINUTE_MS);
		}
		expect(await pollIt('at 11')).toEqual(['Contoso at 11', 'Northwind at 11']);
		expect(told).toEqual(['degraded Fabrikam: network']);
		hanging.remove();
		passTime(11 * MINUTE_MS);
		const mended = await polling.poll();
		expect(titlesOf(mended)).toEqual(['Fabrikam meanwhile']);
		expect(healthOf(mended)).toEqual(['recovered Fabrikam: network']);
		expect(await comesAgain(polling)).toEqual([]);
	});

	describe.each(ALL_SOURCES)('bad nextLinks where only they or counting lead on (%s)', (source) => {
		const readThirtyTies = async (oddities: Partial<PagingOptions>) => {
			Object.assign(pagingOf(source, mssp.contoso), { maxTop: 10, ...oddities });
			const tied = numbered(35);
			for (const title of tied) add(source, mssp.contoso, title, ago(10 * MINUTE_MS));
			for (const title of ['x', 'y']) add(source, mssp.contoso, title, ago(MINUTE_MS));
			const polling = lookingBack(source);
			const outputs = await polling.poll();
			expect(titlesOf(outputs).sort()).toEqual([...tied, 'x', 'y']);
			expect(healthOf(outputs)).toEqual([]);
			expect(await comesAgain(polling)).toEqual([]);
		};

		it('to a foreign host: nothing is sent there, and all arrives once', async () => {
			const foreign: Emulator = await startEmulator({ separateCloud: true });
			try {
				await readThirtyTies({ nextLinkOrigin: foreign.graphUrl });
				expect(foreign.requests()).toEqual([]);
			} finally {
				await foreign.close();
			}
		});

		it("to the same server under another name: nothing is sent there either, because the name is not the cloud's", async () => {
			await readThirtyTies({ nextLinkOrigin: 'alias' });
			const hosts = mssp.emulator.requests().map(({ headers }) => headers.host?.split(':')[0]);
			expect(new Set(hosts)).toEqual(new Set(['127.0.0.1']));
		});

		it.each([
			['leading to the page just read', { repeatNextLink: true }],
			['that have always expired', { expireNextLinks: true }],
			['with empty pages between', { emptyPages: true }],
			['that are left out', { omitNextLink: true, maxTop: undefined }],
		])('%s: all arrives once', async (_, oddity) => {
			await readThirtyTies(oddity);
		});
	});

	it.each(ALL_SOURCES)(
		'our clock may jump back an hour, and forward an hour or two, between polls: all arrives once (%s)',
		async (source) => {
			const polling = noonTrigger(source, everyone());
			await polling.poll();
			for (const [index, hours] of [0, -1, 0, 2, -1, 1, -1].entries()) {
				passTime(hours * HOUR_MS);
				microsoftsClock.aheadMs -= hours * HOUR_MS;
				passTime(MINUTE_MS);
				const time = new Date(Date.now() + microsoftsClock.aheadMs).toISOString();
				add(source, mssp.contoso, `Jump ${index}`, { createdDateTime: time });
				expect(eventsOf(await polling.poll())).toEqual([`created Jump ${index}`]);
				expect(await polling.poll()).toBeNull();
			}
			expect(await comesAgain(polling)).toEqual([]);
		},
	);

	it.each(ALL_SOURCES)(
		"at a first poll with Microsoft's clock two hours behind ours nothing is lost that comes after it (%s)",
		async (source) => {
			microsoftsClock.aheadMs = -2 * HOUR_MS;
			const serviceTime = () => ({
				createdDateTime: new Date(Date.now() + microsoftsClock.aheadMs).toISOString(),
			});
			const polling = noonTrigger(source, everyone());
			expect(await polling.poll()).toBeNull();
			add(source, mssp.contoso, 'At once', serviceTime());
			expect(eventsOf(await polling.poll())).toEqual(['created At once']);
			for (const minute of [1, 2, 3]) {
				passTime(MINUTE_MS);
				add(source, mssp.contoso, `Minute ${minute}`, serviceTime());
				expect(eventsOf(await polling.poll())).toEqual([`created Minute ${minute}`]);
			}
			expect(await comesAgain(polling)).toEqual([]);
		},
	);

	it('a customer that is added when our clock has just jumped two hours forward loses nothing', async () => {
		await noonTrigger('graphAlerts', everyone()).poll();
		passTime(2 * HOUR_MS);
		microsoftsClock.aheadMs = -2 * HOUR_MS;
		const polling = noonTrigger('graphAlerts', everyone());
		expect(await polling.poll()).toBeNull();
		add('graphAlerts', mssp.contoso, 'New', {
			createdDateTime: new Date(Date.now() + microsoftsClock.aheadMs).toISOString(),
		});
		expect(eventsOf(await polling.poll())).toEqual(['created New']);
		expect(await comesAgain(polling)).toEqual([]);
	});
});
