import fc from 'fast-check';

import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { simplifyGraphAlert } from '../../../nodes/MicrosoftDefenderMssp/core/simplify/graphAlert';
import { fullEvidence, UNKNOWN_TYPE } from '../../support/fullEvidence';
import { EVIDENCE_TYPES } from '../../support/graphSecuritySchema';
import { problemsOf as documentProblems } from '../formats/problems';
import { problemsOf as messageProblems } from '../messages/check';
import { anyEvidence, anyPiece, nested } from './anyEvidence';
import { alertWith, DOCUMENTS, documentsOfAll, itemOf, MESSAGES, messagesOf } from './outputs';

/** `PROPERTY_RUNS=20000 npx jest test/unit/evidence/anyEvidence` asks for more. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 150);

const BOTH = [true, false];
const FULL = [...EVIDENCE_TYPES, UNKNOWN_TYPE].map((type) => fullEvidence(type).object);

/** What JavaScript writes for an object where a text belongs. */
const objectAsText = (made: unknown): string[] =>
	JSON.stringify(made).includes('[object ') ? ['an object where a text belongs'] : [];

/** What is wrong with all that is made of an item; that something throws fails the test by itself. */
function problemsIn(item: JsonObject): string[] {
	const [messageIn, documentsIn] = [messagesOf(item), documentsOfAll(item)];
	const messages = MESSAGES.flatMap((name) => {
		const message = messageIn(name);
		return [...messageProblems(name, message), ...objectAsText(message)].map((one) => `${name}: ${one}`);
	});
	const documents = DOCUMENTS.flatMap((name) => {
		const made = documentsIn(name);
		return [...documentProblems(name, made), ...objectAsText(made)].map((one) => `${name}: ${one}`);
	});
	return [...messages, ...documents];
}

const problemsWith = (evidence: unknown): string[] =>
	BOTH.flatMap((simplify) => problemsIn(itemOf(alertWith(evidence), simplify)));

const isCleanPrototype = (): boolean => Object.keys(Object.prototype).length === 0 && !('polluted' in {});

describe('whatever stands in evidence', () => {
	it('is simplified without throwing, into properties that are ours', () => {
		const ours = new Set([[], FULL].flatMap((list) => Object.keys(simplifyGraphAlert(alertWith(list)))));
		fc.assert(
			fc.property(anyEvidence, (evidence) => {
				const simple = simplifyGraphAlert(alertWith(evidence));
				expect(Object.keys(simple).filter((name) => !ours.has(name))).toEqual([]);
				expect(Object.getPrototypeOf(simple)).toBe(Object.prototype);
			}),
			{ numRuns: RUNS * 4 },
		);
	});

	it('becomes messages and documents that are right for their products', () => {
		fc.assert(
			fc.property(anyEvidence, (evidence) => {
				expect(problemsWith(evidence)).toEqual([]);
			}),
			{ numRuns: RUNS },
		);
	});

	it('changes nothing of what it was read from', () => {
		fc.assert(
			fc.property(fc.array(anyPiece, { maxLength: 4 }), (evidence) => {
				const before = JSON.stringify(evidence);
				simplifyGraphAlert(alertWith(evidence));
				expect(JSON.stringify(evidence)).toBe(before);
			}),
			{ numRuns: RUNS },
		);
	});

	it('adds nothing to what every object has', () => {
		const text =
			'[{"@odata.type":"#microsoft.graph.security.deviceEvidence","__proto__":{"polluted":1},' +
			'"constructor":{"prototype":{"polluted":1}},"deviceDnsName":"pc7.contoso.example"},' +
			'{"__proto__":{"@odata.type":"#microsoft.graph.security.urlEvidence","url":"https://bad.example/"}},' +
			'{"@odata.type":"__proto__","labels":{"__proto__":{"polluted":1}}}]';
		expect(problemsWith(JSON.parse(text))).toEqual([]);
		expect(isCleanPrototype()).toBe(true);
	});

	it.each([null, undefined, 0, 'x', true, {}, { 0: {} }, [null], [[]], [[{}]], [1, 'x'], { length: 3 }])(
		'counts as none where it is no list of objects: %j',
		(evidence) => {
			const none = simplifyGraphAlert(alertWith([]));
			expect(simplifyGraphAlert(alertWith(evidence))).toEqual(none);
			expect(problemsWith(evidence)).toEqual([]);
		},
	);
});

