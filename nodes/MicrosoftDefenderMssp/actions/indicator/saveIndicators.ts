import type { Failure } from '../../core/failure';
import { configurationFailure } from '../../core/failure';
import type { Indicator } from '../../core/indicator';
import { indicatorKey } from '../../core/indicator';
import type { JsonObject } from '../../core/json';
import type { Result } from '../../core/result';
import { fail } from '../../core/result';
import { timestampToMs } from '../../core/timestamp';
import { importIndicators, LARGEST_IMPORT, saveIndicator } from '../../sources/indicators';
import type { Connection } from '../../transport/connection';

type Outcome = Result<JsonObject, Failure>;

/**
 * Saves the indicators in one tenant with as few calls as possible; an outcome for each, in their order. Of several with one
 * value and type only the last is sent, because it would overwrite the others anyway.
 */
export async function saveIndicators(
	indicators: Indicator[],
	connection: Connection,
	tenantId: string,
): Promise<Outcome[]> {
	const now = connection.serviceNow();
	const wanted = new Map<string, Indicator>();
	for (const indicator of indicators) {
		if (!isOver(indicator, now)) wanted.set(indicatorKey(indicator), indicator);
	}
	const saved = await saveEach([...wanted], connection, tenantId);
	return indicators.map((indicator) =>
		isOver(indicator, now) ? fail(expired) : (saved.get(indicatorKey(indicator)) ?? fail(expired)),
	);
}

async function saveEach(
	wanted: Array<[key: string, indicator: Indicator]>,
	connection: Connection,
	tenantId: string,
): Promise<Map<string, Outcome>> {
	const [single] = wanted;
	if (single !== undefined && wanted.length === 1) {
		return new Map([[single[0], await saveIndicator(single[1], connection, tenantId)]]);
	}
	const saved = new Map<string, Outcome>();
	for (let start = 0; start < wanted.length; start += LARGEST_IMPORT) {
		const part = wanted.slice(start, start + LARGEST_IMPORT);
		const outcomes = await importIndicators(
			part.map(([, indicator]) => indicator),
			connection,
			tenantId,
		);
		for (const [position, outcome] of outcomes.entries()) {
			const key = part[position]?.[0];
			if (key !== undefined) saved.set(key, outcome);
		}
	}
	return saved;
}

const isOver = ({ expirationTime }: Indicator, now: number): boolean =>
	expirationTime !== undefined && timestampToMs(expirationTime) <= now;

const expired = configurationFailure(
	"'Expires' is in the past, so the indicator would never hold.",
	'Enter a date to come, or leave the field empty.',
);
