import type { Failure } from '../core/failure';
import type { AlertRecord } from '../core/item';
import type { Result } from '../core/result';
import { toDefenderEnum } from '../core/simplify/defenderEnums';
import type { Connection } from '../transport/connection';
import { callEndpoint } from '../transport/endpoint';
import { recordAt } from './alertPlace';
import { defenderAlerts } from './defenderAlerts';
import { defenderEndpoints } from './endpoints/defender';

/** An alert to be made from an event of a device. Every part is needed. */
export interface NewAlert {
	/** Of the event; with its 100 ns, because it is found by them. */
	eventTime: string;
	/** Of the event. */
	reportId: string;
	/** Of the event. */
	deviceId: string;
	title: string;
	/** In Graph's words. */
	severity: string;
	category: string;
	description: string;
	recommendedAction: string;
}

/** Severities that a new alert may have. Source: Defender "create alert by reference". */
export const NEW_ALERT_SEVERITIES: readonly string[] = ['low', 'medium', 'high'];

/** Categories that a new alert may have, likewise. */
export const NEW_ALERT_CATEGORIES: readonly string[] = [
	'Collection',
	'CommandAndControl',
	'CredentialAccess',
	'DefenseEvasion',
	'Discovery',
	'Execution',
	'Exfiltration',
	'Exploit',
	'General',
	'InitialAccess',
	'LateralMovement',
	'Malware',
	'Persistence',
	'PrivilegeEscalation',
	'Ransomware',
	'SuspiciousActivity',
];

/** Makes the alert. Where one with its title is open on the device, Defender gives that one instead. */
export async function createAlert(
	{ deviceId, severity, ...rest }: NewAlert,
	connection: Connection,
	tenantId: string,
): Promise<Result<AlertRecord, Failure>> {
	const body = { ...rest, machineId: deviceId, severity: toDefenderEnum('severity', severity) };
	const answer = await callEndpoint(defenderEndpoints.createAlert, { body }, connection, tenantId);
	return recordAt({ source: defenderAlerts, id: '', connection, tenantId }, answer);
}
