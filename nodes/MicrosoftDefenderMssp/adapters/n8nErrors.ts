import type { INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import type { Failure, FailureKind } from '../core/failure';
import type { Tenant } from '../core/tenant';
import { tenantTitle } from '../core/tenant';

export interface NodeErrorOptions {
	itemIndex?: number;
	/** Named in front of the message. */
	tenant?: Pick<Tenant, 'id' | 'name'>;
}

/** The failure as n8n shows it: what happened as the message, what to do and where as its description. */
export function toNodeError(
	node: INode,
	failure: Failure,
	{ itemIndex, tenant }: NodeErrorOptions = {},
): NodeOperationError {
	const message = failureMessage(failure, tenant);
	const error = new NodeOperationError(node, message, { description: failureRemedy(failure), itemIndex });
	// n8n puts a general sentence in place of any message in which it finds certain letters: "ResourceNotFound" has
	// ENOTFOUND in it, and would read "incorrect host".
	error.message = message;
	return Object.assign(error, { failure: classified(failure) });
}

/** What n8n's backoff reads off an error since 2.37; older ones ignore it (n8n-workflow `errors/failure`). */
type Classified = NonNullable<NodeOperationError['failure']>;

const MENDED_IN_THE_NODE: readonly FailureKind[] = [
	'badRequest',
	'configuration',
	'hostNotAllowed',
	'wrongCloud',
];

function classified({ kind, transient, retryAfterMs }: Failure): Classified {
	if (!transient) {
		return { cause: MENDED_IN_THE_NODE.includes(kind) ? 'configuration-invalid' : 'credential-invalid' };
	}
	const cause = kind === 'throttled' ? 'rate-limited' : 'temporarily-unavailable';
	return { cause, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/** What was thrown as an error of n8n's own, because any other reaches an error workflow without its message. */
export function asNodeError(node: INode, thrown: unknown, itemIndex?: number): NodeOperationError {
	if (thrown instanceof NodeOperationError || thrown instanceof NodeApiError)
		return thrown as NodeOperationError;
	return new NodeOperationError(node, messageOf(thrown), { itemIndex });
}

export const messageOf = (thrown: unknown): string =>
	thrown instanceof Error ? thrown.message : String(thrown);

/** What happened, with the tenant in front where it concerns one. */
export function failureMessage(
	{ cause, code, appliesTo }: Failure,
	tenant?: NodeErrorOptions['tenant'],
): string {
	const title = tenant === undefined || appliesTo === 'all' ? '' : tenantTitle(tenant);
	return `${title === '' ? '' : `${title}: `}${cause}${code === undefined ? '' : ` [${code}]`}`;
}

/** What to do, with the address where to do it. */
export function failureRemedy({ remedy, link }: Failure): string {
	return link === undefined ? remedy : `${remedy} Link: ${link}`;
}
