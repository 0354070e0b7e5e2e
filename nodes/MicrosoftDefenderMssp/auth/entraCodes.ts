import type { FailureKind } from '../core/failure';

/**
 * What an AADSTS code means for us. Microsoft may change codes, so they only refine the OAuth `error` value.
 * Source: Entra "authentication and authorization error codes"; field reports for 90099.
 */
const KIND_OF_CODE: ReadonlyMap<number, FailureKind> = new Map(
	Object.entries({
		appDisabled: [70001, 7000112],
		appRegistration: [50011, 50194, 65005, 650056, 650057, 700025, 7000218, 700084, 90124, 901002, 9001023],
		certificate: [50012, 50013, 700024, 700027],
		consentMissing: [65001, 65004, 700016, 7000229, 90094, 90095, 90099],
		interactionRequired: [
			50072, 50074, 50076, 50078, 50079, 50131, 50158, 500212, 500213, 53000, 53001, 53003, 530032, 530034,
		],
		notLicensed: [500011, 650052],
		outage: [50033, 90006, 90024, 90033, 90055, 90090],
		secretExpired: [7000222],
		secretWrong: [7000215],
		signInNeeded: [50089, 50173, 54005, 70000, 70008, 700005, 70043, 700082],
		tenantUnknown: [90002],
		throttled: [50196],
		userNotInTenant: [16000, 16003, 50014, 50020, 50034, 51004, 90072],
		wrongCloud: [90038, 900382, 900432],
	} satisfies Partial<Record<FailureKind, number[]>>).flatMap(([kind, codes]) =>
		codes.map((code) => [code, kind as FailureKind]),
	),
);

/** What an OAuth `error` value means where no code refines it. Source: Entra, "handle errors", OAuth 2.0. */
const KIND_OF_ERROR: ReadonlyMap<string, FailureKind> = new Map([
	['access_denied', 'consentMissing'],
	['consent_required', 'consentMissing'],
	['interaction_required', 'interactionRequired'],
	['invalid_client', 'secretWrong'],
	['invalid_grant', 'signInNeeded'],
	['invalid_request', 'badRequest'],
	['invalid_resource', 'notLicensed'],
	['invalid_scope', 'appRegistration'],
	['login_required', 'signInNeeded'],
	['temporarily_unavailable', 'outage'],
	['unauthorized_client', 'consentMissing'],
]);

export interface Refusal {
	kind: FailureKind;
	/** The AADSTS code that tells most. */
	code: number | undefined;
}

/** What a refusal by Entra ID means; the first code we know wins over the general `error`. */
export function readRefusal(error: string, codes: number[]): Refusal {
	const known = codes.find((code) => KIND_OF_CODE.has(code));
	const code = known ?? codes[0];
	if (error === 'temporarily_unavailable') return { kind: 'outage', code };
	const refined = known === undefined ? undefined : KIND_OF_CODE.get(known);
	return { kind: refined ?? KIND_OF_ERROR.get(error) ?? 'unexpectedAnswer', code };
}
