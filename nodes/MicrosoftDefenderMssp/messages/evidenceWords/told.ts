import { text } from '../../core/json';
import type { Evidence } from '../../core/evidence/evidence';
import { fitted, LONGEST, shown } from '../words';

/** A part of a line of evidence: what it says, and the values of the service that are told by that. */
export interface Told {
	words: string;
	values: readonly string[];
}

/** How evidence of one kind is told. */
export interface EvidenceWords {
	/** What a person calls it, small: `process`, `URL`. */
	label: string;
	/** What everybody wants to know, what names it first; its name or ID where this is absent. */
	tell?: (piece: Evidence) => Told[];
	/** What only a long line has room for. */
	more?: (piece: Evidence) => Told[];
}

export type EvidenceTable = Readonly<Record<string, EvidenceWords>>;

/** The value with words in front, or nothing where there is no value. */
export function told(value: unknown, before = '', write: (value: string) => string = same): Told[] {
	const written = text(value);
	const words = written === undefined ? undefined : shown(write(written), LONGEST.part);
	return words === undefined || written === undefined
		? []
		: [{ words: `${before}${words}`, values: [written] }];
}

const same = (value: string): string => value;

/** Several values as one part. */
export function toldTogether(
	values: ReadonlyArray<string | undefined>,
	join: (known: string[]) => string,
	before = '',
): Told[] {
	const known = values.filter((value) => value !== undefined);
	const words = known.length === 0 ? undefined : shown(join(known), LONGEST.part);
	return words === undefined ? [] : [{ words: `${before}${words}`, values: known }];
}

/** A list, in a simplified item already joined. */
export const toldList = (value: unknown, before = ''): Told[] =>
	Array.isArray(value)
		? toldTogether(
				value.map(text).filter((one) => one !== undefined),
				(known) => known.join(', '),
				before,
			)
		: told(value, before);

/** What people call it, else what identifies it. */
export const namedOrIdentified = ({ name, id }: Evidence): Told[] => told(name ?? id);

/** The text where a text of any length may stand: in quotes, which close it also where it is cut. */
export const quoted = (value: string): string => `"${fitted(value, LONGEST.part - 2)}"`;
