import type { JsonObject } from '../core/json';
import type { RoutedItem } from '../core/routedItem';

/** What another system makes of an alert or incident: JSON objects, or lines of text. */
export type FormatDocument = JsonObject | string;

/** What a user may choose about the documents of some formats. */
export interface FormatOptions {
	/** ECS: also the fields by which Elastic's own integration and its prebuilt rules know alerts of Defender. */
	elasticIntegrationFields?: boolean;
	/** Splunk HEC: the service's own object, as the Splunk Add-on for Microsoft Security sends it. */
	splunkAddOnEvents?: boolean;
}

/** A pure mapping of items to what another system takes. */
export interface Format {
	/** For people, in title case. */
	title: string;
	description: string;
	/** Never throws, whatever the service sent; strings in it are well-formed Unicode. */
	documents: (item: RoutedItem, options?: FormatOptions) => FormatDocument[];
}
