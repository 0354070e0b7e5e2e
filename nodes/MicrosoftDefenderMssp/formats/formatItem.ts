import type { AlertItem, EventItem, HeldRecord, IncidentItem } from '../core/item';
import type { RoutedItem } from '../core/routedItem';
import type { FormatDocument } from './format';
import { FORMATS } from './index';
import type { ChosenFormat } from './readFormat';

/**
 * An item with what it is in the format, under the format's name: one item for each document, and as it was without a
 * format. The record gives the format all the evidence, also where the item is simplified.
 */
export function formatItem(
	item: AlertItem | EventItem | IncidentItem,
	{ raw, simple }: HeldRecord,
	format: ChosenFormat | undefined,
): object[] {
	if (format === undefined) return [item];
	const { tenant, links } = item;
	const event = 'event' in item ? item.event : undefined;
	const record = 'customTags' in simple ? { incident: simple } : { alert: simple };
	return unfold(item, documentsOf({ tenant, links, raw, event, ...record }, format), format);
}

/** What an item is in the format, beside what is to stay of the item. */
export const formatRouted = (rest: object, item: RoutedItem, format: ChosenFormat): object[] =>
	unfold(rest, documentsOf(item, format), format);

const documentsOf = (item: RoutedItem, { name, options }: ChosenFormat): FormatDocument[] =>
	FORMATS[name].documents(item, options);

/** Several documents of one item tell which of them they are, because they share its event and its alert. */
function unfold(rest: object, documents: FormatDocument[], { name }: ChosenFormat): object[] {
	const of = documents.length;
	return documents.map((document, index) => ({
		...rest,
		[name]: document,
		...(of > 1 && { part: { number: index + 1, of } }),
	}));
}
