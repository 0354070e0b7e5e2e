import type { SourceName } from '../../nodes/MicrosoftDefenderMssp/sources/source';
import { passTime } from '../support/fakeDate';
import { add, eventsOf, HOUR_MS, MINUTE_MS } from '../support/killers';
import { listOf } from '../support/mssp';
import type { PollingTrigger, PollOptions } from '../support/n8nContexts';
import { eachTestStartsAtNoon, mssp, noonTrigger } from '../support/noonMssp';

eachTestStartsAtNoon();

const DAY_MS = 24 * HOUR_MS;
const CHANGES: Array<[SourceName, SourceName]> = [
	['graphAlerts', 'defenderAlerts'],
	['defenderAlerts', 'graphAlerts'],
	['graphAlerts', 'graphIncidents'],
	['graphIncidents', 'graphAlerts'],
];
const MODES: Array<[string, PollOptions]> = [
	['static data', {}],
	['durable cursors', { durable: true }],
];

describe.each(MODES)('a source that is changed, and days later changed back (%s)', (_mode, options) => {
	/** What polls bring, a minute after each other. */
	async function polls(polling: PollingTrigger, count = 3): Promise<string[]> {
		const all: string[] = [];
		for (let n = 0; n < count; n += 1) {
			passTime(MINUTE_MS);
			for (const execution of await polling.pollAll(options)) all.push(...eventsOf(execution));
		}
		return all;
	}

	const withSource = (source: SourceName) => ({
		parameters: { authentication: 'appOnly', source, ...listOf([mssp.contoso]) },
	});

	it.each(CHANGES)(
		'delivers again nothing that it delivered, also with restarts between: %s to %s',
		async (one, other) => {
			let polling = noonTrigger(one);
			await polls(polling);
			const titles = Array.from({ length: 40 }, (_, n) => `A${n}`);
			for (const title of titles) add(one, mssp.contoso, title);
			expect(await polls(polling)).toHaveLength(40);
			polling = polling.restart();
			// As every start may, this one repeats the last hand-over before it.
			await polls(polling);
			passTime(HOUR_MS);
			polling = polling.republish(withSource(other));
			await polls(polling);
			polling = polling.restart();
			await polls(polling);
			passTime(3 * DAY_MS);
			add(one, mssp.contoso, 'Meanwhile');
			polling = polling.restart();
			await polls(polling);
			polling = polling.republish(withSource(one));
			expect(await polls(polling)).toEqual(['created Meanwhile']);
			expect((await polls(polling.restart())).filter((event) => event !== 'created Meanwhile')).toEqual([]);
		},
	);

	it.each(CHANGES)('begins anew after more than a week: %s to %s', async (one, other) => {
		let polling = noonTrigger(one);
		await polls(polling);
		add(one, mssp.contoso, 'Before');
		expect(await polls(polling)).toEqual(['created Before']);
		passTime(HOUR_MS);
		polling = polling.republish(withSource(other));
		await polls(polling);
		for (let day = 0; day < 9; day += 1) {
			passTime(DAY_MS);
			add(one, mssp.contoso, `Day ${day}`);
			await polls(polling, 1);
		}
		passTime(HOUR_MS);
		polling = polling.republish(withSource(one));
		expect(await polls(polling)).toEqual([]);
		add(one, mssp.contoso, 'New');
		expect(await polls(polling)).toEqual(['created New']);
	});
});
