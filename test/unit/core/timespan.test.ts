import { readTimespan } from '../../../nodes/MicrosoftDefenderMssp/core/timespan';

const read = (timespan: unknown, customTimespan?: unknown) =>
	readTimespan({
		get: (name) => {
			if (name === 'timespan') return timespan;
			if (name === 'customTimespan' && timespan === 'custom') return customTimespan;
			throw new Error(`Parameter '${name}' is not shown.`);
		},
		timezone: 'UTC',
	});

describe('readTimespan', () => {
	it.each(['query', undefined, ''])('leaves it to the query for %p', (timespan) => {
		expect(read(timespan)).toEqual({ ok: true, value: undefined });
	});

	it.each([
		'PT1H',
		'P7D',
		'P1DT12H',
		'2026-01-01T00:00:00Z',
		'2026-01-01T00:00:00Z/2026-01-08T00:00:00Z',
		'P30D/2026-01-08T00:00:00Z',
		'2026-01-01T00:00:00Z/P7D',
	])('takes %s, chosen or typed', (timespan) => {
		expect(read(timespan)).toEqual({ ok: true, value: timespan });
		expect(read('custom', ` ${timespan} `)).toEqual({ ok: true, value: timespan });
	});

	it.each(['7 days', 'P', 'P0D', '-P7D', 'P7D/P7D', 'P1D/2026-01-01/P1D', '2026', 'PT', 'x/P7D', '/'])(
		'names the field for %s',
		(timespan) => {
			expect(read(timespan)).toMatchObject({ failure: { cause: "'Timespan' is no timespan." } });
			expect(read('custom', timespan)).toMatchObject({
				failure: { kind: 'configuration', cause: "'Custom Timespan' is no timespan." },
			});
		},
	);

	it('names the custom field when it is empty', () => {
		expect(read('custom', undefined)).toMatchObject({
			failure: { cause: "'Custom Timespan' is no timespan." },
		});
	});
});
