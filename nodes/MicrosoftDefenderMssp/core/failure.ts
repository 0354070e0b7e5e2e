/** Every way a tenant's data can be out of reach, by what a person must do about it. */
export type FailureKind =
	| 'appDisabled'
	| 'appRegistration'
	| 'badRequest'
	| 'budget'
	| 'certificate'
	| 'configuration'
	| 'consentMissing'
	| 'hostNotAllowed'
	| 'interactionRequired'
	| 'network'
	| 'notFound'
	| 'notLicensed'
	| 'outage'
	| 'roleMissing'
	| 'secretExpired'
	| 'secretWrong'
	| 'signInNeeded'
	| 'tenantUnknown'
	| 'throttled'
	| 'tooManyAlerts'
	| 'unexpectedAnswer'
	| 'userNotInTenant'
	| 'wrongCloud'
	| 'wrongTenant';

/** A failure told in words for people: what happened, what to do, where. Holds no secret, token or raw service text. */
export interface Failure {
	kind: FailureKind;
	/** `all`: every tenant of this credential is hit, retrying another one is pointless. */
	appliesTo: 'tenant' | 'all';
	/** `true`: time alone may heal it. `false`: a person must act first. */
	transient: boolean;
	/** What happened, one sentence. */
	cause: string;
	/** What to do next, one or two sentences. */
	remedy: string;
	/** Where to do it. */
	link?: string;
	/** The service's own code, for looking it up (`AADSTS65001`, `HTTP 403`). */
	code?: string;
	/** Milliseconds the service asked us to stay away. */
	retryAfterMs?: number;
}

/** A failure that the user can only mend in the node's or credential's fields. */
export function configurationFailure(cause: string, remedy: string): Failure {
	return { kind: 'configuration', appliesTo: 'all', transient: false, cause, remedy };
}

/** A field that must be filled in and is not, or whose expression gives nothing. */
export const emptyField = (label: string, remedy: string): Failure =>
	configurationFailure(`'${label}' is empty.`, remedy);
