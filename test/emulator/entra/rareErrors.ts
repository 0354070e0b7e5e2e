import type { KnownError } from './knownErrors';

const refused = (error: string, text: string, status?: number): KnownError => ({
	error,
	text,
	...(status === undefined ? {} : { status }),
});

/** Codes that the emulator gives only as a planned fault; the `error` beside each is the usual one, not confirmed. */
export const rareErrors: Readonly<Record<number, KnownError>> = {
	16000: refused('interaction_required', 'User account does not exist in tenant.'),
	16003: refused('invalid_grant', 'The user account has not been added to the tenant.'),
	50014: refused('invalid_grant', 'The user has not been added to the tenant yet.'),
	50033: refused('temporarily_unavailable', 'A transient error occurred while signing in.', 503),
	50072: refused('interaction_required', 'The user needs to enroll for second factor authentication.'),
	50078: refused('interaction_required', 'Presented multi-factor authentication has expired.'),
	50089: refused('invalid_grant', 'Authentication failed due to flow token expired.'),
	50131: refused('access_denied', 'Device is not in the required state.'),
	50158: refused('interaction_required', 'External security challenge was not satisfied.'),
	51004: refused('invalid_grant', 'The user account does not exist in the directory.'),
	53000: refused('interaction_required', 'Device is not in the required device state: compliant.'),
	53001: refused('interaction_required', 'Device is not in the required device state: domain joined.'),
	65005: refused('invalid_client', 'The application required resource access list does not contain it.'),
	90006: refused('temporarily_unavailable', 'The service is temporarily unavailable.', 503),
	90024: refused('temporarily_unavailable', 'Request budget exceeded; a transient error has occurred.', 503),
	90038: refused('invalid_request', 'The tenant is in another national cloud.'),
	90072: refused('invalid_grant', 'User account from an external provider does not exist in the tenant.'),
	90090: refused('temporarily_unavailable', 'The service timed out and asks for a retry.', 503),
	90095: refused('access_denied', 'Admin consent is required; the request was sent to an administrator.'),
	530034: refused('access_denied', 'A delegated administrator was blocked due to account risk.'),
	650056: refused('invalid_client', 'Misconfigured application: permissions or consent are missing.'),
	700084: refused('invalid_grant', 'The refresh token was issued to a single page app and lived 24 hours.'),
	900382: refused('invalid_request', 'Confidential Client is not supported in Cross Cloud request.'),
	900432: refused('invalid_request', 'Confidential Client is not supported in Cross Cloud request.'),
};
