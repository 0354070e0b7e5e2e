import type { IDataObject } from 'n8n-workflow';

import { processMemory } from '../../nodes/MicrosoftDefenderMssp/adapters/processMemory';
import type { SourceName } from '../../nodes/MicrosoftDefenderMssp/sources/source';
import { connectDelegated } from '../support/delegatedCredential';
import { passTime } from '../support/fakeDate';
import {
	add,
	ago,
	ALERT_SOURCES,
	apiOf,
	change,
	comesAgain,
	drain,
	eventIdsOf,
	eventsOf,
	healthOf,
	HOUR_MS,
	isList,
	MINUTE_MS,
	numbered,
	pagingOf,
	startAtNoon,
	titlesOf,
} from '../support/killers';
import type { Mssp } from '../support/mssp';
import { listOf } from '../support/mssp';
import type { PollingTrigger } from '../support/n8nContexts';
import { createTrigger } from '../support/n8nContexts';

/** How other products lose or repeat alerts, each by its name; sources in the research notes. Ours must do neither. */
describe('what loses or repeats alerts elsewhere', () => {
	let mssp: Mssp;
	const trigger = (source: SourceName, parameters: IDataObject = {}, staticData?: IDataObject) =>
		createTrigger(
			{
				parameters: { authentication: 'appOnly', source, ...listOf([mssp.contoso]), ...parameters },
				store: mssp.store,
			},
			staticData,
		);
	const lookingBack = (source: SourceName, parameters: IDataObject = {}, options: IDataObject = {}) =>
		trigger(source, { ...parameters, options: { firstRun: 'lookBack', maxItems: 10_000, ...options } });
	const everyone = () => listOf(mssp.customers);
	/** One alert each second, the last one a minute ago. */
	const addMany = (source: SourceName, titles: string[]) =>
		titles.map((title, index) =>
			add(source, mssp.contoso, title, ago(MINUTE_MS + (titles.length - index) * 1000)),
		);
	const listsOf = (source: SourceName) =>
		mssp.emulator.requests({ host: apiOf(source), tenantId: mssp.contoso.id }).filter(isList);
	/** Strikes from the n-th list on. */
	const fromList = (nth: number) => {
		let lists = 0;
		return (request: { path: string }) => isList(request) && (lists += 1) >= nth;
	};

	beforeEach(async () => {
		mssp = await startAtNoon();
	});
	afterEach(async () => {
		jest.useRealTimers();
		await mssp.close();
	});

	describe.each(ALERT_SOURCES)('%s', (source) => {
		it('XSOAR: two alerts with one creation time over a page edge', async () => {
			pagingOf(source, mssp.contoso).maxTop = 5;
			addMany(source, ['1', '2', '3', '4']);
			const shared = ago(30_000);
			for (const title of ['5', '6']) add(source, mssp.contoso, title, shared);
			for (const title of ['7', '8']) add(source, mssp.contoso, title, ago(10_000));
			const polling = lookingBack(source);
			expect((await drain(polling)).flat().sort()).toEqual(
				['1', '2', '3', '4', '5', '6', '7', '8'].map((title) => `created ${title}`),
			);
			add(source, mssp.contoso, '6b', shared);
			expect(titlesOf(await polling.poll())).toEqual(['6b']);
			expect(await comesAgain(polling)).toEqual([]);
		});

		it('XSOAR: status eq new filter hides an auto-resolved alert', async () => {
			const polling = trigger(source);
			await polling.poll();
			add(source, mssp.contoso, 'Auto-resolved', { status: 'resolved' });
			expect(eventsOf(await polling.poll())).toEqual(['created Auto-resolved']);
			expect(await comesAgain(polling)).toEqual([]);
			expect(listsOf(source).filter(({ query }) => (query.$filter ?? '').includes('status'))).toEqual([]);
		});

		it('XSOAR: backlog drained 50 a minute without nextLink', async () => {
			pagingOf(source, mssp.contoso).omitNextLink = true;
			const titles = numbered(800);
			addMany(source, titles);
			const polling = lookingBack(source, {}, { maxItems: 400 });
			const polls = await drain(polling);
			expect(polls.flat().sort()).toEqual(titles.map((title) => `created ${title}`));
			// 16 minutes there.
			expect(polls.length).toBeLessThanOrEqual(3);
			expect(await comesAgain(polling)).toEqual([]);
		});

		it('Elastic MDE: the cursor never moves and one alert is indexed 287 times', async () => {
			const polling = trigger(source);
			await polling.poll();
			add(source, mssp.contoso, 'Test alert');
			const events: string[] = [];
			for (let poll = 0; poll < 300; poll += 1) {
				passTime(6 * MINUTE_MS);
				events.push(...eventsOf(await polling.poll()));
			}
			expect(events).toEqual(['created Test alert']);
			expect(await polling.poll()).toBeNull();
		});

		it('Wazuh: a failed later page re-sends the window', async () => {
			pagingOf(source, mssp.contoso).maxTop = 10;
			const titles = numbered(40);
			addMany(source, titles);
			const broken = mssp.contoso.addFault({
				api: apiOf(source),
				when: fromList(3),
				respond: { status: 500 },
			});
			const polling = lookingBack(source);
			const prefix = eventsOf(await polling.poll());
			expect(prefix.length).toBeGreaterThan(0);
			expect(prefix.length).toBeLessThan(40);
			broken.remove();
			const rest = await drain(polling);
			expect([...prefix, ...rest.flat()].sort()).toEqual(titles.map((title) => `created ${title}`));
			expect(await comesAgain(polling)).toEqual([]);
		});

		it('Wazuh: a 429 skips the window', async () => {
			const polling = trigger(source);
			await polling.poll();
			add(source, mssp.contoso, 'In the window');
			const throttle = mssp.contoso.addFault({
				api: apiOf(source),
				throttle: { retryAfterSeconds: 300 },
			});
			expect(await polling.poll()).toBeNull();
			passTime(301_000);
			throttle.remove();
			add(source, mssp.contoso, 'After it');
			expect(titlesOf(await polling.poll())).toEqual(['In the window', 'After it']);
			expect(await comesAgain(polling)).toEqual([]);
		});

		it('Wazuh: an answer over 1 MB never advances', async () => {
			const description = 'x'.repeat(10_000);
			const titles = numbered(300);
			for (const [index, title] of titles.entries()) {
				add(source, mssp.contoso, title, { ...ago((400 - index) * 1000), description });
			}
			const polling = lookingBack(source);
			expect(titlesOf(await polling.poll())).toEqual(titles);
			add(source, mssp.contoso, 'Next', { description });
			expect(titlesOf(await polling.poll())).toEqual(['Next']);
			expect(await comesAgain(polling)).toEqual([]);
		});

		it('CIPP: whole-list comparison re-sends everything when one changes', async () => {
			const ids = addMany(source, numbered(20));
			const polling = lookingBack(source, { triggerOn: ['created', 'updated'] });
			expect(await drain(polling)).toEqual([numbered(20).map((title) => `created ${title}`)]);
			change(source, mssp.contoso, ids[7] ?? '', { assignedTo: 'kim' });
			expect(eventsOf(await polling.poll())).toEqual(['updated 0007']);
			// And each new day starts over there.
			passTime(24 * HOUR_MS);
			expect(await comesAgain(polling)).toEqual([]);
		});

		it('CIPP: list of 50 only', async () => {
			const titles = numbered(120);
			addMany(source, titles);
			const polling = lookingBack(source);
			expect(titlesOf(await polling.poll())).toEqual(titles);
			expect(await comesAgain(polling)).toEqual([]);
		});

		it('IntelMQ: the API shows only alerts older than 6 hours', async () => {
			const polling = trigger(source);
			await polling.poll();
			const delays: number[] = [];
			const createdAt = new Map<string, number>();
			for (let minute = 0; minute < 24 * 60; minute += 10) {
				if (minute % 60 === 0) {
					const title = String(minute);
					add(source, mssp.contoso, title, { visibleAt: Date.now() + 6 * HOUR_MS });
					createdAt.set(title, Date.now());
				}
				for (const title of titlesOf(await polling.poll())) {
					delays.push((Date.now() - (createdAt.get(title) ?? 0)) / MINUTE_MS);
					createdAt.delete(title);
				}
				passTime(10 * MINUTE_MS);
			}
			passTime(6 * HOUR_MS);
			for (const title of titlesOf(await polling.poll())) createdAt.delete(title);
			expect([...createdAt.keys()]).toEqual([]);
			expect(delays).toHaveLength(18);
			expect(Math.max(...delays)).toBeLessThanOrEqual(390);
			expect(await comesAgain(polling)).toEqual([]);
		});

		it('OpenCTI: an error in mid-paging steps over what was not fetched since newest came first', async () => {
			Object.assign(pagingOf(source, mssp.contoso), { maxTop: 10, ignoreOrderBy: true });
			const titles = numbered(40);
			addMany(source, titles);
			const broken = mssp.contoso.addFault({
				api: apiOf(source),
				when: fromList(2),
				respond: { status: 503 },
			});
			const polling = lookingBack(source);
			const newest = titlesOf(await polling.poll());
			expect(newest).toEqual(titles.slice(-10));
			broken.remove();
			const rest = await drain(polling);
			expect(rest.flat().sort()).toEqual(titles.slice(0, -10).map((title) => `created ${title}`));
			expect(await comesAgain(polling)).toEqual([]);
		});

		it('Notion (n8n): cursor moved before the fetch', async () => {
			const polling = trigger(source);
			await polling.poll();
			add(source, mssp.contoso, 'Before the failure');
			const broken = mssp.contoso.addFault({ api: apiOf(source), respond: { status: 503 } });
			expect(await polling.poll()).toBeNull();
			passTime(2 * HOUR_MS);
			broken.remove();
			add(source, mssp.contoso, 'After it');
			expect(titlesOf(await polling.poll())).toEqual(['Before the failure', 'After it']);
			expect(await comesAgain(polling)).toEqual([]);
		});

		it('Outlook (n8n): late mail in a closed window', async () => {
			const polling = trigger(source);
			await polling.poll();
			const delays = [2, 20, 45];
			for (const minutes of delays) {
				add(source, mssp.contoso, `Late by ${minutes}`, { visibleAt: Date.now() + minutes * MINUTE_MS });
			}
			const came: string[] = [];
			for (let minute = 0; minute <= 45; minute += 1) {
				add(source, mssp.contoso, 'Each minute');
				const late = titlesOf(await polling.poll()).filter((title) => title !== 'Each minute');
				came.push(...late.map((title) => `${title} after ${minute}`));
				passTime(MINUTE_MS);
			}
			expect(came).toEqual(delays.map((minutes) => `Late by ${minutes} after ${minutes}`));
			expect(await comesAgain(polling)).toEqual([]);
		});

		it('Airtable/RSS (n8n): after-last cursor at the same time', async () => {
			const polling = trigger(source);
			await polling.poll();
			const shared = ago(0);
			add(source, mssp.contoso, 'First', shared);
			expect(titlesOf(await polling.poll())).toEqual(['First']);
			passTime(MINUTE_MS);
			add(source, mssp.contoso, 'Second of the same time', shared);
			expect(titlesOf(await polling.poll())).toEqual(['Second of the same time']);
			expect(await comesAgain(polling)).toEqual([]);
		});

		it('Salesforce (n8n): not bounded', async () => {
			const titles = numbered(600);
			addMany(source, titles);
			const polling = lookingBack(source, {}, { maxItems: 150 });
			const polls: string[][] = [];
			const requests: number[] = [];
			for (; polls.at(-1)?.length !== 0; passTime(MINUTE_MS)) {
				mssp.emulator.clearRequests();
				polls.push(titlesOf(await polling.poll()));
				requests.push(listsOf(source).length);
			}
			// A row at the edge of two pages is read twice, and takes the place of another.
			expect(polls.every(({ length }, n) => length <= 150 && (n > 3 || length >= 149))).toBe(true);
			expect(polls.length).toBeLessThanOrEqual(6);
			expect(polls.flat().sort()).toEqual(titles);
			expect(Math.max(...requests)).toBeLessThanOrEqual(8);
			expect(await comesAgain(polling)).toEqual([]);
		});

		describe('Rapid7: cursor in memory only, a restart skips', () => {
			/** A new process with what n8n has in its database. */
			const restarted = (before: PollingTrigger) => {
				const stored = JSON.stringify(before.stored()).replaceAll(
					processMemory.processId,
					'an-ended-process',
				);
				return trigger(source, {}, JSON.parse(stored) as IDataObject);
			};

			it('with durable cursors: what came meanwhile arrives, and nothing twice', async () => {
				const options = { durable: true, activation: 'init' } as const;
				const polling = trigger(source);
				await polling.poll(options);
				add(source, mssp.contoso, 'Before');
				expect(titlesOf(await polling.poll(options))).toEqual(['Before']);
				passTime(3 * HOUR_MS);
				add(source, mssp.contoso, 'Meanwhile', ago(2 * HOUR_MS));
				const again = restarted(polling);
				expect((await drain(again, options)).flat()).toEqual(['created Meanwhile']);
				expect(await comesAgain(again, options)).toEqual([]);
			});

			it('without them: what came meanwhile arrives, and the last hand-over once more with the same event ID', async () => {
				const options = { activation: 'init' } as const;
				const polling = trigger(source);
				await polling.poll(options);
				add(source, mssp.contoso, 'Before');
				const handedOver = eventIdsOf(await polling.poll(options));
				expect(handedOver).toHaveLength(1);
				passTime(3 * HOUR_MS);
				add(source, mssp.contoso, 'Meanwhile', ago(2 * HOUR_MS));
				const again = restarted(polling);
				const outputs = await again.poll(options);
				expect(titlesOf(outputs)).toEqual(['Before', 'Meanwhile']);
				expect(eventIdsOf(outputs).slice(0, 1)).toEqual(handedOver);
				expect(await comesAgain(again, options)).toEqual([]);
				// That one is known to have arrived, so the next restart repeats nothing.
				const third = restarted(again);
				expect(await comesAgain(third, options)).toEqual([]);
			});
		});
	});

	it('Elastic m365: $skip limit of 500', async () => {
		mssp.contoso.graph.omitNextLink = true;
		const titles = numbered(1700);
		addMany('graphAlerts', titles);
		const polling = lookingBack('graphAlerts');
		expect(await drain(polling)).toEqual([titles.map((title) => `created ${title}`)]);
		expect(await comesAgain(polling)).toEqual([]);
		const skips = listsOf('graphAlerts').map(({ query }) => Number(query.$skip ?? 0));
		expect(Math.max(...skips)).toBeLessThanOrEqual(500);
	});

	it('Elastic: $expand=alerts fails for good on a big tenant', async () => {
		mssp.contoso.graph.expandFails = true;
		const titles = numbered(12);
		for (const [index, title] of titles.entries()) {
			const id = add('graphIncidents', mssp.contoso, title, ago((20 - index) * 1000));
			mssp.contoso.addAlert({ incidentId: Number(id), ...ago((20 - index) * 1000) });
		}
		const both = listOf([mssp.contoso, mssp.fabrikam]);
		const polling = lookingBack('graphIncidents', { ...both, simplify: false });
		const items: IDataObject[] = [];
		const health: string[] = [];
		for (let poll = 0; poll < 8; poll += 1) {
			const outputs = await polling.poll();
			items.push(...(outputs?.[0] ?? []).map(({ json }) => json.incident as IDataObject));
			health.push(...healthOf(outputs));
			passTime(11 * MINUTE_MS);
		}
		expect(items.map(({ displayName }) => displayName)).toEqual(titles);
		expect(items.map(({ alerts }) => (alerts as unknown[]).length)).toEqual(Array(12).fill(1));
		expect(health).toEqual(['degraded Contoso: outage', 'recovered Contoso: outage']);
		expect(await comesAgain(polling)).toEqual([]);
	});

	it("Wazuh: one tenant's Retry-After delays the others", async () => {
		mssp.contoso.addFault({ api: 'graph', throttle: { retryAfterSeconds: 300 } });
		const polling = trigger('graphAlerts', { ...everyone(), options: { concurrency: 1 } });
		await polling.poll();
		for (const tenant of mssp.customers) add('graphAlerts', tenant, tenant.displayName);
		const startedAt = performance.now();
		expect(titlesOf(await polling.poll())).toEqual(['Fabrikam', 'Northwind']);
		expect(performance.now() - startedAt).toBeLessThan(5000);
		mssp.contoso.clearFaults();
		expect(await polling.poll()).toBeNull();
		passTime(301_000);
		expect(titlesOf(await polling.poll())).toEqual(['Contoso']);
		expect(await comesAgain(polling)).toEqual([]);
	});

	it('CIPP: one AADSTS50076 breaks all tenants', async () => {
		await connectDelegated(mssp);
		const polling = trigger('graphAlerts', { ...everyone(), authentication: 'oAuth2' });
		await polling.poll();
		mssp.fabrikam.requireMfa(true);
		// The access token that is known lasts for an hour.
		passTime(2 * HOUR_MS);
		for (const tenant of mssp.customers) add('graphAlerts', tenant, tenant.displayName);
		const outputs = await polling.poll();
		expect(titlesOf(outputs)).toEqual(['Contoso', 'Northwind']);
		expect(healthOf(outputs)).toEqual([expect.stringContaining('degraded Fabrikam: ')]);
		expect(await polling.poll()).toBeNull();
		mssp.fabrikam.requireMfa(false);
		passTime(11 * MINUTE_MS);
		const mended = await polling.poll();
		expect(titlesOf(mended)).toEqual(['Fabrikam']);
		expect(healthOf(mended)).toEqual([expect.stringContaining('recovered Fabrikam: ')]);
		expect(await comesAgain(polling)).toEqual([]);
	});
});
