import fc from 'fast-check';

import { readClaims } from '../../../nodes/MicrosoftDefenderMssp/auth/jwt';
import { CONTOSO } from '../core/builders';
import { jwt } from './builders';

const claims = { tid: CONTOSO.id, aud: 'https://graph.microsoft.com', exp: 1_767_600_000, oid: 'user-1' };

describe('readClaims', () => {
	it('reads whose token it is, for which API and until when', () => {
		expect(readClaims(jwt(claims))).toEqual({
			tenantId: CONTOSO.id,
			audience: 'https://graph.microsoft.com',
			expiresAt: 1_767_600_000_000,
			userId: 'user-1',
		});
	});

	it('reads the expiry as text too, as older endpoints write it', () => {
		expect(readClaims(jwt({ ...claims, exp: '1767600000' }))?.expiresAt).toBe(1_767_600_000_000);
	});

	it('compares tenants in lower case', () => {
		expect(readClaims(jwt({ ...claims, tid: CONTOSO.id.toUpperCase() }))?.tenantId).toBe(CONTOSO.id);
	});

	it('reads names with letters outside ASCII', () => {
		expect(readClaims(jwt({ ...claims, oid: 'Zoë' }))?.userId).toBe('Zoë');
	});

	it.each<[string, unknown]>([
		['no tenant', { ...claims, tid: undefined }],
		['an empty tenant', { ...claims, tid: '' }],
		['a list as tenant', { ...claims, tid: [CONTOSO.id] }],
		['no audience', { ...claims, aud: undefined }],
		['several audiences', { ...claims, aud: ['a', 'b'] }],
		['no expiry', { ...claims, exp: undefined }],
		['an expiry of null', { ...claims, exp: null }],
		['an expiry that is no number', { ...claims, exp: 'soon' }],
		['a list as payload', [claims]],
		['a text as payload', 'claims'],
		['null as payload', null],
	])('trusts no token with %s', (_what, payload) => {
		expect(readClaims(jwt(payload))).toBeUndefined();
	});

	it.each(['', '.', '..', 'opaque-token', 'a.b.c', '.e30.', 'a.bm90IGpzb24.c'])(
		'takes %j for no JWT',
		(token) => {
			expect(readClaims(token)).toBeUndefined();
		},
	);

	it('never throws, whatever the token looks like', () => {
		const oddly = (claim: fc.Arbitrary<unknown>) => fc.oneof(claim, fc.jsonValue());
		const payload = fc.record({
			tid: oddly(fc.uuid()),
			aud: oddly(fc.webUrl()),
			exp: oddly(fc.nat()),
			oid: fc.jsonValue(),
		});
		const token = fc.oneof(fc.string(), fc.oneof(fc.jsonValue(), payload).map(jwt));
		fc.assert(
			fc.property(token, (text) => {
				const read = readClaims(text) ?? { tenantId: '', audience: '', expiresAt: 0 };
				expect([typeof read.tenantId, typeof read.audience]).toEqual(['string', 'string']);
				expect(Number.isFinite(read.expiresAt)).toBe(true);
			}),
			{ numRuns: 300 },
		);
	});
});
