import fc from 'fast-check';

import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { leef } from '../../../nodes/MicrosoftDefenderMssp/formats/leef';
import { CONTOSO } from '../core/builders';
import { leefProblems, parseLeef } from './leefProblems';
import { graphEvidence as evidence, routed, SAMPLES } from './samples';

const lineOf = (alert: JsonObject, tenant: object = CONTOSO) =>
	parseLeef(leef.documents(routed({ alert, tenant }))[0] as string);
const attributesOf = (alert: JsonObject, tenant?: object) =>
	Object.fromEntries(lineOf(alert, tenant).attributes);

describe('a LEEF line', () => {
	it.each([
		[{ detectorId: 'd-1', category: 'Execution' }, 'd-1'],
		[{ category: 'Execution' }, 'Execution'],
		[{ id: 'a' }, 'Alert'],
		[{ category: 'Made|Up\nCategory' }, 'Made Up Category'],
		[{ category: 'x'.repeat(300) }, 'x'.repeat(255)],
	])('is of the kind that %j names', (alert, eventId) => {
		expect(lineOf(alert).header).toEqual(['Microsoft', 'Microsoft Defender', '1.0', eventId]);
	});

	it.each([
		['informational', '1'],
		['low', '3'],
		['medium', '5'],
		['high', '8'],
		['critical', '10'],
		['unknown', undefined],
		['constructor', undefined],
	])('counts severity %s as %s', (severity, number) => {
		expect(attributesOf({ severity }).sev).toBe(number);
	});

	it('is one per alert of an incident, and one for an incident without alerts', () => {
		expect(leef.documents(SAMPLES['incident-with-alerts'] ?? routed({}))).toHaveLength(2);
		const [line] = leef.documents(SAMPLES['incident-without-alerts'] ?? routed({}));
		expect(parseLeef(line as string).header.at(-1)).toBe('Incident');
	});

	it('names the customer', () => {
		expect(attributesOf({ id: 'a' })).toEqual({
			tenantId: CONTOSO.id,
			tenantName: 'Contoso',
			alertId: 'a',
		});
	});

	it.each([
		['2026-01-05T08:47:17.7211305Z', '1767602837721'],
		// QRadar takes ten digits for seconds, and any other number for none.
		['1970-04-26T17:46:40.000Z', undefined],
		['1999-01-05T08:47:17Z', undefined],
		['yesterday', undefined],
	])('gives the time %s as %s', (createdDateTime, devTime) => {
		expect(attributesOf({ createdDateTime }).devTime).toBe(devTime);
	});

	it('tells the first evidence of each kind, and addresses of either version', () => {
		const found = [
			evidence('device', { deviceDnsName: 'pc7.contoso.example' }),
			evidence('user', { userAccount: { accountName: 'kim', domainName: 'CONTOSO' } }),
			evidence('ip', { ipAddress: 'no address' }),
			evidence('ip', { ipAddress: '2001:db8::1' }),
			evidence('file', { fileDetails: { fileName: 'x.dll', filePath: 'C:\\Temp', sha1: 'a1' } }),
			evidence('url', { url: 'https://bad.example/?a=b' }),
		];
		expect(attributesOf({ evidence: found })).toMatchObject({
			resource: 'pc7.contoso.example',
			usrName: 'kim',
			domain: 'CONTOSO',
			src: '2001:db8::1',
			fileName: 'x.dll',
			filePath: 'C:\\Temp',
			url: 'https://bad.example/?a=b',
		});
	});

	it('names no identity, of which QRadar would make assets over all customers', () => {
		const [line] = leef.documents(SAMPLES['graph-every-evidence'] ?? routed({}));
		expect(line).not.toMatch(/\t(ident|srcMAC|dstMAC)/);
	});

	it('cuts long texts, and tells the customer before any of them', () => {
		const title = 'x'.repeat(2000);
		const [line = ''] = leef.documents(
			routed({ alert: { id: 'a', title, description: title }, tenant: CONTOSO }),
		);
		expect(parseLeef(line as string).attributes.get('description')).toHaveLength(1023);
		expect((line as string).indexOf('tenantId=')).toBeLessThan(200);
	});

	it('lets no text of an alert pass for an attribute, above all not for the customer', () => {
		const forging = fc
			.array(fc.constantFrom('\ttenantId=forged', '=', '^', '|', '\n', '\t', 'x', ' tenantName=x'), {
				minLength: 1,
			})
			.map((parts) => parts.join(''));
		fc.assert(
			fc.property(forging, forging, forging, (title, category, url) => {
				const alert = { title, category, evidence: [evidence('url', { url })] };
				expect(attributesOf(alert).tenantId).toBe(CONTOSO.id);
				expect(attributesOf(alert, { id: '', name: '' })).not.toHaveProperty('tenantId');
			}),
		);
	});
});

describe('the reader of LEEF', () => {
	const HEADER = 'LEEF:2.0|a|b|1|c|x09|';

	it('reads what follows the guide', () => {
		const { header, attributes } = parseLeef(`${HEADER}src=192.0.2.1\tusrName=joe.black\turl=a|b=c`);
		expect(header).toEqual(['a', 'b', '1', 'c']);
		expect(Object.fromEntries(attributes)).toEqual({ src: '192.0.2.1', usrName: 'joe.black', url: 'a|b=c' });
	});

	it.each([
		['another version', 'LEEF:1.0|a|b|1|c|'],
		['an empty header field', 'LEEF:2.0|a|b|1||x09|'],
		['another delimiter', 'LEEF:2.0|a|b|1|c|^|'],
		['a line end', `${HEADER}url=a\nb`],
		['half of a surrogate pair', `${HEADER}url=\ud83d`],
		['a key twice', `${HEADER}url=a\turl=b`],
		['text without key', `${HEADER}text\turl=b`],
	])('refuses %s', (_what, line) => {
		expect(() => parseLeef(line)).toThrow();
	});

	it.each([
		['a severity that is none', 'sev=0'],
		['a time that is none', 'devTime=915525237000000'],
		['a type that is wrong', 'src=pc7'],
		['a name that is too long', `usrName=${'x'.repeat(256)}`],
		['a key that QRadar reserves', 'identMAC=00:00:5e:00:53:01'],
		['an empty value', 'url=\tcat=x'],
	])('finds %s', (_what, attributes) => {
		expect(leefProblems(`${HEADER}${attributes}`)).toHaveLength(1);
	});
});
