import fc from 'fast-check';

import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { cef } from '../../../nodes/MicrosoftDefenderMssp/formats/cef';
import { extensionText, headerText } from '../../../nodes/MicrosoftDefenderMssp/formats/cefText';
import { CONTOSO } from '../core/builders';
import { parseCef } from './cefProblems';
import { graphEvidence as evidence, routed, SAMPLES } from './samples';

const lineOf = (alert: JsonObject, tenant: object = CONTOSO) =>
	parseCef(cef.documents(routed({ alert, tenant }))[0] as string);
const extensionOf = (alert: JsonObject, tenant?: object) =>
	Object.fromEntries(lineOf(alert, tenant).extension);

describe('a CEF line', () => {
	it('names product, kind of alert, title and severity', () => {
		const line = lineOf({
			id: 'a',
			title: 'Sample',
			severity: 'high',
			detectorId: 'd-1',
			category: 'Execution',
		});
		expect(line).toMatchObject({
			vendor: 'Microsoft',
			product: 'Microsoft Defender ATP',
			deviceVersion: '2.0',
			eventClassId: 'd-1',
			name: 'Sample',
			severity: '8',
		});
	});

	it.each([
		['informational', '1'],
		['low', '3'],
		['medium', '5'],
		['high', '8'],
		['critical', '10'],
		['unknown', '0'],
		['unknownFutureValue', '0'],
		['constructor', '0'],
	])('counts severity %s as %s', (severity, number) => {
		expect(lineOf({ severity }).severity).toBe(number);
	});

	it('is one per alert of an incident, and one for an incident without alerts', () => {
		expect(cef.documents(SAMPLES['incident-with-alerts'] ?? routed({}))).toHaveLength(2);
		expect(cef.documents(SAMPLES['incident-without-alerts'] ?? routed({}))).toHaveLength(1);
	});

	it('names the customer', () => {
		expect(extensionOf({ id: 'a' })).toMatchObject({
			cs2: 'Contoso',
			cs2Label: 'TenantName',
			cs3: CONTOSO.id,
			cs3Label: 'TenantId',
		});
	});

	it('gives the time in milliseconds, and none where it is not readable', () => {
		expect(extensionOf({ createdDateTime: '2026-01-05T08:47:17.7211305Z' }).rt).toBe('1767602837721');
		expect(extensionOf({ createdDateTime: 'yesterday' })).not.toHaveProperty('rt');
	});

	it('tells the first evidence of each kind', () => {
		const extension = extensionOf({
			evidence: [
				evidence('ip', { ipAddress: '2001:db8::1' }),
				evidence('ip', { ipAddress: 'none' }),
				evidence('ip', { ipAddress: '192.0.2.1' }),
				evidence('ip', { ipAddress: '192.0.2.2' }),
				evidence('process', { imageFile: { fileName: 'cmd.exe', sha1: 'c1' } }),
				evidence('file', { fileDetails: { fileName: 'x.dll', sha1: 'a1' } }),
				evidence('file', { fileDetails: { fileName: 'y.dll', sha1: 'a2' } }),
				evidence('url', { url: 'https://bad.example/?a=b' }),
			],
		});
		expect(extension).toMatchObject({
			c6a2: '2001:db8::1',
			src: '192.0.2.1',
			fname: 'x.dll',
			fileHash: 'a1',
			request: 'https://bad.example/?a=b',
		});
	});

	it('says at which end an address, a device and a user are', () => {
		const extension = extensionOf({
			evidence: [
				evidence('ip', { ipAddress: '203.0.113.9', roles: ['commandAndControl'] }),
				evidence('device', { deviceDnsName: 'pc7.contoso.example', roles: ['attacked'] }),
				evidence('user', { userAccount: { accountName: 'kim' }, roles: ['attacked'] }),
				evidence('analyzedMessage', {
					p2Sender: { emailAddress: 'billing@bad.example' },
					senderIp: '192.0.2.25',
				}),
			],
		});
		expect(extension).toMatchObject({
			dst: '203.0.113.9',
			src: '192.0.2.25',
			shost: 'pc7',
			suser: 'billing@bad.example',
			duser: 'kim',
		});
		expect(extension).not.toHaveProperty('dhost');
	});

	it('tells the ends of a connection with their ports', () => {
		const connection = evidence('networkConnection', {
			sourceAddress: { ipAddress: '192.0.2.7' },
			sourcePort: 50_000,
			destinationAddress: { ipAddress: '203.0.113.9' },
			destinationPort: 443,
			protocol: 'tcp',
		});
		expect(extensionOf({ evidence: [connection] })).toMatchObject({
			src: '192.0.2.7',
			spt: '50000',
			dst: '203.0.113.9',
			dpt: '443',
			proto: 'tcp',
		});
	});

	it('tells malicious evidence before what was found to be clean, and names the rest', () => {
		const extension = extensionOf({
			evidence: [
				evidence('file', { fileDetails: { fileName: 'clean.dll' }, verdict: 'noThreatsFound' }),
				evidence('file', { fileDetails: { fileName: 'bad.dll' }, verdict: 'malicious' }),
				evidence('kubernetesPod', { name: 'web-7', verdict: 'suspicious', roles: ['attacked'] }),
			],
		});
		expect(extension).toMatchObject({
			fname: 'bad.dll',
			MicrosoftDefenderVerdict: 'malicious',
			MicrosoftDefenderFurtherEvidence:
				'kubernetesPod web-7 (suspicious, attacked); file clean.dll (noThreatsFound)',
		});
	});

	it('says how much evidence it does not name', () => {
		const found = Array.from({ length: 500 }, (_none, index) =>
			evidence('kubernetesPod', { name: `pod-${index}` }),
		);
		const named = extensionOf({ evidence: found }).MicrosoftDefenderFurtherEvidence ?? '';
		const [, left = '0'] = /; (\d+) more$/.exec(named) ?? [];
		expect(named.split('; ').length - 1 + Number(left)).toBe(499);
		expect(Number(left)).toBeGreaterThan(400);
	});

	it('differs between an alert that was created and the same resolved as false positive', () => {
		const resolved = extensionOf({ status: 'resolved', classification: 'falsePositive', assignedTo: 'sam' });
		expect(resolved).toMatchObject({
			MicrosoftDefenderStatus: 'resolved',
			MicrosoftDefenderClassification: 'falsePositive',
			MicrosoftDefenderAssignedTo: 'sam',
		});
	});

	it('marks a text that is cut', () => {
		expect(extensionOf({ description: 'x'.repeat(2000) }).msg).toBe(`${'x'.repeat(1022)}…`);
	});

	it('tells the image of a process where there is no file', () => {
		const process = evidence('process', { imageFile: { fileName: 'cmd.exe' }, detectionStatus: 'detected' });
		expect(extensionOf({ evidence: [process] })).toMatchObject({ fname: 'cmd.exe', cn1: '1' });
	});

	it('has an id whole that is too long for externalId', () => {
		const id = 'x'.repeat(41);
		expect(extensionOf({ id })).toMatchObject({ externalId: 'x'.repeat(40), flexString2: id });
		expect(extensionOf({ id: 'x'.repeat(40) })).not.toHaveProperty('flexString2');
	});

	it('lets no text of an alert pass for a field, above all not for the customer', () => {
		const forging = fc
			.array(fc.constantFrom(' cs3=forged', '=', '\\', '|', '\n', ' ', 'x', 'cs3Label=TenantId'), {
				minLength: 1,
			})
			.map((parts) => parts.join(''));
		fc.assert(
			fc.property(forging, forging, forging, (title, description, url) => {
				const alert = { title, description, evidence: [evidence('url', { url })] };
				expect(extensionOf(alert).cs3).toBe(CONTOSO.id);
				expect(extensionOf(alert, { id: '', name: '' })).not.toHaveProperty('cs3');
			}),
		);
	});
});

