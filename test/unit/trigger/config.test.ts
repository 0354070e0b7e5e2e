import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import { readTriggerConfig } from '../../../nodes/MicrosoftDefenderMssp/trigger/config';
import { MINUTE_MS } from '../core/builders';

const HOUR_MS = 60 * MINUTE_MS;

const given = (part: Record<string, unknown> = {}) => {
	const values: Record<string, unknown> = {
		source: 'graphAlerts',
		customerTenants: 'credential',
		filters: {},
		simplify: true,
		options: {},
		...part,
	};
	return readTriggerConfig({ get: (name) => values[name], timezone: 'UTC' });
};

describe('readTriggerConfig', () => {
	it('has careful defaults where nothing was opened', () => {
		expect(given()).toMatchObject({
			ok: true,
			value: {
				source: SOURCES.graphAlerts,
				simplify: true,
				includeEvidence: true,
				lookBackMs: 0,
				overlapMs: HOUR_MS,
				concurrency: 10,
			},
		});
	});

	it('reads every parameter', () => {
		expect(
			given({
				source: 'defenderAlerts',
				filters: { minimumSeverity: 'high', categories: 'Malware' },
				simplify: false,
				options: {
					firstRun: 'lookBack',
					lookBackHours: 48,
					overlapMinutes: '5',
					includeEvidence: false,
					concurrency: 3,
				},
			}),
		).toMatchObject({
			value: {
				source: SOURCES.defenderAlerts,
				filter: { minimumSeverity: 'high', categories: ['Malware'] },
				simplify: false,
				includeEvidence: false,
				lookBackMs: 48 * HOUR_MS,
				overlapMs: 5 * MINUTE_MS,
				concurrency: 3,
			},
		});
	});

	it('looks back a day where only the first run was chosen', () => {
		expect(given({ options: { firstRun: 'lookBack' } })).toMatchObject({
			value: { lookBackMs: 24 * HOUR_MS },
		});
	});

	it('does not look back although hours are left over from an earlier choice', () => {
		expect(given({ options: { firstRun: 'fromNow', lookBackHours: 48 } })).toMatchObject({
			value: { lookBackMs: 0 },
		});
	});

	it('can look back as far as Microsoft keeps alerts', () => {
		const options = { firstRun: 'lookBack', lookBackHours: 180 * 24 };
		expect(given({ options })).toMatchObject({ ok: true, value: { lookBackMs: 180 * 24 * HOUR_MS } });
	});

	it.each<[string, Record<string, unknown>]>([
		['Source', { source: 'incidents' }],
		['Source', { source: undefined }],
		['First Run', { options: { firstRun: 'yesterday' } }],
		['Look Back (Hours)', { options: { firstRun: 'lookBack', lookBackHours: 0 } }],
		['Look Back (Hours)', { options: { firstRun: 'lookBack', lookBackHours: 180 * 24 + 1 } }],
		['Look Back (Hours)', { options: { firstRun: 'lookBack', lookBackHours: 'a day' } }],
		['Overlap (Minutes)', { options: { overlapMinutes: 0 } }],
		['Overlap (Minutes)', { options: { overlapMinutes: 24 * 60 + 1 } }],
		['Overlap (Minutes)', { options: { overlapMinutes: NaN } }],
		['Tenants at a Time', { options: { concurrency: 0 } }],
		['Tenants at a Time', { options: { concurrency: 51 } }],
	])("names '%s' when it gets %j", (label, part) => {
		const config = given(part);
		expect(config).toMatchObject({ ok: false, failure: { kind: 'configuration', transient: false } });
		expect(config.ok ? '' : config.failure.cause).toContain(`'${label}'`);
	});

	it.each([undefined, null, '', 'x', []])('takes filters and options of %j as never opened', (value) => {
		expect(given({ filters: value, options: value })).toMatchObject({ ok: true, value: { concurrency: 10 } });
	});
});
