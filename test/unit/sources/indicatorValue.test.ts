import { isWebAddress, readIndicatorName } from '../../../nodes/MicrosoftDefenderMssp/sources/indicatorValue';

const digits = (count: number) => 'a1'.repeat(count / 2);

describe('readIndicatorName', () => {
	it.each([
		['FileMd5', digits(32)],
		['FileSha1', digits(40)],
		['FileSha256', digits(64).toUpperCase()],
		['IpAddress', '203.0.113.9'],
		['IpAddress', '2001:db8::9'],
		['DomainName', 'evil.example'],
		['DomainName', 'böse.example'],
		['DomainName', 'xn--bse-sna.example'],
		['Url', 'https://evil.example/a?b=c'],
		['Url', 'HTTP://203.0.113.9:8080/'],
		['Url', 'https://[2001:db8::9]/x'],
	])('tells %s from the value %s', (indicatorType, value) => {
		expect(readIndicatorName(` ${value}\n`, 'detect')).toEqual({
			ok: true,
			value: { indicatorType, indicatorValue: value },
		});
	});

	it("names 'detect' among the types that an expression may give", () => {
		expect(readIndicatorName('evil.example', 'Domain')).toMatchObject({
			failure: { remedy: expect.stringMatching(/^Use detect, /) as unknown },
		});
	});

	it('takes 40 digits for a thumbprint only if told so', () => {
		expect(readIndicatorName(digits(40), 'CertificateThumbprint')).toMatchObject({
			value: { indicatorType: 'CertificateThumbprint' },
		});
	});

	it.each([
		['detect', '', /'Indicator' is empty/],
		['detect', { indicatorValue: 'evil.example' }, /'Indicator' is no text/],
		['detect', digits(38), /no file hash/],
		['detect', 'evil', /no file hash/],
		['detect', 'evil.example/path', /no file hash/],
		['detect', '*.evil.example', /no file hash/],
		['detect', 'ftp://evil.example', /no file hash/],
		['detect', 'https://nowhere', /no file hash/],
		['detect', '203.0.113.300', /no file hash/],
		['FileSha256', digits(40), /not 64 hexadecimal digits/],
		['FileMd5', `${digits(30)}zz`, /not 32 hexadecimal digits/],
		['IpAddress', 'evil.example', /not one IPv4 or IPv6/],
		['DomainName', '203.0.113.9', /not a domain/],
		['DomainName', '10000000-0000-4000-8000-000000000001', /not a domain/],
		['Url', 'evil.example', /not an address/],
		['FileSha512', digits(64), /'Type' has the unknown value/],
		[undefined, 'evil.example', /'Type' has the unknown value/],
	])('does not send as %s what the service would refuse: %s', (type, value, cause) => {
		expect(readIndicatorName(value, type)).toMatchObject({
			ok: false,
			failure: { kind: 'configuration', cause: expect.stringMatching(cause) },
		});
	});

	it.each([
		['203.0.113.0/24', /no ranges/],
		['2001:db8::/32', /no ranges/],
		['evil[.]example', /plain dots/],
		['hxxps://evil.example/', /http instead of hxxp/],
	])('says what to do about %s', (value, remedy) => {
		expect(readIndicatorName(value, 'detect')).toMatchObject({
			failure: { remedy: expect.stringMatching(remedy) },
		});
	});

	it.each(['10.1.2.3', '127.0.0.1', '169.254.1.1', '172.31.0.1', '192.168.0.9', '::1', 'fd00::1', 'fe80::1'])(
		'does not send %s, which is an address of every network and not of the internet',
		(value) => {
			expect(readIndicatorName(value, 'detect')).toMatchObject({
				failure: { cause: expect.stringContaining('internal address') },
			});
		},
	);

	it('shows no more than the beginning of a very long value', () => {
		const read = readIndicatorName('x'.repeat(10_000), 'detect');
		expect(read.ok ? '' : read.failure.cause).toHaveLength(
			"'Indicator' has the value '', which is no file hash (MD5, SHA-1, SHA-256), IP address, domain or URL."
				.length + 200,
		);
	});
});

describe('isWebAddress', () => {
	it.each([
		['https://help.contoso.example/blocked', true],
		['http://help.contoso.example', true],
		['help.contoso.example', false],
		['https://', false],
		['https://help contoso.example', false],
		['javascript:alert(1)', false],
	])('%s: %p', (value, expected) => {
		expect(isWebAddress(value)).toBe(expected);
	});
});
