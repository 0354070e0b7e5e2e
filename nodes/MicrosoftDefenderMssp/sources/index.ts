import type { Failure } from '../core/failure';
import { configurationFailure } from '../core/failure';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import { defenderAlerts } from './defenderAlerts';
import { graphAlerts } from './graphAlerts';
import type { AlertSource, SourceName } from './source';

/** Every source by the value of parameter 'Source'. */
export const SOURCES: Readonly<Record<SourceName, AlertSource>> = { graphAlerts, defenderAlerts };

const isSourceName = (value: string): value is SourceName => Object.hasOwn(SOURCES, value);

/** The source that parameter 'Source' names. */
export function readSource(value: unknown): Result<AlertSource, Failure> {
	const name = String(value);
	return isSourceName(name)
		? succeed(SOURCES[name])
		: fail(
				configurationFailure(
					`'Source' has the unknown value '${name}'.`,
					'Choose one of the options in the list.',
				),
			);
}
