import type { Failure } from '../core/failure';
import type { HuntingResults } from '../core/hunting';
import { readHuntingResults } from '../core/hunting';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import type { Connection } from '../transport/connection';
import { callEndpoint } from '../transport/endpoint';
import { graphEndpoints } from './endpoints/graph';

export interface HuntingQuery {
	/** KQL. */
	query: string;
	/** ISO 8601; the service takes 30 days without it. */
	timespan?: string;
}

/** Every try costs a share of the tenant's computing time, and a query that was too much once is so again. */
const MOST_TRIES = 2;

/** Runs a hunting query in one tenant. Names in the body are case-sensitive (Graph "runHuntingQuery"). */
export async function runHuntingQuery(
	{ query, timespan }: HuntingQuery,
	connection: Connection,
	tenantId: string,
): Promise<Result<HuntingResults, Failure>> {
	const { retry } = connection;
	const thrifty = { ...connection, retry: { ...retry, attempts: Math.min(retry.attempts, MOST_TRIES) } };
	const body = { Query: query, ...(timespan !== undefined && { Timespan: timespan }) };
	const answer = await callEndpoint(graphEndpoints.runHuntingQuery, { body }, thrifty, tenantId);
	if (!answer.ok) return fail(explained(answer.failure));
	const results = readHuntingResults(answer.value);
	return results === undefined ? fail(noResults) : succeed(results);
}

function explained(failure: Failure): Failure {
	if (failure.kind === 'badRequest') return { ...failure, remedy: CORRECT_THE_QUERY };
	return failure.code?.startsWith('HTTP 504') === true ? { ...failure, ...tookTooLong } : failure;
}

const CORRECT_THE_QUERY =
	"Correct the KQL in 'Query'. Under Hunting > Advanced hunting the Defender portal shows where it fails.";

/** Field reports: what takes longer than the three minutes of Graph's limits ends as a gateway timeout. */
const tookTooLong = {
	cause: 'Microsoft Graph gave the query up, which it does after three minutes.',
	remedy: "Make it cheaper: a shorter 'Timespan', filters on time and device first, fewer columns.",
} as const satisfies Partial<Failure>;

const noResults: Failure = {
	kind: 'unexpectedAnswer',
	appliesTo: 'tenant',
	transient: true,
	cause: 'The service answered the query without a list of results.',
	remedy: 'Run it again.',
};
