import { ALERT_ID, readReference } from '../../core/objectReference';
import type { ObjectReference } from '../../core/objectReference';
import type { Failure } from '../../core/failure';
import type { Parameters } from '../../core/parameters';
import type { Result } from '../../core/result';
import { succeed } from '../../core/result';
import { readAlertSource } from '../../sources';
import { servedByDefender } from '../../sources/alertIds';
import type { AlertSource } from '../../sources/source';

/** The alert that an operation is for, and the API that it is reached through. */
export interface AlertTarget {
	reference: ObjectReference;
	source: AlertSource;
}

/** Reads 'Source' and 'Alert', which must fit; the failure names the field at fault. */
export function readAlertTarget(parameters: Parameters): Result<AlertTarget, Failure> {
	const source = readAlertSource(parameters.get('source'));
	if (!source.ok) return source;
	const reference = readReference(parameters.get('alertId'), ALERT_ID);
	if (!reference.ok) return reference;
	if (source.value.name === 'defenderAlerts') {
		const served = servedByDefender(reference.value.id, OTHER_SOURCE);
		if (!served.ok) return served;
	}
	return succeed({ reference: reference.value, source: source.value });
}

const OTHER_SOURCE = "Choose 'Alerts (Microsoft Graph)' as 'Source', which serves every alert.";
