import type { Failure } from '../core/failure';
import { knownKey } from '../core/knownWords';
import type { Result } from '../core/result';
import { succeed } from '../core/result';
import { defenderAlerts } from './defenderAlerts';
import { graphAlerts } from './graphAlerts';
import { graphIncidents } from './graphIncidents';
import type { AlertSource, AlertSourceName, Source, SourceName } from './source';

/** The sources of alerts by the value of parameter 'Source'. */
export const ALERT_SOURCES: Readonly<Record<AlertSourceName, AlertSource>> = { graphAlerts, defenderAlerts };

/** Every source that the trigger can read, likewise. */
export const SOURCES: Readonly<Record<SourceName, Source>> = { ...ALERT_SOURCES, graphIncidents };

/** The source of alerts that parameter 'Source' names. */
export const readAlertSource = (value: unknown): Result<AlertSource, Failure> => lookUp(ALERT_SOURCES, value);

/** The source that parameter 'Source' of the trigger names. */
export const readSource = (value: unknown): Result<Source, Failure> => lookUp(SOURCES, value);

function lookUp<K extends string, T>(sources: Readonly<Record<K, T>>, value: unknown): Result<T, Failure> {
	const name = knownKey(value, 'Source', sources);
	return name.ok ? succeed(sources[name.value]) : name;
}
