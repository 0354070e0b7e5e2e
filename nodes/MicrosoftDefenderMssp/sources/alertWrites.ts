import type { AlertChange } from '../core/alertChange';
import { compact } from '../core/compact';
import type { Failure } from '../core/failure';
import type { AlertRecord } from '../core/item';
import type { JsonObject } from '../core/json';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import type { AlertComment } from '../core/alert';
import { simplifyComments } from '../core/simplify/comments';
import { callEndpoint } from '../transport/endpoint';
import type { AlertPlace } from './alertPlace';
import { recordAt } from './alertPlace';
import { defenderChange } from './defenderChange';
import { defenderEndpoints } from './endpoints/defender';
import { graphEndpoints } from './endpoints/graph';
import { addGraphComment } from './graphComment';
import type { AlertSourceName } from './source';

/** Why an alert was not changed, or not wholly. */
export interface UpdateFailure extends Failure {
	/** The failure of a part alone, without what was done before it. */
	ofPart?: Failure;
}

/** Makes the change and gives the alert as the service then shows it. */
export async function updateAlert(
	place: AlertPlace,
	change: AlertChange,
): Promise<Result<AlertRecord, UpdateFailure>> {
	return recordAt(place, await WRITERS[place.source.name](place, change));
}

/** Adds a comment and gives all comments of the alert, in the service's order. */
export async function commentAlert(
	place: AlertPlace,
	comment: string,
): Promise<Result<AlertComment[], Failure>> {
	if (place.source.name === 'graphAlerts') {
		const answer = await commentInGraph(place, comment);
		return answer.ok ? succeed(simplifyComments(answer.value)) : answer;
	}
	const updated = await updateAlert(place, { comment });
	return updated.ok ? succeed(simplifyComments(updated.value.raw.comments)) : updated;
}

type Write = (place: AlertPlace, change: AlertChange) => Promise<Result<JsonObject, Failure>>;

const WRITERS: Readonly<Record<AlertSourceName, Write>> = {
	graphAlerts: updateInGraph,
	defenderAlerts: async ({ id, connection, tenantId }, change) => {
		const body = defenderChange(change, 'updateOne');
		return await callEndpoint(defenderEndpoints.updateAlert, { path: { id }, body }, connection, tenantId);
	},
};

/**
 * Graph takes a comment by a call of its own. It comes last, because a change may be repeated and a comment would then stand
 * there twice.
 */
async function updateInGraph(
	place: AlertPlace,
	{ comment, ...change }: AlertChange,
): Promise<Result<JsonObject, Failure>> {
	const { id, connection, tenantId } = place;
	const body = compact(change);
	const changes = Object.keys(body).length > 0;
	if (changes) {
		const changed = await callEndpoint(
			graphEndpoints.updateAlert,
			{ path: { id }, body },
			connection,
			tenantId,
		);
		if (!changed.ok || comment === undefined) return changed;
		const comments = await commentInGraph(place, comment);
		return comments.ok
			? succeed({ ...changed.value, comments: comments.value })
			: fail(onlyChanged(comments.failure));
	}
	const comments = await commentInGraph(place, comment ?? '');
	if (!comments.ok) return comments;
	const read = await callEndpoint(graphEndpoints.getAlert, { path: { id } }, connection, tenantId);
	// The comment must not be sent again, so that an alert nobody could read is no failure.
	return read.ok ? read : succeed({ comments: comments.value });
}

const commentInGraph = async (place: AlertPlace, comment: string): Promise<Result<unknown, Failure>> =>
	await addGraphComment(graphEndpoints.commentAlert, place, comment);

const onlyChanged = (failure: Failure): UpdateFailure => ({
	...failure,
	cause: `The alert was changed, but its comment is not known to be added. ${failure.cause}`,
	ofPart: failure,
});
