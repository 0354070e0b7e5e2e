import type { Failure } from '../core/failure';
import type { IncidentChange } from '../core/incidentChange';
import { showsChange } from '../core/incidentChange';
import type { IncidentRecord } from '../core/item';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import type { AlertComment } from '../core/alert';
import { simplifyComments } from '../core/simplify/comments';
import type { Connection } from '../transport/connection';
import { callEndpoint } from '../transport/endpoint';
import { graphEndpoints } from './endpoints/graph';
import { foreignAlert, isOf } from './getPage';
import { addGraphComment } from './graphComment';
import { graphIncidents } from './graphIncidents';
import { readIncident } from './incidents';
import type { ReadBack } from './readBack';
import { readBack } from './readBack';

/** One incident of one tenant, to be changed. */
export interface IncidentPlace {
	id: string;
	connection: Connection;
	tenantId: string;
}

/**
 * Changes one incident; gives it as the service then shows it. Its properties come first, then the comment, because only
 * the properties can be set again without harm.
 */
export async function changeIncident(
	place: IncidentPlace,
	{ properties, comment }: IncidentChange,
): Promise<Result<IncidentRecord, Failure>> {
	const { id, connection, tenantId } = place;
	const updates = Object.keys(properties).length > 0;
	const call = { path: { id }, body: { ...properties } };
	const updated = updates
		? await callEndpoint(graphEndpoints.updateIncident, call, connection, tenantId)
		: succeed({});
	if (!updated.ok) return updated;
	if (!isOf(tenantId, updated.value, graphIncidents)) return fail(foreignAlert);
	const commented = comment === undefined ? undefined : await commentIncident(place, comment);
	if (commented?.ok === false) return updates ? fail(onlyUpdated(commented.failure)) : commented;
	// Neither a comment's answer nor an empty one holds the incident.
	const isComplete = 'id' in updated.value && comment === undefined;
	const read = isComplete ? undefined : await readPlain(place);
	return succeed(read?.ok === true ? read.value : graphIncidents.record({ id, ...updated.value }));
}

/** Adds a comment; gives all comments of the incident. */
export async function commentIncident(
	place: IncidentPlace,
	comment: string,
): Promise<Result<AlertComment[], Failure>> {
	const answer = await addGraphComment(graphEndpoints.commentIncident, place, comment);
	return answer.ok ? succeed(simplifyComments(answer.value)) : answer;
}

/** Reads the incident until it shows the change, a few times at most. */
export const verifyIncident = async (
	place: IncidentPlace,
	change: IncidentChange,
): Promise<ReadBack<IncidentRecord>> =>
	await readBack(
		place.connection,
		async () => await readPlain(place),
		({ raw }) => showsChange(raw, change),
	);

const readPlain = async ({ id, connection, tenantId }: IncidentPlace) =>
	await readIncident(id, { includeAlerts: false, followRedirects: false }, connection, tenantId);

const onlyUpdated = (failure: Failure): Failure => ({
	...failure,
	cause: `The incident was updated, but adding its comment failed: ${failure.cause}`,
	remedy: "Look whether the comment is there, and use 'Add Comment' if it is not.",
});
