import type { JsonObject } from '../core/json';
import type { RoutedItem } from '../core/routedItem';

/** What another system makes of an alert or incident: JSON objects, or lines of text. */
export type FormatDocument = JsonObject | string;

/** A pure mapping of items to what another system takes. */
export interface Format {
	/** For people, in title case. */
	title: string;
	description: string;
	/** Never throws, whatever the service sent; strings in it are well-formed Unicode. */
	documents: (item: RoutedItem) => FormatDocument[];
}
