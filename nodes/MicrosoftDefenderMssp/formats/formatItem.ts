import type { AlertItem, EventItem, HeldRecord, IncidentItem } from '../core/item';
import type { RoutedItem } from '../core/routedItem';
import type { FormatDocument } from './format';
import type { FormatName } from './index';
import { FORMATS } from './index';

/**
 * An item with what it is in the format, under the format's name: one item for each document, and as it was without a
 * format. The record gives the format all the evidence, also where the item is simplified.
 */
export function formatItem(
	item: AlertItem | EventItem | IncidentItem,
	{ raw, simple }: HeldRecord,
	format: FormatName | undefined,
): object[] {
	if (format === undefined) return [item];
	const { tenant, links } = item;
	const event = 'event' in item ? item.event : undefined;
	const record = 'customTags' in simple ? { incident: simple } : { alert: simple };
	return unfold(item, FORMATS[format].documents({ tenant, links, raw, event, ...record }), format);
}

/** What an item is in the format, beside what is to stay of the item. */
export const formatRouted = (rest: object, item: RoutedItem, format: FormatName): object[] =>
	unfold(rest, FORMATS[format].documents(item), format);

/** Several documents of one item tell which of them they are, because they share its event and its alert. */
function unfold(rest: object, documents: FormatDocument[], format: FormatName): object[] {
	const of = documents.length;
	return documents.map((document, index) => ({
		...rest,
		[format]: document,
		...(of > 1 && { part: { number: index + 1, of } }),
	}));
}
