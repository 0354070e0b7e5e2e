import type { SimpleAlert } from '../alert';
import type { JsonObject } from '../json';
import { objects, text } from '../json';
import type { Evidence } from './evidence';
import { isDefenderAlert, readDefenderEvidence, readDefenderRow } from './readDefender';
import { readGraphEvidence } from './readGraph';
import { readSimpleEvidence } from './readSimple';

/**
 * All evidence of an alert. The service's own object tells everything; without it, or where it came without evidence, what the
 * simplified alert has.
 */
export function evidenceOf(alert: SimpleAlert, raw: JsonObject = {}): Evidence[] {
	const own = objects(raw.evidence).length === 0 ? [] : readOwn(raw);
	return own.length === 0 ? readSimpleEvidence(alert) : own;
}

function readOwn(raw: JsonObject): Evidence[] {
	if (isDefenderAlert(raw)) return readDefenderEvidence(raw);
	const rows = objects(raw.evidence);
	// Alerts of Defender XDR, which have Graph's names otherwise.
	const isFlat = rows.every(
		(row) => text(row['@odata.type']) === undefined && text(row.entityType) !== undefined,
	);
	return isFlat ? rows.map(readDefenderRow) : readGraphEvidence(rows);
}
