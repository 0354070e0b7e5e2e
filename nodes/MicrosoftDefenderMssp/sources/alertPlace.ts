import type { Failure } from '../core/failure';
import type { AlertRecord } from '../core/item';
import type { JsonObject } from '../core/json';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import type { Connection } from '../transport/connection';
import { callEndpoint } from '../transport/endpoint';
import { defenderEndpoints } from './endpoints/defender';
import { graphEndpoints } from './endpoints/graph';
import { foreignAlert, isOf } from './getPage';
import type { AlertSource } from './source';

/** An alert of a tenant, and the API that it is reached through. */
export interface AlertPlace {
	source: AlertSource;
	id: string;
	connection: Connection;
	tenantId: string;
}

const GET = { graphAlerts: graphEndpoints.getAlert, defenderAlerts: defenderEndpoints.getAlert } as const;

/** Reads the alert within the limits of its API, however many are read. */
export async function readAlertAt(place: AlertPlace): Promise<Result<AlertRecord, Failure>> {
	const { source, id, connection, tenantId } = place;
	return recordAt(place, await callEndpoint(GET[source.name], { path: { id } }, connection, tenantId));
}

/** The alert of an answer; one that the answer names no ID of is the one that was asked for. */
export function recordAt(
	{ source, id, tenantId }: AlertPlace,
	answer: Result<JsonObject, Failure>,
): Result<AlertRecord, Failure> {
	if (!answer.ok) return answer;
	return isOf(tenantId, answer.value, source)
		? succeed(source.record({ id, ...answer.value }))
		: fail(foreignAlert);
}
