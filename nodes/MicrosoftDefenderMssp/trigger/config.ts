import type { AlertFilter } from '../core/alertFilter';
import { checkAlertFilter } from '../core/alertFilter';
import type { Failure } from '../core/failure';
import { configurationFailure } from '../core/failure';
import type { JsonObject } from '../core/json';
import type { Parameters } from '../core/parameters';
import { collection, readAlertFilter, readWholeNumber } from '../core/parameters';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import { readSource } from '../sources';
import type { AlertSource } from '../sources/source';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Microsoft keeps alerts for 180 days (Defender "list alerts"). */
const LONGEST_LOOK_BACK_HOURS = 180 * 24;

/** The trigger's parameters but for the tenants, as plain, checked data. */
export interface TriggerConfig {
	source: AlertSource;
	filter: AlertFilter;
	simplify: boolean;
	includeEvidence: boolean;
	/** How far a tenant's first read reaches back; 0: only what comes from now on. */
	lookBackMs: number;
	overlapMs: number;
	concurrency: number;
}

/** Reads and checks all parameters; the failure names the first one that cannot be used. */
export function readTriggerConfig(parameters: Parameters): Result<TriggerConfig, Failure> {
	const options = collection(parameters, 'options');
	const source = readSource(parameters.get('source'));
	if (!source.ok) return source;
	const filter = checkAlertFilter(readAlertFilter(collection(parameters, 'filters')));
	if (!filter.ok) return filter;
	const lookBack = readLookBack(options);
	if (!lookBack.ok) return lookBack;
	const overlap = readWholeNumber(options.overlapMinutes ?? 60, 'Overlap (Minutes)', [1, 24 * 60]);
	if (!overlap.ok) return overlap;
	const concurrency = readWholeNumber(options.concurrency ?? 10, 'Tenants at a Time', [1, 50]);
	if (!concurrency.ok) return concurrency;
	return succeed({
		source: source.value,
		filter: filter.value,
		simplify: parameters.get('simplify') !== false,
		includeEvidence: options.includeEvidence !== false,
		lookBackMs: lookBack.value,
		overlapMs: overlap.value * MINUTE_MS,
		concurrency: concurrency.value,
	});
}

function readLookBack({ firstRun = 'fromNow', lookBackHours = 24 }: JsonObject): Result<number, Failure> {
	if (firstRun === 'fromNow') return succeed(0);
	if (firstRun !== 'lookBack') {
		return fail(
			configurationFailure("'First Run' has an unknown value.", 'Choose one of the options in the list.'),
		);
	}
	const hours = readWholeNumber(lookBackHours, 'Look Back (Hours)', [1, LONGEST_LOOK_BACK_HOURS]);
	return hours.ok ? succeed(hours.value * HOUR_MS) : hours;
}
