import fc from 'fast-check';

import type { TokenContext } from '../../../nodes/MicrosoftDefenderMssp/auth/entraAdvice';
import { adminConsentLink } from '../../../nodes/MicrosoftDefenderMssp/auth/entraAdvice';
import { entraFailure } from '../../../nodes/MicrosoftDefenderMssp/auth/entraFailure';
import type { Failure, FailureKind } from '../../../nodes/MicrosoftDefenderMssp/core/failure';
import { CLIENT_ID, CONTOSO, NOW } from '../core/builders';
import { answer } from '../transport/builders';

const appOnly: TokenContext = {
	tenantId: CONTOSO.id,
	clientId: CLIENT_ID,
	loginUrl: 'https://login.microsoftonline.com',
	cloudName: 'Global',
	delegated: false,
};
const delegated: TokenContext = { ...appOnly, delegated: true };

/** Words that only Entra's own text contains. */
const RAW = 'kim@contoso.example was here. Trace ID: 1b2c Correlation ID: 9f0e Timestamp: 2026-01-01';

const body = (error: string, ...codes: number[]) => ({
	error,
	error_description: `AADSTS${codes[0] ?? 0}: ${RAW}`,
	error_codes: codes,
	trace_id: '1b2c',
});

const tell = (error: string, codes: number[], context = delegated, status = 400): Failure =>
	entraFailure(answer(status, body(error, ...codes)), context, NOW);

/** Codes by what an MSSP has to do about them; `typical` is the OAuth error they come with. Entra "error codes". */
const TABLE: Array<[FailureKind, string, number[]]> = [
	['consentMissing', 'invalid_grant', [65001]],
	['consentMissing', 'access_denied', [65004]],
	['appRegistration', 'invalid_client', [65005, 650056, 650057]],
	['notLicensed', 'invalid_client', [650052]],
	['notLicensed', 'invalid_resource', [500011]],
	['consentMissing', 'unauthorized_client', [700016]],
	['consentMissing', 'invalid_client', [7000229]],
	['appDisabled', 'unauthorized_client', [7000112, 70001]],
	['tenantUnknown', 'invalid_request', [90002]],
	['wrongCloud', 'invalid_request', [90038, 900382, 900432]],
	['secretWrong', 'invalid_client', [7000215]],
	['secretExpired', 'invalid_client', [7000222]],
	['appRegistration', 'invalid_client', [7000218]],
	['certificate', 'invalid_client', [700027, 50012, 50013]],
	['signInNeeded', 'invalid_grant', [70008, 700082]],
	['appRegistration', 'invalid_grant', [700084]],
	['signInNeeded', 'invalid_grant', [50173, 70000, 70043, 50089]],
	['interactionRequired', 'interaction_required', [50076, 50079, 50072, 50074, 50078]],
	['interactionRequired', 'invalid_grant', [53000, 53001, 53003, 530032, 530034, 50131, 50158]],
	['userNotInTenant', 'invalid_grant', [16000, 16003, 50020, 50034, 50014, 51004, 90072]],
	['consentMissing', 'invalid_grant', [90099, 90094, 90095]],
	['appRegistration', 'invalid_client', [50011]],
	['appRegistration', 'invalid_request', [50194]],
	['throttled', 'invalid_grant', [50196]],
	['outage', 'temporarily_unavailable', [90055, 90024, 90033, 90006, 50033, 90090]],
];
const ROWS = TABLE.flatMap(([kind, error, codes]) => codes.map((code) => [code, error, kind] as const));

describe('every AADSTS code of the fact sheet', () => {
	it.each(ROWS)(
		'%d with %s is told as %s, with a remedy and without a word of Entra',
		(code, error, kind) => {
			for (const context of [appOnly, delegated]) {
				const failure = tell(error, [code], context);
				expect(failure).toMatchObject({ kind, code: `AADSTS${code}` });
				expect(failure.cause).toMatch(/^[A-Z].{15,}\.$/);
				expect(failure.remedy).toMatch(/^[A-Z].{15,}\.$/);
				expect(JSON.stringify(failure)).not.toMatch(/kim@|Trace ID|Correlation|1b2c/);
			}
		},
	);

	it.each(ROWS)('%d means the same whatever OAuth error comes with it', (code, _error, kind) => {
		const errors = [
			'invalid_grant',
			'invalid_client',
			'invalid_request',
			'unauthorized_client',
			'interaction_required',
		];
		expect(errors.map((error) => tell(error, [code]).kind)).toEqual(errors.map(() => kind));
	});

	it.each(TABLE)('%s is retried only if time alone can heal it (%s %j)', (kind, error, codes) => {
		const heals = kind === 'outage' || kind === 'throttled';
		expect(codes.map((code) => tell(error, [code]).transient)).toEqual(codes.map(() => heals));
	});

	it.each([
		['a wrong secret', 7000215],
		['an expired secret', 7000222],
		['a wrong certificate', 700027],
	])('%s is known to hit every customer, so the others need not be asked', (_what, code) => {
		expect(tell('invalid_client', [code]).appliesTo).toBe('all');
	});

	it.each([65001, 700016, 7000229, 650052, 500011, 90002, 7000112, 53003, 50020, 50076])(
		"%d is one customer's own trouble and says nothing about the others",
		(code) => {
			expect(tell('invalid_grant', [code]).appliesTo).toBe('tenant');
		},
	);

	it.each([65001, 65004, 700016, 7000229, 90094, 90099])(
		'%d comes with the consent link of this customer',
		(code) => {
			expect(tell('invalid_grant', [code]).link).toBe(
				`https://login.microsoftonline.com/${CONTOSO.id}/adminconsent?client_id=${CLIENT_ID}`,
			);
		},
	);

	it.each([500212, 500213])('%d names the cross-tenant access policy, not a missing guest', (code) => {
		const { cause, remedy } = tell('invalid_grant', [code]);
		expect(`${cause} ${remedy}`).toMatch(/policy/i);
	});

	it('names the tenant and the cloud when there is no such tenant', () => {
		expect(tell('invalid_request', [90002]).cause).toContain(`'${CONTOSO.id}' in cloud 'Global'`);
	});
});

