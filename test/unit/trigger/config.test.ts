import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import { readTriggerConfig } from '../../../nodes/MicrosoftDefenderMssp/trigger/config';
import { MINUTE_MS } from '../core/builders';

const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const given = (part: Record<string, unknown> = {}, timezone = 'UTC') => {
	const values: Record<string, unknown> = {
		source: 'graphAlerts',
		triggerOn: ['created'],
		customerTenants: 'credential',
		filters: {},
		simplify: true,
		options: {},
		...part,
	};
	return readTriggerConfig({ get: (name) => values[name], timezone });
};
const withOptions = (options: Record<string, unknown>) => {
	const config = given({ options });
	if (!config.ok) throw new Error(config.failure.cause);
	return config.value;
};

describe('readTriggerConfig', () => {
	it('has careful defaults where nothing was opened', () => {
		expect(given()).toEqual({
			ok: true,
			value: {
				source: SOURCES.graphAlerts,
				events: ['created'],
				filter: expect.any(Object),
				simplify: true,
				includeEvidence: true,
				lookBackMs: 0,
				overlapMs: HOUR_MS,
				sweepMs: 24 * HOUR_MS,
				settleMs: 0,
				executionPer: 'poll',
				maxItems: 1000,
				concurrency: 10,
				mostConcurrency: 50,
			},
		});
	});

	it('reads every parameter', () => {
		expect(
			given({
				source: 'graphIncidents',
				triggerOn: ['resolved', 'created'],
				filters: { minimumSeverity: 'high', categories: 'Malware', statuses: ['active'] },
				simplify: false,
				options: {
					executionPer: 'tenant',
					firstRun: 'lookBack',
					lookBackHours: 48,
					overlapMinutes: '5',
					sweepHours: 3,
					settleMinutes: '2',
					includeEvidence: false,
					maxItems: '50',
					concurrency: 3,
					replayFrom: '2026-01-05T12:00:00Z',
					replayTenant: ' Contoso.Example ',
				},
			}),
		).toMatchObject({
			value: {
				source: SOURCES.graphIncidents,
				events: ['resolved', 'created'],
				filter: { minimumSeverity: 'high', categories: ['Malware'], statuses: ['active'] },
				simplify: false,
				includeEvidence: false,
				executionPer: 'tenant',
				lookBackMs: 48 * HOUR_MS,
				overlapMs: 5 * MINUTE_MS,
				sweepMs: 3 * HOUR_MS,
				settleMs: 2 * MINUTE_MS,
				maxItems: 50,
				concurrency: 3,
				replay: { from: '2026-01-05T12:00:00.0000000Z', tenant: 'contoso.example' },
			},
		});
	});

	it('looks back a day where only the first run was chosen', () => {
		expect(withOptions({ firstRun: 'lookBack' })).toMatchObject({ lookBackMs: DAY_MS });
	});

	it('does not look back although hours are left over from an earlier choice', () => {
		expect(withOptions({ firstRun: 'fromNow', lookBackHours: 48 })).toMatchObject({ lookBackMs: 0 });
	});

	it('lets the overlap reach over what settles, which is read again at each poll', () => {
		expect(withOptions({ settleMinutes: 45, overlapMinutes: 10 })).toMatchObject({
			settleMs: 45 * MINUTE_MS,
			overlapMs: 90 * MINUTE_MS,
		});
	});

	it('turns the sweep off when told so, and the overlap not with it', () => {
		expect(withOptions({ sweepHours: 0 })).toMatchObject({ sweepMs: 0, overlapMs: HOUR_MS });
	});

	it('replays nothing where no time is given, although a customer is', () => {
		expect(withOptions({ replayFrom: '', replayTenant: 'contoso.example' })).not.toHaveProperty('replay');
	});

	it('replays all customers where none is named', () => {
		expect(withOptions({ replayFrom: '2026-01-05T12:00:00Z' })).toMatchObject({ replay: { tenant: '' } });
	});

	it.each(['', '  '])('replays all customers where the name is left as %j', (replayTenant) => {
		const replayFrom = '2026-01-05T12:00:00Z';
		expect(withOptions({ replayFrom, replayTenant })).toMatchObject({ replay: { tenant: '' } });
	});

	it.each([
		[undefined, 'empty'],
		[null, 'empty'],
		[{ id: 'contoso.example' }, 'no text'],
		[['contoso.example'], 'no text'],
	])('replays nobody where an expression gives %j for the customer', (replayTenant, what) => {
		const options = { replayFrom: '2026-01-05T12:00:00Z', replayTenant };
		expect(given({ options })).toMatchObject({
			ok: false,
			failure: { cause: `'Replay Tenant ID or Domain' is ${what}.` },
		});
	});

	it("takes a time without zone for one of the workflow's zone", () => {
		const config = given({ options: { replayFrom: '2026-01-05T12:00:00' } }, 'Europe/Berlin');
		expect(config).toMatchObject({ value: { replay: { from: '2026-01-05T11:00:00.0000000Z' } } });
	});

	it('triggers on what an expression gives as a text, as filters do', () => {
		expect(given({ triggerOn: 'resolved, created' })).toMatchObject({
			value: { events: ['resolved', 'created'] },
		});
	});

	it.each<[string, Record<string, unknown>, string]>([
		['Execution Per', { options: { executionPer: 'customer' } }, 'Use poll, tenant, alert.'],
		['First Run', { options: { firstRun: 'yesterday' } }, 'Use fromNow, lookBack.'],
		['Trigger On', { triggerOn: ['created', 'deleted'] }, 'Use created, updated, resolved.'],
	])("says which words '%s' knows when it gets %j", (_label, part, remedy) => {
		expect(given(part)).toMatchObject({ ok: false, failure: { remedy } });
	});

	it.each([[['created']], [['updated']], [['created', 'updated', 'resolved']]])(
		'triggers on %j',
		(events) => {
			expect(given({ triggerOn: events })).toMatchObject({ ok: true, value: { events } });
		},
	);

	it.each<[string, [number, number]]>([
		['lookBackHours', [1, 180 * 24]],
		['overlapMinutes', [1, 24 * 60]],
		['sweepHours', [0, 7 * 24]],
		['settleMinutes', [0, 60]],
		['maxItems', [1, 10_000]],
		['concurrency', [1, 50]],
	])('takes %s from %j on both ends', (name, bounds) => {
		for (const value of bounds) {
			expect(given({ options: { firstRun: 'lookBack', [name]: value } })).toMatchObject({ ok: true });
		}
	});

	it.each<[string, Record<string, unknown>]>([
		['Source', { source: 'incidents' }],
		['Source', { source: undefined }],
		['Trigger On', { triggerOn: [] }],
		['Trigger On', { triggerOn: undefined }],
		['Trigger On', { triggerOn: 'deleted' }],
		['Trigger On', { triggerOn: { created: true } }],
		['Trigger On', { triggerOn: ['created', 'deleted'] }],
		['Minimum Severity', { filters: { minimumSeverity: 'highest' } }],
		['Statuses', { filters: { statuses: ['open'] } }],
		['Execution Per', { options: { executionPer: 'customer' } }],
		['First Run', { options: { firstRun: 'yesterday' } }],
		['Look Back (Hours)', { options: { firstRun: 'lookBack', lookBackHours: 0 } }],
		['Look Back (Hours)', { options: { firstRun: 'lookBack', lookBackHours: 180 * 24 + 1 } }],
		['Look Back (Hours)', { options: { firstRun: 'lookBack', lookBackHours: 'a day' } }],
		['Overlap (Minutes)', { options: { overlapMinutes: 0 } }],
		['Overlap (Minutes)', { options: { overlapMinutes: 24 * 60 + 1 } }],
		['Overlap (Minutes)', { options: { overlapMinutes: NaN } }],
		['Late-Arrival Sweep (Hours)', { options: { sweepHours: -1 } }],
		['Late-Arrival Sweep (Hours)', { options: { sweepHours: 7 * 24 + 1 } }],
		['Late-Arrival Sweep (Hours)', { options: { sweepHours: 1.5 } }],
		['Settle Delay (Minutes)', { options: { settleMinutes: -1 } }],
		['Settle Delay (Minutes)', { options: { settleMinutes: 61 } }],
		['Settle Delay (Minutes)', { options: { settleMinutes: '' } }],
		['Max Items per Poll', { options: { maxItems: 0 } }],
		['Max Items per Poll', { options: { maxItems: 10_001 } }],
		['Max Items per Poll', { options: { maxItems: true } }],
		['Tenants at a Time', { options: { concurrency: 0 } }],
		['Tenants at a Time', { options: { concurrency: 51 } }],
		['Replay From', { options: { replayFrom: 'yesterday' } }],
		['Replay From', { options: { replayFrom: 7 } }],
		[
			'Replay Tenant ID or Domain',
			{ options: { replayFrom: '2026-01-05T12:00:00Z', replayTenant: { id: 'contoso.example' } } },
		],
	])("names '%s' when it gets %j", (label, part) => {
		const config = given(part);
		expect(config).toMatchObject({ ok: false, failure: { kind: 'configuration', transient: false } });
		expect(config.ok ? '' : config.failure.cause).toContain(`'${label}'`);
		expect(config.ok ? '' : config.failure.remedy).not.toBe('');
	});

	it.each([undefined, null, '', 'x', []])('takes filters and options of %j as never opened', (value) => {
		expect(given({ filters: value, options: value })).toMatchObject({ ok: true, value: { concurrency: 10 } });
	});
});
