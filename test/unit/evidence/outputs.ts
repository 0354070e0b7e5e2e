import { alertItem } from '../../../nodes/MicrosoftDefenderMssp/core/item';
import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { parsed } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { readRoutedItem } from '../../../nodes/MicrosoftDefenderMssp/core/routedItem';
import { simplifyGraphAlert } from '../../../nodes/MicrosoftDefenderMssp/core/simplify/graphAlert';
import type { FormatName } from '../../../nodes/MicrosoftDefenderMssp/formats';
import { FORMATS } from '../../../nodes/MicrosoftDefenderMssp/formats';
import type { FormatDocument } from '../../../nodes/MicrosoftDefenderMssp/formats/format';
import type { MessageFormat } from '../../../nodes/MicrosoftDefenderMssp/messages/formats';
import { MESSAGE_FORMATS } from '../../../nodes/MicrosoftDefenderMssp/messages/formats';
import { readContent } from '../../../nodes/MicrosoftDefenderMssp/messages/readContent';
import { CONTOSO, everyValueOf } from '../core/builders';
import { decodeCef, decodeHtml, decodeMarkdown, decodeSlack } from './decode';

export type Target = 'item' | MessageFormat | FormatName;

/** Whether Simplify was on in the item that the output was made of. */
export type Source = 'simplified' | 'raw';

/** Something that a user can have of an alert. */
export interface Output {
	/** `ecs of the raw item`. */
	name: string;
	target: Target;
	source: Source;
	/** What a reader of the output reads, without anything that only its transport needs. */
	read: (alert: JsonObject) => string;
}

export const MESSAGES = Object.keys(MESSAGE_FORMATS) as MessageFormat[];
export const DOCUMENTS = Object.keys(FORMATS) as FormatName[];
/** Rows and lines with a fixed set of fields. */
export const LINES: readonly Target[] = ['siem', 'cef', 'leef'];

const TARGETS: readonly Target[] = ['item', ...MESSAGES, ...DOCUMENTS];
const SOURCES: readonly Source[] = ['simplified', 'raw'];

/** Every output, from the item with Simplify on and from the one with Simplify off. */
export const OUTPUTS: readonly Output[] = SOURCES.flatMap((source) =>
	TARGETS.map((target) => ({
		name: `${target} of the ${source} item`,
		target,
		source,
		read: (alert: JsonObject) => readOf(target)(itemOf(alert, source === 'simplified')),
	})),
);

/** An alert that says nothing itself of what its evidence is about. */
export const alertWith = (evidence: unknown): JsonObject => ({
	id: 'da639031996377211305_-104477221',
	incidentId: '4711',
	tenantId: CONTOSO.id,
	title: 'Odd things at a customer',
	severity: 'medium',
	status: 'new',
	category: 'Execution',
	serviceSource: 'microsoftDefenderForEndpoint',
	createdDateTime: '2026-01-05T08:47:17.7211305Z',
	lastUpdateDateTime: '2026-01-05T08:47:19.3266667Z',
	evidence,
});

/** The item of the alert as a workflow passes it on. */
export const itemOf = (raw: JsonObject, simplify: boolean): JsonObject =>
	JSON.parse(
		JSON.stringify(
			alertItem({ raw, simple: simplifyGraphAlert(raw) }, CONTOSO, {
				portalUrl: 'https://security.microsoft.com',
				simplify,
			}),
		),
	) as JsonObject;

/** What makes each message of an item, with as much as its product takes; the item is read once. */
export function messagesOf(item: JsonObject): (format: MessageFormat) => object {
	const content = readContent(item, {
		includeButtons: false,
		includeDescription: true,
		maxEvidence: 10_000,
	});
	if (content === undefined) throw new Error('There is nothing to tell.');
	return (format) => MESSAGE_FORMATS[format](content);
}

export const messageOf = (format: MessageFormat, item: JsonObject): object => messagesOf(item)(format);

/** What makes the documents of each format of an item, which is read once. */
export function documentsOfAll(item: JsonObject): (format: FormatName) => FormatDocument[] {
	const routed = readRoutedItem(item);
	if (routed === undefined) throw new Error('The item has neither alert nor incident.');
	return (format) => FORMATS[format].documents(routed);
}

export const documentsOf = (format: FormatName, item: JsonObject): FormatDocument[] =>
	documentsOfAll(item)(format);

const isMessage = (target: Target): target is MessageFormat => target in MESSAGE_FORMATS;

const readOf =
	(target: Target) =>
	(item: JsonObject): string => {
		if (target === 'item') return textsIn(item);
		const made = isMessage(target) ? messageOf(target, item) : documentsOf(target, item);
		return (DECODERS[target] ?? same)(textsIn(made));
	};

const DECODERS: Partial<Record<Target, (text: string) => string>> = {
	slack: decodeSlack,
	markdown: decodeMarkdown,
	html: decodeHtml,
	cef: decodeCef,
};

const same = (text: string): string => text;

/** Every value of a JSON document, a line each; names of properties are no values. JSON within a text is looked into. */
function textsIn(document: unknown): string {
	return everyValueOf(document)
		.flatMap((value) => {
			if (typeof value === 'number') return [String(value)];
			if (typeof value !== 'string') return [];
			const inside: unknown = /^[[{]/.test(value) ? parsed(value) : value;
			return [typeof inside === 'object' ? textsIn(inside) : value];
		})
		.join('\n');
}
