import { linkTo } from '../../../nodes/MicrosoftDefenderMssp/messages/links';
import { readContent } from '../../../nodes/MicrosoftDefenderMssp/messages/readContent';
import { moment, some, titleCase } from '../../../nodes/MicrosoftDefenderMssp/messages/words';
import type { Fact } from '../../../nodes/MicrosoftDefenderMssp/messages/content';
import { CONTOSO } from '../core/builders';
import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { bare, contentOf, gotten, health, incident, triggered } from './builders';

const valueOf = (facts: Fact[], label: string) => facts.find((fact) => fact.label === label)?.value;
const labels = (facts: Fact[]) => facts.map(({ label }) => label);

describe('the content of an alert', () => {
	it('says the same whatever source and form the item has, as far as the source knows it', () => {
		const { facts: expected, ...content } = contentOf(gotten());
		const raw = contentOf(gotten({}, 'graph', false));
		expect(raw).toEqual({ ...content, facts: expected });
		for (const simplify of [true, false]) {
			const { facts, evidence, ...other } = contentOf(gotten({}, 'defender', simplify));
			// Defender for Endpoint has no verdict, says "detected" of all its evidence, and knows owners by their domain.
			const known = (lines: Fact[]) =>
				lines
					.filter(({ label }) => !['Device', 'User'].includes(label))
					.map(({ label, value }) =>
						`${label.replace('Suspicious ', '')}: ${value}`.replace(' (detected)', ''),
					)
					.map((line) => line.toLowerCase().replace('contoso\\kim', 'kim@contoso.example'));
			const { evidence: whole, ...rest } = content;
			expect(other).toEqual(rest);
			expect(known(evidence).sort()).toEqual(known(whole).sort());
			expect(valueOf(facts, 'Device')).toBe('pc7.contoso.example (Workstations)');
		}
	});

	it.each([
		[triggered('created'), 'New alert'],
		[triggered('updated'), 'Alert updated'],
		[triggered('resolved'), 'Alert resolved'],
		[gotten(), 'Alert'],
		[{ ...gotten(), event: { type: 'sold' } }, 'Alert'],
		[triggered('created', { status: 'resolved' }), 'New alert, already resolved'],
	])('says what happened (%#)', (item, event) => {
		expect(contentOf(item).event).toBe(event);
	});

	it('says what changed, and from what to what', () => {
		const changes = {
			status: { from: 'new', to: 'inProgress' },
			assignedTo: { from: 'kim' },
			evidence: { from: '1', to: '2' },
		};
		expect(valueOf(contentOf(triggered('updated', {}, changes)).facts, 'Changed')).toBe(
			'status New → In Progress, assigned to kim → none, evidence entries 1 → 2',
		);
	});

	it.each([
		['high', 'High', '🔴'],
		['medium', 'Medium', '🟠'],
		['low', 'Low', '🟡'],
		['informational', 'Informational', '🔵'],
		['constructor', 'Unknown severity', '⚪'],
	])('has the level of severity %s', (severity, word, emoji) => {
		expect(contentOf(gotten({ severity })).level).toMatchObject({ word, emoji });
	});

	it('is green when it is resolved, and then cannot be closed', () => {
		const { level, buttons } = contentOf(gotten({ status: 'resolved', severity: 'high' }));
		expect(level).toMatchObject({ word: 'High', emoji: '✅', style: 'good' });
		expect(buttons.map(({ name }) => name)).toEqual(['assign']);
	});

	it('shows what is unknown nowhere, and has no button where it knows no tenant', () => {
		const { facts, title, customer, buttons, links, evidence } = contentOf(bare());
		expect([labels(facts), title, customer]).toEqual([['Alert ID'], 'da1_-1', '']);
		expect([buttons, links, evidence]).toEqual([[], [], []]);
	});

	it('has no classification while that is unknown', () => {
		expect(labels(contentOf(gotten()).facts)).not.toContain('Classification');
	});

	it('carries tenant and alert with each button, and nothing that Slack would escape', () => {
		const { alert } = gotten() as { alert: { id: string } };
		expect(contentOf(gotten()).buttons.map(({ data }) => data)).toEqual([
			{ action: 'close', kind: 'alert', tenantId: CONTOSO.id, alertId: alert.id },
			{ action: 'assign', kind: 'alert', tenantId: CONTOSO.id, alertId: alert.id },
		]);
		expect(contentOf(gotten({ id: 'a&b' })).buttons).toEqual([]);
		expect(contentOf(gotten({ id: 'x'.repeat(201) })).buttons).toEqual([]);
	});

	it('leaves out what it was told to', () => {
		const options = { includeButtons: false, includeDescription: false, maxEvidence: 0 };
		const content = contentOf(gotten(), options);
		expect(content).toMatchObject({ buttons: [], interactive: false, evidence: [], moreEvidence: 0 });
		expect(content).not.toHaveProperty('description');
	});
});

describe('the top evidence', () => {
	it.each([
		[{ path: 'C:\\Temp', name: 'evil.exe' }, 'C:\\Temp\\evil.exe'],
		[{ path: 'C:\\Temp\\', name: 'evil.exe' }, 'C:\\Temp\\evil.exe'],
		[{ path: 'C:\\Temp\\evil.exe', name: 'evil.exe' }, 'C:\\Temp\\evil.exe'],
		[{ name: 'evil.exe' }, 'evil.exe'],
	])(
		'names a file once, where the service sends its folder and where it sends its path: %j',
		(file, shown) => {
			const alert = { id: 'da1_1', devices: [], hashes: [], files: [file] };
			expect(valueOf(contentOf({ tenant: CONTOSO, alert }).evidence, 'File')).toBe(shown);
		},
	);

	const labelsOf = (maxEvidence: number) => {
		const { evidence, moreEvidence } = contentOf(gotten({ ipAddresses: ['203.0.113.1', '203.0.113.2'] }), {
			maxEvidence,
		});
		return [
			labels(evidence)
				.map((label) => label.replace('Suspicious ', ''))
				.join(' '),
			moreEvidence,
		];
	};

	it('has one of each kind before a second of any, and last what the facts tell already', () => {
		expect(labelsOf(3)).toEqual(['file process IP', 4]);
		expect(labelsOf(5)).toEqual(['file process IP IP URL', 2]);
		expect(labelsOf(20)).toEqual(['file process IP IP URL Device User', 0]);
	});

	it('shows addresses defanged', () => {
		expect(valueOf(contentOf(gotten()).evidence, 'Suspicious URL')).toBe(
			'hxxps://downloads[.]bad[.]example/update.ps1',
		);
	});
});

