import type { Failure } from '../core/failure';
import type { JsonObject } from '../core/json';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import {
	simplifyAlertDevice,
	simplifyDomains,
	simplifyFiles,
	simplifyIps,
	simplifyUser,
} from '../core/simplify/relatedEntities';
import type { Connection } from '../transport/connection';
import type { Endpoint } from '../transport/endpoint';
import { callEndpoint } from '../transport/endpoint';
import { defenderEndpoints } from './endpoints/defender';

export const RELATED_KINDS = ['files', 'ips', 'domains', 'device', 'user'] as const;

export type RelatedKind = (typeof RELATED_KINDS)[number];

interface RelatedSource {
	/** As field 'Entities' calls it. */
	title: string;
	endpoint: Endpoint;
	/** The service's own rows or object in an answer. */
	own: (answer: JsonObject) => unknown;
	simplify: (answer: JsonObject) => unknown;
	/** A 404 says that the alert has none, and not only that there is no such alert. */
	mayBeNone?: true;
}

const rows = ({ value }: JsonObject): unknown => value;
const object = (answer: JsonObject): unknown => answer;

const SOURCES: Readonly<Record<RelatedKind, RelatedSource>> = {
	files: {
		title: 'Files',
		endpoint: defenderEndpoints.alertFiles,
		own: rows,
		simplify: ({ value }) => simplifyFiles(value),
	},
	ips: {
		title: 'IPs',
		endpoint: defenderEndpoints.alertIps,
		own: rows,
		simplify: ({ value }) => simplifyIps(value),
	},
	domains: {
		title: 'Domains',
		endpoint: defenderEndpoints.alertDomains,
		own: rows,
		simplify: ({ value }) => simplifyDomains(value),
	},
	device: {
		title: 'Device',
		endpoint: defenderEndpoints.alertDevice,
		own: object,
		simplify: simplifyAlertDevice,
	},
	user: {
		title: 'User',
		endpoint: defenderEndpoints.alertUser,
		own: object,
		simplify: simplifyUser,
		mayBeNone: true,
	},
};

/** The calls that ask for them. */
export const RELATED_ENDPOINTS: readonly Endpoint[] = RELATED_KINDS.map((kind) => SOURCES[kind].endpoint);

/**
 * Reads what an alert of Defender for Endpoint is about, one call for each kind; null where there is no user. The first
 * failure ends it.
 */
export async function readRelated(
	kinds: readonly RelatedKind[],
	alertId: string,
	{ connection, tenantId, simplify }: { connection: Connection; tenantId: string; simplify: boolean },
): Promise<Result<Partial<Record<RelatedKind, unknown>>, Failure>> {
	const related: Partial<Record<RelatedKind, unknown>> = {};
	// In this order, because a user that is not found tells nothing of the alert.
	for (const kind of RELATED_KINDS.filter((each) => kinds.includes(each))) {
		const { endpoint, own, simplify: simplified, title, mayBeNone = false } = SOURCES[kind];
		const answer = await callEndpoint(endpoint, { path: { id: alertId } }, connection, tenantId);
		if (answer.ok) related[kind] = simplify ? simplified(answer.value) : own(answer.value);
		else if (mayBeNone && answer.failure.kind === 'notFound') related[kind] = null;
		else return fail(of(title, answer.failure));
	}
	return succeed(related);
}

const of = (title: string, failure: Failure): Failure =>
	failure.kind === 'roleMissing'
		? { ...failure, remedy: `${failure.remedy} Or leave '${title}' out of 'Entities'.` }
		: failure;
