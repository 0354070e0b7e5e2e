import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { ecs } from '../../../nodes/MicrosoftDefenderMssp/formats/ecs';
import { CONTOSO } from '../core/builders';
import { ecsVersion } from './ecsSchema';
import { graphEvidence as evidence, routed, SAMPLES } from './samples';

const documentOf = (alert: JsonObject, part: object = {}) =>
	ecs.documents(routed({ alert, tenant: CONTOSO, ...part }))[0] as JsonObject;

describe('an ECS document', () => {
	it('names the version that its fields are checked against', () => {
		expect(documentOf({})).toMatchObject({ ecs: { version: ecsVersion } });
	});

	it('is one per alert of an incident', () => {
		const documents = ecs.documents(SAMPLES['incident-with-alerts'] ?? routed({})) as JsonObject[];
		expect(documents.map(({ event }) => (event as JsonObject).id)).toEqual([
			'da639031996377211305_-104477221',
			'da639031996377211305_8',
		]);
	});

	it('names the customer where Elastic looks for it, with labels that do not nest', () => {
		const tenant = { ...CONTOSO, labels: { 'sla.tier': 'gold', ' ': 'nothing', 'a b': 'c' } };
		const customer = { id: CONTOSO.id, name: 'Contoso' };
		const document = documentOf({}, { tenant });
		expect(document).toMatchObject({ organization: customer, cloud: { account: customer } });
		expect(document.labels).toEqual({ sla_tier: 'gold', a_b: 'c' });
	});

	it.each([
		['informational', 21],
		['low', 21],
		['medium', 47],
		['high', 73],
		['unknown', undefined],
		['toString', undefined],
	])('counts severity %s as %s', (severity, number) => {
		expect((documentOf({ severity }).event as JsonObject).severity).toBe(number);
	});

	it.each([
		[['deviceEvidence'], {}, ['host'], ['info']],
		[['registryValueEvidence'], {}, ['registry'], ['access']],
		[['fileEvidence', 'registryKeyEvidence'], {}, ['file', 'registry'], ['access', 'info']],
		[['madeUpEvidence'], {}, ['intrusion_detection'], ['info']],
		[[], { category: 'Ransomware' }, ['malware'], ['info']],
		[[], { determination: 'phishing' }, ['email'], ['info']],
		[[], {}, ['intrusion_detection'], ['info']],
	])('tells by evidence %p and %p that it is about %p (%p)', (types, alert, category, type) => {
		const found = types.map((one) => ({ '@odata.type': `#microsoft.graph.security.${one}` }));
		expect(documentOf({ ...alert, evidence: found }).event).toMatchObject({ category, type });
	});

	it('sorts techniques and sub-techniques, and takes the tactic from the category', () => {
		expect(
			documentOf({ category: 'LateralMovement', mitreTechniques: ['T1021', 'T1021.002', 'odd.id'] }).threat,
		).toEqual({
			framework: 'MITRE ATT&CK',
			tactic: { id: ['TA0008'], name: ['Lateral Movement'] },
			technique: { id: ['T1021', 'odd.id'], subtechnique: { id: ['T1021.002'] } },
		});
	});

	it('names no tactic for a category that is none', () => {
		expect(documentOf({ category: 'Malware' })).not.toHaveProperty('threat');
		expect(documentOf({ category: 'constructor' })).not.toHaveProperty('threat');
	});

	it('has no address that Elasticsearch would refuse', () => {
		const document = documentOf({
			evidence: [
				evidence('ip', { ipAddress: '203.0.113.9' }),
				evidence('ip', { ipAddress: 'fe80::1%eth0' }),
				evidence('ip', { ipAddress: 'not an address' }),
				evidence('url', { url: 'http://[2001:db8::1]/x' }),
			],
		});
		expect(document.related).toEqual({ ip: ['203.0.113.9'] });
		expect(document.url).toMatchObject({ domain: '2001:db8::1', path: '/x' });
	});

	it('keeps a URL as it was sent where it cannot be taken apart', () => {
		expect(documentOf({ evidence: [evidence('url', { url: 'bad.example/x' })] }).url).toEqual({
			original: 'bad.example/x',
		});
	});

	it('joins folder and name with the separator of the folder', () => {
		const pathOf = (filePath: string, fileName: string) =>
			documentOf({ evidence: [evidence('file', { fileDetails: { filePath, fileName } })] })
				.file as JsonObject;
		expect(pathOf('C:\\temp', 'x.dll')).toMatchObject({ path: 'C:\\temp\\x.dll', directory: 'C:\\temp' });
		expect(pathOf('C:\\', 'x.dll')).toMatchObject({ path: 'C:\\x.dll' });
		expect(pathOf('/opt/tool', 'x')).toMatchObject({ path: '/opt/tool/x', directory: '/opt/tool' });
		expect(pathOf('/opt/tool/x', 'x')).toMatchObject({ path: '/opt/tool/x', directory: '/opt/tool' });
		expect(pathOf('c:\\temp\\X.dll', 'x.dll')).toMatchObject({ path: 'c:\\temp\\X.dll' });
	});

	it('lasts from first to last activity, in nanoseconds', () => {
		const times = {
			firstActivityDateTime: '2026-01-05T08:45:02.116Z',
			lastActivityDateTime: '2026-01-05T08:45:09.2220417Z',
		};
		expect(documentOf(times).event).toMatchObject({ duration: 7_106_000_000 });
		expect(documentOf({ firstActivityDateTime: times.lastActivityDateTime }).event).not.toHaveProperty(
			'duration',
		);
	});

	it('tells what happened, where the trigger told it', () => {
		expect(documentOf({}, { event: { type: 'resolved' } }).event).toMatchObject({ action: 'resolved' });
		expect(documentOf({}).event).not.toHaveProperty('action');
	});

	it('has the tags of an incident', () => {
		const [document] = ecs.documents(SAMPLES['incident-without-alerts'] ?? routed({}));
		expect(document).toMatchObject({ tags: ['vip'], event: { id: '4711' } });
	});
});
