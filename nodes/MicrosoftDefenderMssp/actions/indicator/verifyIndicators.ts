import type { Indicator } from '../../core/indicator';
import { indicatorKey } from '../../core/indicator';
import type { JsonObject } from '../../core/json';
import { text, texts } from '../../core/json';
import { normalizeTimestamp } from '../../core/timestamp';
import { findIndicators, keyOfRow } from '../../sources/indicators';
import { readBack } from '../../sources/readBack';
import type { Connection } from '../../transport/connection';

/**
 * Reads the indicators back, a few times at most; tells for each whether it is there as it was sent. A list that cannot be read
 * proves none. Of several with one value and type only the last can be there.
 */
export async function verifyIndicators(
	indicators: Indicator[],
	connection: Connection,
	tenantId: string,
): Promise<boolean[]> {
	const values = [...new Set(indicators.map(({ indicatorValue }) => indicatorValue))];
	const lasting = new Map(indicators.map((indicator) => [indicatorKey(indicator), indicator]));
	const { found = [] } = await readBack(
		connection,
		async () => await findIndicators(values, connection, tenantId),
		(rows) => [...lasting.values()].every(isAmong(rows)),
	);
	return indicators.map(isAmong(found));
}

function isAmong(rows: JsonObject[]): (indicator: Indicator) => boolean {
	const byKey = new Map(rows.map((row) => [keyOfRow(row), row]));
	return (indicator) => {
		const row = byKey.get(indicatorKey(indicator));
		return row !== undefined && isAsSent(row, indicator);
	};
}

/** `application` is not compared: the service keeps the one that an indicator had when it was new. */
function isAsSent(row: JsonObject, sent: Indicator): boolean {
	const plain = ['action', 'title', 'description', 'severity', 'recommendedActions', 'educateUrl'] as const;
	const { expirationTime, generateAlert, rbacGroupNames } = sent;
	return (
		plain.every((name) => sent[name] === undefined || text(row[name]) === sent[name]) &&
		(expirationTime === undefined || normalizeTimestamp(row.expirationTime) === expirationTime) &&
		(generateAlert === undefined || row.generateAlert === generateAlert) &&
		(rbacGroupNames === undefined || isSame(texts(row.rbacGroupNames), rbacGroupNames))
	);
}

const isSame = (one: string[], other: string[]): boolean =>
	JSON.stringify([...one].sort()) === JSON.stringify([...new Set(other)].sort());