describe('entraFailure', () => {
	it.each<[string, FailureKind]>([
		['invalid_grant', 'signInNeeded'],
		['invalid_client', 'secretWrong'],
		['unauthorized_client', 'consentMissing'],
		['consent_required', 'consentMissing'],
		['interaction_required', 'interactionRequired'],
		['login_required', 'signInNeeded'],
		['invalid_resource', 'notLicensed'],
		['invalid_request', 'badRequest'],
		['invalid_scope', 'appRegistration'],
		['temporarily_unavailable', 'outage'],
		['something_new', 'unexpectedAnswer'],
	])('judges %s by the OAuth error when it does not know the code', (error, kind) => {
		expect(tell(error, [9_999_999]).kind).toBe(kind);
		expect(tell(error, []).kind).toBe(kind);
	});

	it('takes the first code it knows of several, as older endpoints send them', () => {
		expect(tell('invalid_grant', [70002, 70008]).kind).toBe('signInNeeded');
		expect(tell('invalid_grant', [9_999_999, 65001]).kind).toBe('consentMissing');
	});

	it('shows the code that its advice is about, not another one of the list', () => {
		expect(tell('invalid_grant', [70002, 65001]).code).toBe('AADSTS65001');
	});

	it('reads the code from the description where the list is missing', () => {
		const given = { error: 'invalid_client', error_description: 'AADSTS7000222: The provided secret…' };
		expect(entraFailure(answer(401, given), delegated, NOW)).toMatchObject({
			kind: 'secretExpired',
			code: 'AADSTS7000222',
		});
	});

	it('reads codes sent as text', () => {
		const given = { error: 'invalid_grant', error_codes: ['65001'] };
		expect(entraFailure(answer(400, given), delegated, NOW).kind).toBe('consentMissing');
	});

	it.each([
		[429, 'throttled'],
		[500, 'outage'],
		[502, 'outage'],
		[503, 'outage'],
	])('takes HTTP %d for a passing %s whatever the body says', (status, kind) => {
		expect(tell('invalid_client', [7000215], delegated, status)).toMatchObject({ kind, transient: true });
	});

	it('keeps the time that Entra asks for', () => {
		const failure = entraFailure(answer(429, {}, { 'retry-after': '11' }), delegated, NOW);
		expect(failure.retryAfterMs).toBe(11_000);
	});

	it.each([
		['an HTML page', '<html>Forbidden by proxy</html>'],
		['nothing', undefined],
		['a list', []],
	])('tells %s as an answer that it does not know, by its status', (_what, page) => {
		const failure = entraFailure({ status: 403, headers: {}, body: page }, delegated, NOW);
		expect(failure).toMatchObject({ kind: 'unexpectedAnswer', code: 'HTTP 403' });
		expect(JSON.stringify(failure)).not.toContain('proxy</html>');
	});

	it('does not send somebody with an app-only credential to a button that it does not have', () => {
		const { remedy } = tell('invalid_grant', [9_999_999], appOnly);
		expect(remedy).not.toMatch(/connect/i);
	});

	it('tells a signed-in user to connect again after consent, and an app to just wait', () => {
		expect(tell('invalid_grant', [65001], delegated).remedy).toMatch(/connect the credential again/);
		expect(tell('invalid_grant', [65001], appOnly).remedy).not.toMatch(/connect/i);
	});

	it('never throws and always has words for people, whatever Entra sends', () => {
		const fields = { error: fc.jsonValue(), error_codes: fc.jsonValue(), error_description: fc.jsonValue() };
		const any = fc.oneof(fc.jsonValue(), fc.record(fields, { requiredKeys: [] }));
		fc.assert(
			fc.property(fc.integer({ min: 200, max: 599 }), any, fc.boolean(), (status, given, user) => {
				const failure = entraFailure(answer(status, given), user ? delegated : appOnly, NOW);
				expect(failure.cause.length * failure.remedy.length).toBeGreaterThan(0);
				expect(failure.code).toMatch(/^(AADSTS\S{1,25}|HTTP \d{3})$/);
			}),
			{ numRuns: 300 },
		);
	});
});

describe('adminConsentLink', () => {
	it('lets no client ID change the address', () => {
		const link = new URL(adminConsentLink({ ...appOnly, clientId: 'x&redirect_uri=https://evil.example' }));
		expect([...link.searchParams.keys()]).toEqual(['client_id']);
	});
});