describe('a simplified item that a workflow changed', () => {
	const LISTS = [
		...'devices users files processes ips urls hashes'.split(' '),
		...'categories mailboxes emails applications cloudResources entities'.split(' '),
	];

	it.each(LISTS)('may hold anything in %s', (name) => {
		const item = itemOf(alertWith([fullEvidence('deviceEvidence').object]), true);
		fc.assert(
			fc.property(fc.oneof(anyEvidence, fc.array(fc.object(), { maxLength: 3 })), (list) => {
				const changed = { ...item, alert: { ...(item.alert as JsonObject), [name]: list } };
				expect(problemsIn(JSON.parse(JSON.stringify(changed)) as JsonObject)).toEqual([]);
			}),
			{ numRuns: Math.ceil(RUNS / 5) },
		);
	});
});

const RECURSIVE = [
	['activeDirectoryDomainEvidence', 'trustedDomains'],
	['containerImageEvidence', 'digestImage'],
	['kubernetesPodEvidence', 'containers'],
	['kubernetesNamespaceEvidence', 'cluster'],
	['malwareEvidence', 'files'],
	['dnsEvidence', 'ipAddresses'],
	['deviceEvidence', 'vmMetadata'],
	[UNKNOWN_TYPE, 'inner'],
] as const;

describe('evidence of any size', () => {
	it.each(RECURSIVE)('may stand in itself a thousand times: %s in %s', (type, property) => {
		expect(problemsWith([nested(type, property, 1_000)])).toEqual([]);
	});

	it('may be of every type at once', () => {
		expect(problemsWith(FULL)).toEqual([]);
	});

	it.each([
		['teamsMessageEvidence', 'recipients'],
		['analyzedMessageEvidence', 'urls'],
		[UNKNOWN_TYPE, 'texts'],
	])('may be %s with 150,000 %s', (type, property) => {
		const texts = Array.from({ length: 150_000 }, (_none, index) => `https://bad.example/${index}`);
		const { object } = fullEvidence(type);
		const item = itemOf(alertWith([{ ...object, [property]: texts }]), false);
		const documentsIn = documentsOfAll(item);
		for (const format of DOCUMENTS) expect(documentsIn(format)).not.toHaveLength(0);
	});

	// What looks at all others for each of them would not end within the time of a test.
	it.each(['userEvidence', 'kubernetesPodEvidence', 'mailClusterEvidence', UNKNOWN_TYPE])(
		'may be a list of 5,000 of type %s',
		(type) => {
			const { object } = fullEvidence(type);
			const many = Array.from({ length: 5_000 }, (_none, index) => ({
				'@odata.type': object['@odata.type'],
				name: `thing-${index}`,
				userAccount: { userPrincipalName: `user-${index}@contoso.example` },
				urn: `urn:${index}`,
			}));
			const item = itemOf(alertWith(many), true);
			expect(problemsIn(item)).toEqual([]);
		},
	);

	it('may hold a list of 50,000 texts and an object of 20,000 properties', () => {
		const texts = Array.from({ length: 50_000 }, (_none, index) => `text-${index}`);
		const labels = Object.fromEntries(texts.slice(0, 20_000).map((text) => [text, text]));
		const named = (type: string) => ({ '@odata.type': `#microsoft.graph.security.${type}`, name: 'x' });
		expect(
			problemsWith([
				{ ...named('mailClusterEvidence'), networkMessageIds: texts },
				{ ...named('kubernetesPodEvidence'), labels },
				{ ...named(UNKNOWN_TYPE), jobs: texts, ...labels },
			]),
		).toEqual([]);
	});
});
