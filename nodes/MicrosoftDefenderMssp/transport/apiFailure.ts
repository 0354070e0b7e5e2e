import { adminConsentLink } from '../auth/entraAdvice';
import type { Service } from '../core/clouds';
import { serviceTitle } from '../core/clouds';
import type { Failure } from '../core/failure';
import type { JsonObject } from '../core/json';
import { isJsonObject, text } from '../core/json';
import type { Connection } from './connection';
import type { HttpResponse } from '../core/http';
import { retryAfterMs } from '../core/retryAfter';
import { headerDate } from './serviceClock';

/** The permission an API call needs, by who calls. */
export interface Permission {
	application: string;
	delegated: string;
	/** What the signed-in user's role in the Defender portal must allow besides, by the portal's own name. */
	role?: string;
}

export interface CallContext {
	connection: Connection;
	tenantId: string;
	service: Service;
	permission: Permission;
}

/** A proxy may fill either with a whole page. */
const MESSAGE_LIMIT = 300;
const CODE_LIMIT = 60;
const COMPUTING_TIME_MS = 15 * 60_000;

/** Turns an API answer without the expected content into a failure. */
export function apiFailure(response: HttpResponse, context: CallContext): Failure {
	const { status, headers } = response;
	const error = errorOf(response.body);
	const code = `HTTP ${status}${error.code === undefined ? '' : ` ${error.code.slice(0, CODE_LIMIT)}`}`;
	const failure = judge(status, isPage(response.body) ? undefined : (error.message ?? ''), context);
	// A date is one of the clock that dated the answer, however wrong it goes.
	const asked = retryAfterMs(headers, headerDate(headers) ?? context.connection.customerNow(context));
	return { ...failure, code, retryAfterMs: asked ?? failure.retryAfterMs };
}

function judge(status: number, message: string | undefined, context: CallContext): Failure {
	const api = serviceTitle(context.service);
	if (status === 429) return tooMuch(api, message);
	if (status >= 500) return passing('outage', `${api} is not answering properly.`);
	// Both texts are field reports of tenants without an active Defender for Endpoint subscription.
	if (/Account mode is inactive|not provisioned/i.test(message ?? '')) return unlicensed();
	if (status === 401) return refused(api, context.connection);
	// A page comes from a gateway in between: whatever its status, it says nothing of the service.
	if (message === undefined)
		return passing('unexpectedAnswer', `${api} gave an answer that is none of its own.`);
	if (status === 403) return forbidden(api, context);
	if (status === 404) return ofTenant('notFound', `${api} knows no such object in this tenant.`, NOT_FOUND);
	if ([400, 409, 413, 422].includes(status)) {
		return ofTenant(
			'badRequest',
			`${api} did not accept the request: ${message.slice(0, MESSAGE_LIMIT)}`,
			'Check the values typed into the node.',
		);
	}
	return passing('unexpectedAnswer', `${api} gave an answer that is none of its own.`);
}

const NOT_FOUND =
	'Check the ID, and that it belongs to this customer tenant and, where there is one, to this source.';

const ofTenant = (kind: Failure['kind'], cause: string, remedy: string): Failure => ({
	kind,
	appliesTo: 'tenant',
	transient: false,
	cause,
	remedy,
});

const passing = (kind: Failure['kind'], cause: string): Failure => ({
	...ofTenant(kind, cause, 'No action needed: it is tried again.'),
	transient: true,
});

/** Hunting also has a share of computing time in every 15 minutes (Graph "throttling limits"). */
const tooMuch = (api: string, message = ''): Failure =>
	/\bCPU\b/i.test(message) ? noComputingTime(api) : passing('throttled', `${api} asked for fewer requests.`);

const noComputingTime = (api: string): Failure => ({
	...passing('throttled', `${api} has no computing time left for hunting in this tenant.`),
	remedy:
		'It is given anew every 15 minutes. Run it again then, with a shorter timespan or filters that leave less to compute.',
	retryAfterMs: COMPUTING_TIME_MS,
});

const unlicensed = (): Failure =>
	ofTenant(
		'notLicensed',
		'This customer has no active Defender for Endpoint subscription.',
		"Check the customer's licences. Its alerts of other products can be read with Source 'Alerts (Microsoft Graph)'.",
	);

const refused = (api: string, { delegated }: Connection): Failure =>
	ofTenant(
		'signInNeeded',
		`${api} refused a token that was just issued.`,
		delegated
			? "Check 'Cloud' in the credential; if that is right, connect the credential again."
			: "Check 'Cloud' in the credential; if that is right, run 'Tenant: Check Access', and ask the customer whether the app is still allowed.",
	);

function forbidden(api: string, { connection, tenantId, permission }: CallContext): Failure {
	const { delegated, cloud, clientId } = connection;
	const needed = delegated ? permission.delegated : permission.application;
	const cause = `${api} needs the permission ${needed}, which this sign-in does not have in this tenant.`;
	const role = permission.role === undefined ? 'a security role' : `a role with '${permission.role}'`;
	const remedy = delegated
		? `Add the delegated permission ${needed} to the app registration, have the customer allow it, give the signed-in user ${role} there, and connect the credential again.`
		: `Add the application permission ${needed} to the app registration, then have an administrator of the customer open the consent link.`;
	const context = { tenantId, clientId, loginUrl: cloud.loginUrl, cloudName: cloud.displayName, delegated };
	return { ...ofTenant('roleMissing', cause, remedy), link: adminConsentLink(context) };
}

/** A page of text comes from a gateway in between, and may pass. */
const isPage = (body: unknown): boolean => typeof body === 'string' && body !== '';

/** `{error: {code, message}}`, the shape that Graph and Defender share. */
function errorOf(body: unknown): { code?: string; message?: string } {
	const error: JsonObject = isJsonObject(body) && isJsonObject(body.error) ? body.error : {};
	return { code: text(error.code), message: text(error.message) };
}
