import { SEVERITIES } from '../../../nodes/MicrosoftDefenderMssp/core/alertFilter';
import { normalizeTimestamp } from '../../../nodes/MicrosoftDefenderMssp/core/timestamp';
import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import { sampleRecord } from '../../../nodes/MicrosoftDefenderMssp/trigger/sampleRecords';
import { CONTOSO } from '../core/builders';

describe.each(Object.values(SOURCES))('the sample of $name', (source) => {
	const raw = sampleRecord(source.name, CONTOSO.id);
	const { simple } = source.record(raw);

	it('has what people build their next steps on', () => {
		expect(simple.id).not.toBe('');
		expect('title' in simple ? simple.title : 'displayName' in simple && simple.displayName).toMatch(
			/^Sample: /,
		);
		expect(SEVERITIES).toContain(simple.severity);
		expect(simple.status).toEqual(expect.any(String));
		expect(normalizeTimestamp(simple.createdDateTime)).toBeDefined();
		expect(normalizeTimestamp(simple.lastUpdateDateTime)).toBeDefined();
	});

	it('names the customer that it is shown for', () => {
		expect(source.tenantIdOf(raw)).toBe(CONTOSO.id);
	});

	it('is made up recognisably, with addresses that belong to nobody', () => {
		const text = JSON.stringify(raw);
		expect(text).toContain('Made up by this node');
		const hosts = text.match(/[a-z0-9.-]+\.(com|net|org|local|de)\b/g) ?? [];
		expect(hosts).toEqual([]);
	});
});

describe.each([SOURCES.graphAlerts, SOURCES.defenderAlerts])('the sample of $name', (source) => {
	it('has a device, a user and a file to build on', () => {
		const { simple } = source.record(sampleRecord(source.name, CONTOSO.id));
		expect(simple).toMatchObject({
			devices: [{ name: 'pc7.customer.example', group: 'Workstations' }],
			users: [{ name: expect.any(String) }],
			files: [{ name: 'sample.exe' }],
			mitreTechniques: ['T1059.001'],
		});
	});
});
