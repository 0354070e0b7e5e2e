import fc from 'fast-check';

import { challengedClaims } from '../../../nodes/MicrosoftDefenderMssp/transport/claimsChallenge';

const claims = '{"access_token":{"nbf":{"essential":true,"value":"1767600000"}}}';
const encoded = Buffer.from(claims).toString('base64');
const challenge = (header: string) => challengedClaims({ 'www-authenticate': header });

describe('challengedClaims', () => {
	it.each([
		['in Microsoft’s order', `Bearer realm="", error="insufficient_claims", claims="${encoded}"`],
		['in another order', `Bearer claims="${encoded}", realm="", error="insufficient_claims"`],
		['without quotes', `Bearer error=insufficient_claims, claims=${encoded}`],
		[
			'behind another challenge',
			`Basic realm="x", Bearer authorization_uri="https://login.example/a", error="insufficient_claims", claims="${encoded}"`,
		],
		[
			'in base64url',
			`Bearer error="insufficient_claims", claims="${Buffer.from(claims).toString('base64url')}"`,
		],
	])('finds the claims %s', (_where, header) => {
		expect(challenge(header)).toBe(claims);
	});

	it.each([
		['no header', undefined],
		['a plain 401', 'Bearer error="invalid_token"'],
		['a challenge without claims', 'Bearer error="insufficient_claims"'],
		['claims of another error', `Bearer error="invalid_token", claims="${encoded}"`],
	])('finds none in %s', (_what, header) => {
		expect(challengedClaims(header === undefined ? {} : { 'www-authenticate': header })).toBeUndefined();
	});

	it('takes claims that are no JSON as none, because MSAL would blame the credential for them', () => {
		const garbage = Buffer.from('not json').toString('base64');
		expect(challenge(`Bearer error="insufficient_claims", claims="${garbage}"`)).toBeUndefined();
	});

	it('never throws, whatever the header says', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (before, value) => {
				const found = challenge(`${before} error="insufficient_claims" claims="${value}"`);
				expect(['string', 'undefined']).toContain(typeof found);
			}),
		);
	});
});
