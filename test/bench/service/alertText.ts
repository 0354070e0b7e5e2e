import { newAlertRecord } from '../../emulator/alerts/record';
import { graphAlert } from '../../emulator/alerts/graphView';

/** What differs between the alerts of a run. */
export interface AlertParts {
	id: string;
	tenantId: string;
	/** Creation and last update; ISO 8601. */
	time: string;
}

const ID = 'da000000000000000000_000000000';
const TENANT = '00000000-0000-4000-8000-00000000face';
const TIME = '2001-02-03T04:05:06.7890123Z';

/**
 * Writes alerts as Graph's JSON. They are the emulator's own, with all kinds of evidence (5 KB); only what differs is filled in, because
 * building them anew would make the service slower than what is measured.
 */
export function alertWriter(): (parts: AlertParts) => string {
	const record = newAlertRecord(
		{ id: ID, incidentId: 4711, createdDateTime: TIME, lastUpdateDateTime: TIME },
		Date.parse(TIME),
		'contoso.example',
	);
	const text = JSON.stringify(graphAlert(record, TENANT, true));
	const pieces = text.split(new RegExp(`(${ID}|${TENANT}|${TIME})`));
	return ({ id, tenantId, time }) => {
		const values: Record<string, string> = { [ID]: id, [TENANT]: tenantId, [TIME]: time };
		let written = '';
		for (const piece of pieces) written += values[piece] ?? piece;
		return written;
	};
}
