import fc from 'fast-check';

import type { Failure } from '../../../nodes/MicrosoftDefenderMssp/core/failure';
import { apiFailure } from '../../../nodes/MicrosoftDefenderMssp/transport/apiFailure';
import type { HttpResponse } from '../../../nodes/MicrosoftDefenderMssp/core/http';
import { CLIENT_ID, CONTOSO, NOW } from '../core/builders';
import { answer, callOf, connectionOf, refusal, wire } from './builders';

const connection = connectionOf(wire());
const judge = (response: HttpResponse, part: Parameters<typeof callOf>[1] = {}): Failure =>
	apiFailure(response, callOf(connection, part));

describe('apiFailure', () => {
	it.each([
		[true, /connect the credential again/],
		[false, /'Tenant: Check Access'/],
	])('says what to do about a refused token where delegated is %p', (delegated, what) => {
		const asked = callOf({ ...connection, delegated });
		expect(apiFailure(answer(401, refusal('Unauthorized', 'x')), asked).remedy).toMatch(what);
	});

	it('tells apart that the computing time of hunting is used up, which comes back every 15 minutes', () => {
		const used = refusal('TooManyRequests', 'You have exceeded the CPU quota.');
		const told = /no computing time left/;
		const { cause, ...failure } = judge(answer(429, used));
		expect(cause).toMatch(told);
		expect(failure).toMatchObject({ kind: 'throttled', transient: true, retryAfterMs: 900_000 });
		expect(judge(answer(429, used, { 'retry-after': '60' })).retryAfterMs).toBe(60_000);
		expect(judge(answer(429, refusal('TooManyRequests', 'The cpu quota is used up'))).cause).toMatch(told);
		expect(judge(answer(429, refusal('TooManyRequests', 'Too many'))).cause).not.toMatch(told);
	});

	it.each<[string, number, unknown, Failure['kind'], boolean]>([
		['a wrong query', 400, refusal('BadRequest', 'Invalid filter'), 'badRequest', false],
		['a refused token', 401, refusal('InvalidAuthenticationToken', 'x'), 'signInNeeded', false],
		[
			'a missing role, in the words of Defender',
			403,
			refusal(
				'Forbidden',
				'Missing application roles. API required roles: Alert.Read.All, application roles: .',
			),
			'roleMissing',
			false,
		],
		[
			'a missing role, in the words of Graph',
			403,
			refusal('Forbidden', 'Access denied'),
			'roleMissing',
			false,
		],
		[
			'an inactive subscription',
			401,
			refusal('Unauthorized', 'Unauthorized request - reason of failure: Account mode is inactive'),
			'notLicensed',
			false,
		],
		[
			'an account that was never provisioned',
			403,
			refusal('Forbidden', 'Account is not provisioned'),
			'notLicensed',
			false,
		],
		[
			'an account that was never provisioned, told with a 401',
			401,
			refusal('Unauthorized', 'The account is NOT PROVISIONED.'),
			'notLicensed',
			false,
		],
		['an unknown object', 404, refusal('ResourceNotFound', 'x'), 'notFound', false],
		['throttling', 429, refusal('TooManyRequests', 'x'), 'throttled', true],
		['a broken service', 500, refusal('InternalServerError', 'x'), 'outage', true],
		['a gateway that answers in HTML', 503, '<html>Service Unavailable</html>', 'outage', true],
		['an outage that speaks of provisioning', 503, refusal('x', 'not provisioned yet'), 'outage', true],
		['a redirect', 302, '', 'unexpectedAnswer', true],
		['a login page of a hotel network', 200, '<html>Welcome</html>', 'unexpectedAnswer', true],
		['an error without a body', 403, undefined, 'roleMissing', false],
		['an error whose body is empty', 403, '', 'roleMissing', false],
		['what is in another state already', 409, refusal('Conflict', 'x'), 'badRequest', false],
		['what is too long', 413, refusal('RequestEntityTooLarge', 'x'), 'badRequest', false],
		['what makes no sense', 422, refusal('UnprocessableEntity', 'x'), 'badRequest', false],
		['an error that is a list', 400, [1], 'badRequest', false],
	])('tells %s', (_what, status, body, kind, transient) => {
		expect(judge(answer(status, body))).toMatchObject({ kind, transient, appliesTo: 'tenant' });
	});

	it('shows the code of the service for looking it up', () => {
		expect(judge(answer(400, refusal('ODataError', 'x'))).code).toBe('HTTP 400 ODataError');
		expect(judge(answer(503, '<html>')).code).toBe('HTTP 503');
	});

	it('keeps the time that the service asks for', () => {
		expect(judge(answer(429, {}, { 'retry-after': '17' })).retryAfterMs).toBe(17_000);
		const date = new Date(NOW + 60_000).toUTCString();
		expect(judge(answer(503, {}, { 'retry-after': date })).retryAfterMs).toBe(60_000);
	});

	it('names the permission that the app lacks, with the link where the customer allows it', () => {
		const failure = judge(answer(403));
		expect(failure.cause).toContain('SecurityAlert.Read.All');
		expect(failure.remedy).toContain('application permission SecurityAlert.Read.All');
		expect(failure.link).toBe(
			`https://login.microsoftonline.com/${CONTOSO.id}/adminconsent?client_id=${CLIENT_ID}`,
		);
	});

	it('names the delegated permission, and the role of the user, to a signed-in user', () => {
		const permission = { application: 'Alert.Read.All', delegated: 'Alert.Read' };
		const delegated = { ...connection, delegated: true };
		const failure = judge(answer(403), { connection: delegated, permission, service: 'defender' });
		expect(failure.cause).toContain('Alert.Read,');
		expect(failure.remedy).toMatch(/delegated permission Alert\.Read .*security role/);
	});

	it("names the role in the Defender portal that a signed-in user's call needs besides", () => {
		const permission = {
			application: 'Machine.Isolate',
			delegated: 'Machine.Isolate',
			role: 'Active remediation actions',
		};
		const call = { permission, service: 'defender' as const };
		const delegated = { ...connection, delegated: true };
		expect(judge(answer(403), { ...call, connection: delegated }).remedy).toContain(
			"a role with 'Active remediation actions'",
		);
		expect(judge(answer(403), call).remedy).not.toContain('role');
	});

	it('names the API that was asked', () => {
		expect(judge(answer(500), { service: 'defender' }).cause).toContain('Defender for Endpoint');
		expect(judge(answer(500), { service: 'graph' }).cause).toContain('Microsoft Graph');
	});

	it('offers a cause and a remedy for every answer, in bounded length', () => {
		const message = fc.oneof(fc.string(), fc.constant('x'.repeat(5000)));
		const error = fc.record({ code: fc.string({ maxLength: 40 }), message });
		const body = fc.oneof(fc.jsonValue(), fc.record({ error }), message);
		fc.assert(
			fc.property(fc.integer({ min: 100, max: 599 }), body, (status, given) => {
				const { cause, remedy } = judge(answer(status, given));
				expect(cause.length * remedy.length).toBeGreaterThan(0);
				expect(cause.length + remedy.length).toBeLessThan(1500);
			}),
		);
	});

	it('bounds the code too, which a proxy may fill with a whole page', () => {
		const { code = '' } = judge(answer(400, refusal('x'.repeat(5000), 'x')));
		expect(code.length).toBeLessThan(500);
	});
});