describe('the content of an incident', () => {
	it('counts its alerts, and has them as its first evidence', () => {
		const { facts, evidence, title, links, buttons } = contentOf(incident(), { maxEvidence: 20 });
		expect(title).toBe('Multi-stage incident involving Execution on one endpoint');
		expect(valueOf(facts, 'Alerts')).toBe('2');
		expect(evidence.slice(0, 2).map(({ value }) => value)).toEqual([
			'Suspicious PowerShell command line (High)',
			'Unwanted software was prevented (Low)',
		]);
		expect(links.map(({ label }) => label)).toEqual(['Open in Defender']);
		expect(buttons[0]).toMatchObject({
			label: 'Close incident',
			data: { kind: 'incident', incidentId: '4711' },
		});
	});

	it('tells where it was merged into, and cannot be closed then', () => {
		const { facts, buttons } = contentOf(incident({ status: 'redirected', redirectIncidentId: '77' }));
		expect(valueOf(facts, 'Merged into')).toBe('77');
		expect(buttons.map(({ name }) => name)).toEqual(['assign']);
	});
});

describe('the content of tenant health', () => {
	it.each([
		['degraded', 'Degraded', 'its alerts cannot be read'],
		['recovered', 'Recovered', 'its alerts can be read again'],
		['skipped', 'Skipped', 'it was not read in the last polls'],
		['expiring', 'Expiring', 'The app is not allowed.'],
		['sold', 'Tenant health', 'The app is not allowed.'],
	])('of %s', (type, word, title) => {
		const content = contentOf({ ...health(), event: { type } });
		expect([content.level.word, content.title, content.customer]).toEqual([word, title, 'Contoso']);
		expect(content.description).toContain('Open the consent link.');
	});

	it('has the link to the remedy and no buttons that act on an alert', () => {
		const { links, buttons } = contentOf(health());
		expect(links.map(({ label }) => label)).toEqual(['Open what to do']);
		expect(buttons).toEqual([]);
	});
});

it.each([{}, { alert: 'x' }, { incident: [] }, { health: null }, { error: 'Contoso: no answer' }])(
	'there is no content in %j',
	(item) => {
		const options = { includeButtons: true, includeDescription: true, maxEvidence: 6 };
		expect(readContent(item, options)).toBeUndefined();
	},
);

describe('linkTo', () => {
	it.each([
		'http://security.microsoft.com/alerts/1',
		'javascript:alert(1)',
		'data:text/html,x',
		'https://user:pw@security.microsoft.com/',
		'https://user@security.microsoft.com/',
		'security.microsoft.com',
		'https://',
		'https://[::1]/',
		`https://security.microsoft.com/${'x'.repeat(1000)}`,
		7,
		{},
		undefined,
	])('makes no link of %j', (address) => {
		expect(linkTo('Open', address)).toEqual([]);
	});

	it('encodes what has a meaning in any markup', () => {
		const address = 'https://p.example/a(b)[c]|d?x=1&copy;<e>"\'`{f}\\g#)h';
		expect(linkTo('Open', address)).toEqual([
			{
				label: 'Open',
				url: 'https://p.example/a%28b%29%5Bc%5D%7Cd?x=1&copy%3B%3Ce%3E%22%27%60%7Bf%7D%5Cg#%29h',
			},
		]);
	});
});

describe('words', () => {
	it.each([
		['inProgress', 'In Progress'],
		['TruePositive', 'True Positive'],
		['microsoft365Defender', 'Microsoft 365 Defender'],
		['microsoftDefenderForEndpoint', 'Microsoft Defender for Endpoint'],
		['what is no word', 'what is no word'],
		['', ''],
	])('titleCase %s', (value, title) => {
		expect(titleCase(value)).toBe(title);
	});

	it.each([
		['2026-01-05T08:47:17.7211305Z', '2026-01-05 08:47:17 UTC'],
		['2026-01-05T08:47:17Z', '2026-01-05 08:47:17 UTC'],
		['yesterday', 'yesterday'],
	])('moment %s', (value, shown) => {
		expect(moment(value)).toBe(shown);
	});

	it('some', () => {
		expect([some([]), some(['a']), some(['a', 'b', 'c', 'd', 'e'])]).toEqual([
			undefined,
			'a',
			'a, b, c and 2 more',
		]);
	});
});

describe('custom details', () => {
	it('are told three levels deep, however deep they are nested', () => {
		let value: unknown = 'x';
		for (let level = 0; level < 50_000; level += 1) value = [value];
		const raw: JsonObject = {
			id: 'da1_1',
			tenantId: CONTOSO.id,
			customDetails: { Workspace: ['soc'], Deep: value },
		};
		const content = readContent(
			{ alert: raw },
			{ includeButtons: false, includeDescription: true, maxEvidence: 6 },
		);
		expect(content?.facts).toContainEqual({ label: 'Custom details', value: 'Workspace: soc, Deep: …' });
	});
});
