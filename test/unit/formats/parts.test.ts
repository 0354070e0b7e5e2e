import fc from 'fast-check';
import { isIPv4, isIPv6 } from 'node:net';

import { isIpv4, isIpv6 } from '../../../nodes/MicrosoftDefenderMssp/core/ipAddress';
import { readFormat } from '../../../nodes/MicrosoftDefenderMssp/formats/readFormat';
import { domainOf, shortName } from '../../../nodes/MicrosoftDefenderMssp/formats/names';
import { present } from '../../../nodes/MicrosoftDefenderMssp/formats/present';
import { wellFormedThroughout } from '../../../nodes/MicrosoftDefenderMssp/formats/wellFormedThroughout';

describe('the list of formats', () => {
	it('knows its names and no others', () => {
		const known = ['siem', 'toString', ''].map((name) => readFormat(name, 'Format', {}).ok);
		expect(known).toEqual([true, false, false]);
	});
});

describe('addresses', () => {
	const pieces = fc.constantFrom(
		'0',
		'1',
		'255',
		'256',
		'01',
		'.',
		':',
		'::',
		'db8',
		'ffff',
		'2001',
		'192.0.2.1',
		'g',
	);
	const likely = fc.oneof(
		fc.ipV4(),
		fc.ipV6(),
		fc.array(pieces, { maxLength: 16 }).map((parts) => parts.join('')),
		fc.array(pieces, { maxLength: 9 }).map((parts) => parts.join(':')),
		fc.string(),
	);

	it("are what Node's own check takes for such", () => {
		fc.assert(
			fc.property(likely, (text) => {
				expect([text, isIpv4(text), isIpv6(text)]).toEqual([text, isIPv4(text), isIPv6(text)]);
			}),
			{ numRuns: 3_000 },
		);
	});

	it('have no zone', () => {
		expect(isIpv6('fe80::1%eth0')).toBe(false);
	});
});

describe('names of devices', () => {
	it.each([
		[{ name: 'pc7.contoso.example' }, 'pc7', 'contoso.example'],
		[{ name: 'pc7' }, 'pc7', undefined],
		[{ name: '192.0.2.7' }, '192.0.2.7', undefined],
		[{ name: 'pc7.contoso.example', hostName: 'PC7', domain: 'corp.example' }, 'PC7', 'corp.example'],
		[{ name: '.' }, '.', undefined],
		[{ name: 'pc7.' }, 'pc7.', undefined],
		[{}, undefined, undefined],
	])('%p are %s in %s', (device, host, domain) => {
		const full = { ...device, tags: [], ips: [], loggedOnUsers: [] };
		expect([shortName(full), domainOf(full)]).toEqual([host, domain]);
	});
});

describe('present', () => {
	it('leaves out what is nothing, and keeps zero and false', () => {
		expect(present({ a: undefined, b: '', c: [], d: {}, e: 0, f: false, g: null })).toEqual({
			e: 0,
			f: false,
			g: null,
		});
		expect(present({ a: [] })).toBeUndefined();
	});
});

describe('wellFormedThroughout', () => {
	it('mends halves of surrogate pairs wherever they are, and nothing else', () => {
		expect(wellFormedThroughout({ 'a\ud83d': ['\ude00b', '\ud83d\ude00', 7, null] })).toEqual({
			'a\ufffd': ['\ufffdb', '\ud83d\ude00', 7, null],
		});
	});
});