describe('texts in CEF', () => {
	it('are escaped as their place asks for', () => {
		expect(headerText('a|b\\c=d\r\ne', 50)).toBe('a\\|b\\\\c=d  e');
		expect(extensionText('a|b\\c=d\r\ne', 50)).toBe('a|b\\\\c\\=d\\r\\ne');
	});

	it.each([
		['an escape', 'abc=', 4, 'abc'],
		['an escape that just fits', 'ab=', 4, 'ab\\='],
		['a surrogate pair', 'abc\ud83d\ude00', 4, 'abc'],
		['a surrogate pair that just fits', 'ab\ud83d\ude00', 4, 'ab\ud83d\ude00'],
		['spaces at the end', 'ab  cd', 4, 'ab'],
		['spaces at the start', '   abcdef', 4, 'abcd'],
		['nothing that fits', 'abcd', 4, 'abcd'],
	])('are cut safely at %s', (_what, text, limit, expected) => {
		expect(extensionText(text, limit)).toBe(expected);
	});

	it('have no control characters and no other line ends', () => {
		expect(extensionText('a\u0000b\u001bc\u0085d\u2028e\tf', 50)).toBe('a b c d e f');
	});

	it('come back as they were when they fit', () => {
		const plain = fc
			.string({ unit: 'grapheme' })
			.filter((text) => text === text.trim() && !/[\p{Cc}\u2028\u2029]/u.test(text));
		fc.assert(
			fc.property(plain, (text) => {
				const { extension } = parseCef(`CEF:0|a|b|1|c|d|3|msg=${extensionText(text, 100_000)}`);
				expect(extension.get('msg')).toBe(text);
			}),
		);
	});
});
