import { text } from '../core/json';

/** A link that may be clicked. */
export interface MessageLink {
	label: string;
	url: string;
}

/** Longer addresses than this are no portal pages, and would fill a message. */
const LONGEST_URL = 1000;

/**
 * The link, if its address is https and parses; none otherwise. What has a meaning in the markup of any product is
 * percent-encoded, so that the address ends where it ends.
 */
export function linkTo(label: string, value: unknown): MessageLink[] {
	const written = text(value) ?? '';
	if (!URL.canParse(written)) return [];
	const { protocol, username, password, href } = new URL(written);
	if (protocol !== 'https:' || username !== '' || password !== '') return [];
	const url = href.replace(/[^\w\-.~:/?#@!$&*+,=%]/g, percentEncoded);
	return url.length <= LONGEST_URL && URL.canParse(url) ? [{ label, url }] : [];
}

/** `encodeURIComponent` leaves parentheses alone, which end an address in Markdown. An `href` is ASCII. */
const percentEncoded = (character: string): string =>
	`%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
