import { ALERT_ID, idIn, readReference } from '../../core/objectReference';
import type { ObjectReference } from '../../core/objectReference';
import type { Failure } from '../../core/failure';
import type { Parameters } from '../../core/parameters';
import type { Result } from '../../core/result';
import { succeed } from '../../core/result';
import type { Tenant } from '../../core/tenant';
import { readAlertSource } from '../../sources';
import { servedByDefender } from '../../sources/alertIds';
import type { AlertPlace } from '../../sources/alertPlace';
import type { AlertSource } from '../../sources/source';
import type { Connection } from '../../transport/connection';

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

/** Where the alert is in this tenant; fails where it was named by a link that opens another one. */
export function placeIn(
	tenant: Tenant,
	{ reference, source }: AlertTarget,
	connection: Connection,
): Result<AlertPlace, Failure> {
	const id = idIn(tenant, reference, ALERT_ID);
	return id.ok ? succeed({ source, id: id.value, connection, tenantId: tenant.id }) : id;
}

const OTHER_SOURCE = "Choose 'Alerts (Microsoft Graph)' as 'Source', which serves every alert.";
