import type { Failure } from '../core/failure';
import type { Result } from '../core/result';
import { succeed } from '../core/result';
import type { Connection } from '../transport/connection';
import type { Endpoint } from '../transport/endpoint';
import { callEndpoint } from '../transport/endpoint';

/** One alert or incident of one tenant. */
interface Place {
	id: string;
	connection: Connection;
	tenantId: string;
}

/**
 * Adds a comment to what the endpoint comments on, and gives all of its comments as Graph sends them. Graph takes comments
 * of incidents under the same type as those of alerts ("create comment for incident").
 */
export async function addGraphComment(
	endpoint: Endpoint,
	{ id, connection, tenantId }: Place,
	comment: string,
): Promise<Result<unknown, Failure>> {
	const body = { '@odata.type': 'microsoft.graph.security.alertComment', comment };
	const answer = await callEndpoint(endpoint, { path: { id }, body }, connection, tenantId);
	return answer.ok ? succeed(answer.value.value) : answer;
}
