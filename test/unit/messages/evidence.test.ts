import { EVIDENCE_TYPES } from '../../../nodes/MicrosoftDefenderMssp/core/evidence/types';
import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { EVIDENCE_WORDS, labelOf } from '../../../nodes/MicrosoftDefenderMssp/messages/evidenceWords';
import { contentOf, itemOf } from './builders';

const piece = (type: string, part: JsonObject): JsonObject => ({
	'@odata.type': `#microsoft.graph.security.${type}Evidence`,
	...part,
});
const contentWith = (evidence: JsonObject[], maxEvidence = 6) =>
	contentOf(itemOf({ id: 'da1_1', evidence }, false), { maxEvidence });
const linesOf = (evidence: JsonObject[], maxEvidence = 6) =>
	contentWith(evidence, maxEvidence).evidence.map(({ label, value }) => `${label}: ${value}`);
const oneLine = (type: string, part: JsonObject, maxEvidence = 6) =>
	linesOf([piece(type, part)], maxEvidence)[0];

const file = (fileName: string, part: JsonObject = {}) =>
	piece('file', { fileDetails: { fileName }, ...part });

describe('a line of evidence', () => {
	it('says what was found of it, its part and what became of it', () => {
		const part = { ipAddress: '203.0.113.9', roles: ['commandAndControl'] };
		const verdict = {
			verdict: 'malicious',
			detectionStatus: 'blocked',
			remediationStatus: 'pendingApproval',
		};
		expect(oneLine('ip', { ...part, ...verdict })).toBe(
			'Malicious IP: 203.0.113.9 (command and control, blocked, remediation pending approval)',
		);
	});

	it.each(['unknown', 'unknownFutureValue', ''])('says nothing of verdict, role and status %p', (word) => {
		const part = { verdict: word, roles: [word], remediationStatus: 'none', detectionStatus: word };
		expect(oneLine('ip', { ipAddress: '203.0.113.9', ...part })).toBe('IP: 203.0.113.9');
	});

	it('says that it was found clean, and a verdict to come', () => {
		expect(
			linesOf([file('a.exe', { verdict: 'noThreatsFound' }), file('b.exe', { verdict: 'oddlyQuiet' })]),
		).toEqual(['File: b.exe (oddly quiet)', 'File: a.exe (no threats found)']);
	});

	it('of a type that nobody knows says its name, its ID and the texts in it', () => {
		expect(
			oneLine('quantumComputer', { computerId: 'q-7', displayName: 'Lab', cryostat: { model: 'X' } }),
		).toBe('Quantum computer: Lab · ID q-7 · cryostat model X');
	});

	it('has no more than what everybody wants to know, unless there are more lines than usual', () => {
		const user = { userAccount: { userPrincipalName: 'kim@contoso.example', userSid: 'S-1-5-21-1' } };
		expect(oneLine('user', user)).toBe('User: kim@contoso.example');
		expect(oneLine('user', user, 7)).toBe('User: kim@contoso.example · SID S-1-5-21-1');
	});

	it('names details in words, the important ones first, and ends with an ellipsis where it is cut', () => {
		const many = Object.fromEntries(
			Array.from({ length: 99 }, (_none, index) => [`note${index}`, 'x'.repeat(40)]),
		);
		const line = oneLine('quantumComputer', { ...many, azureAdDeviceId: 'q-7', name: 'Lab' }, 20) ?? '';
		expect(line.startsWith('Quantum computer: Lab · ID q-7 · note 0 xxx')).toBe(true);
		expect([line.length - 'Quantum computer: '.length, line.at(-1)]).toEqual([1000, '…']);
		const urls = {
			name: 'Lab',
			isOnline: false,
			pageLink: 'evil.example/a',
			startDateTime: '2026-01-05T08:00:00Z',
		};
		expect(oneLine('quantumComputer', urls)).toBe(
			'Quantum computer: Lab · page link evil[.]example/a · online no · start date time 2026-01-05 08:00:00 UTC',
		);
	});
});

describe('the words for evidence', () => {
	it('are there for every type of Graph, and for no other but the resource of a list', () => {
		expect(Object.keys(EVIDENCE_WORDS).sort()).toEqual(
			[...Object.keys(EVIDENCE_TYPES), 'alert', 'cloudResource'].sort(),
		);
	});

	it.each([
		['ip', 'IP'],
		['quantumComputer', 'quantum computer'],
		['<b>', 'evidence'],
		['constructor', 'constructor'],
	])('call %s %s', (kind, label) => {
		expect(labelOf(kind)).toBe(label);
	});
});

describe('the choice of evidence', () => {
	const files = Array.from({ length: 100 }, (_none, index) => file(`${index}.exe`, { verdict: 'malicious' }));

	it('lets no kind push out the others, and counts what it leaves out', () => {
		const others = [piece('ip', { ipAddress: '203.0.113.9' }), piece('url', { url: 'bad.example/x' })];
		const { evidence, moreEvidence } = contentWith([...files, ...others]);
		expect(evidence.map(({ label }) => label)).toEqual([
			...Array<string>(4).fill('Malicious file'),
			'IP',
			'URL',
		]);
		expect(moreEvidence).toBe(96);
	});

	it('has what tells most first, of a kind and of all', () => {
		const lines = linesOf([
			piece('ip', { ipAddress: '203.0.113.1', verdict: 'noThreatsFound' }),
			piece('ip', { ipAddress: '203.0.113.2', verdict: 'suspicious' }),
			piece('ip', { ipAddress: '203.0.113.3', verdict: 'suspicious', roles: ['attacker'] }),
			file('a.exe', { verdict: 'malicious' }),
			file('b.exe', { verdict: 'suspicious' }),
		]);
		expect(lines.map((line) => line.replace(/.*: (\S+).*/, '$1'))).toEqual([
			'a.exe',
			'203.0.113.3',
			'203.0.113.2',
			'b.exe',
			'203.0.113.1',
		]);
	});

	it('has once what several alerts name, with the loudest verdict', () => {
		const url = (verdict: string) => piece('url', { url: 'bad.example/x', verdict });
		expect(linesOf([url('unknown'), url('malicious'), url('suspicious')])).toEqual([
			'Malicious URL: bad[.]example/x',
		]);
	});

	// What compares all pieces with each other would take minutes.
	it.each(['user', 'file', 'ip', 'mailbox', 'quantumComputer'])(
		'are twenty of 10,000 pieces of type %s, and the number of the others',
		(type) => {
			const many = Array.from({ length: 10_000 }, (_none, index) =>
				piece(type, {
					name: `n${index}`,
					ipAddress: `n${index}`,
					primaryAddress: `n${index}`,
					fileDetails: { fileName: `n${index}` },
					...(type === 'user' && { userAccount: { userPrincipalName: `n${index}` } }),
				}),
			);
			for (const simplify of [true, false]) {
				const item = itemOf({ id: 'da1_1', evidence: many }, simplify);
				const { evidence, moreEvidence } = contentOf(item, { maxEvidence: 20 });
				expect([evidence.length, moreEvidence]).toEqual([20, 9_980]);
			}
		},
	);
});
