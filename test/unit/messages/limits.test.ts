import * as fc from 'fast-check';

import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import type { ContentOptions } from '../../../nodes/MicrosoftDefenderMssp/messages/content';
import { MESSAGE_FORMATS } from '../../../nodes/MicrosoftDefenderMssp/messages/formats';
import { readContent } from '../../../nodes/MicrosoftDefenderMssp/messages/readContent';
import { FORMATS, gotten, health, incident, infested, messageOf, triggered } from './builders';
import { problemsOf } from './check';
import { HOSTILE } from './hostile';

const piece = fc.oneof(
	fc.constantFrom(...Object.values(HOSTILE)),
	fc.string({ unit: 'binary', maxLength: 40 }),
	fc.string({
		unit: fc.constantFrom(...Array.from('<>&"\'`*_[](){}|\\#@!~$:/.-w\n\u200B🔴\uD83D')),
		maxLength: 60,
	}),
);
const text = fc.oneof(
	piece,
	fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join('')),
	fc.tuple(piece, fc.integer({ min: 2, max: 100 })).map(([part, times]) => part.slice(0, 30).repeat(times)),
);

const ids = fc.oneof(fc.constantFrom('da1_-1', 'x'.repeat(200), 'a&b'), text);
const address = fc.oneof(fc.webUrl(), text, fc.webUrl({ withQueryParameters: true, withFragments: true }));
const known = fc.constantFrom(
	gotten(),
	gotten({}, 'defender', false),
	triggered('updated'),
	incident(),
	health(),
);
/** An item of ours with foreign texts in it, which differ from field to field. */
const foreign = fc
	.tuple(known, text, ids, ids, fc.record({ alert: address, incident: address }), fc.dictionary(text, text))
	.map(([item, filling, tenantId, alertId, links, changes]): JsonObject => {
		const filled = infested(item, filling);
		return {
			...filled,
			links,
			event: { type: 'updated', changes: { assignedTo: { from: filling, ...changes } } },
			tenant: { ...(filled.tenant as JsonObject), id: tenantId },
			...('alert' in filled && { alert: { ...(filled.alert as JsonObject), id: alertId } }),
		};
	});

const key = fc.constantFrom(
	...`alert incident health event tenant links labels id name title displayName description severity status type changes
	from to devices users files processes ips urls hashes alerts evidence commandLine path sha1 sha256 mitreTechniques kind
	cause remedy link code since until nextTry __proto__ customTags systemTags`.split(/\s+/),
);
const anything = fc.letrec<{ value: unknown; object: JsonObject }>((tie) => ({
	value: fc.oneof(
		{ depthSize: 'small' },
		text,
		fc.jsonValue(),
		tie('object'),
		fc.array(tie('value'), { maxLength: 4 }),
	),
	object: fc.dictionary(key, tie('value'), { maxKeys: 8 }),
}));
const anyItem = fc
	.tuple(fc.constantFrom('alert', 'incident', 'health'), anything.object, anything.object)
	.map(([noun, about, around]): JsonObject => ({ ...around, [noun]: about }));

const options: fc.Arbitrary<ContentOptions> = fc.record({
	heading: fc.option(text, { nil: undefined }),
	includeButtons: fc.boolean(),
	includeDescription: fc.boolean(),
	maxEvidence: fc.integer({ min: 0, max: 20 }),
});

describe.each(FORMATS)('any item as %s', (format) => {
	it.each([
		['of ours with foreign texts in it', foreign],
		['made of anything', anyItem],
	])('%s gives a message that its product takes, in which nothing is markup but ours', (_what, items) => {
		fc.assert(
			fc.property(items, options, (item, chosen) => {
				const content = readContent(JSON.parse(JSON.stringify(item)) as JsonObject, chosen);
				expect(content).toBeDefined();
				if (content === undefined) return;
				expect(problemsOf(format, MESSAGE_FORMATS[format](content))).toEqual([]);
			}),
			{ numRuns: 150 },
		);
	});

	it.each(['&', '"', '\\', '`', '🔴', '@', '日', '\u0001', '"\\'])(
		'as full as can be of %j stays within the limits',
		(character) => {
			const many = Array.from({ length: 40 }, (_, index) => `${index}${character.repeat(2000)}`);
			const item = infested(gotten(), character.repeat(5000));
			const alert = {
				...(item.alert as JsonObject),
				ips: many,
				urls: many,
				hashes: many,
				processes: many.map((commandLine) => ({ commandLine })),
			};
			const links = {
				alert: `https://p.example/${'&'.repeat(900)}`,
				incident: `https://p.example/${'x'.repeat(900)}`,
			};
			const message = messageOf(
				format,
				{ ...item, alert, links },
				{ maxEvidence: 20, heading: character.repeat(99) },
			);
			expect(problemsOf(format, message)).toEqual([]);
		},
	);
});
