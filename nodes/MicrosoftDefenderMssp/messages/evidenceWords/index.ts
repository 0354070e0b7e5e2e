import { lowerCase } from '../words';
import { CLOUD_WORDS } from './cloud';
import { DEVICE_WORDS } from './device';
import { IDENTITY_WORDS } from './identity';
import { MAIL_WORDS } from './mail';
import { NETWORK_WORDS } from './network';
import type { EvidenceTable, EvidenceWords } from './told';

/**
 * How each kind of evidence is told. A kind that is not here is told by its name, its ID and the texts in it, so that a type to
 * come needs an entry only for better words.
 */
export const EVIDENCE_WORDS: EvidenceTable = {
	...DEVICE_WORDS,
	...IDENTITY_WORDS,
	...NETWORK_WORDS,
	...MAIL_WORDS,
	...CLOUD_WORDS,
};

/** Labels are no place for texts that somebody chose: only for what can be the name of a type. */
const TYPE_NAME = /^[A-Za-z][A-Za-z0-9]{0,59}$/;

/** The words for this kind; undefined where all that can be told is what its type is called. */
export const wordsOf = (kind: string): EvidenceWords | undefined =>
	Object.hasOwn(EVIDENCE_WORDS, kind) ? EVIDENCE_WORDS[kind] : undefined;

/** What a person calls evidence of this kind: `URL`, `quantum computer`. */
export const labelOf = (kind: string): string =>
	wordsOf(kind)?.label ?? (TYPE_NAME.test(kind) ? lowerCase(kind) : 'evidence');
