import { FORMATS, type FormatName } from '../../../nodes/MicrosoftDefenderMssp/formats';
import type { FormatDocument } from '../../../nodes/MicrosoftDefenderMssp/formats/format';
import { cefProblems } from './cefProblems';
import { ecsProblems } from './ecsProblems';
import { hecProblems } from './hecProblems';
import { leefProblems } from './leefProblems';
import { ocsfProblems } from './ocsfProblems';
import { siemProblems } from './siemProblems';

/** What each format's documents are checked by: those of the samples, and of hostile and huge items. */
const PROBLEMS: Record<FormatName, (document: never) => string[]> = {
	siem: siemProblems,
	cef: cefProblems,
	leef: leefProblems,
	splunkHec: hecProblems,
	ecs: ecsProblems,
	ocsf: ocsfProblems,
};

export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];

/** What is wrong with documents of the format; that there are none is wrong too. */
export function problemsOf(format: FormatName, documents: FormatDocument[]): string[] {
	// SAFETY: each check takes what its own format makes.
	const check = PROBLEMS[format] as (document: FormatDocument) => string[];
	return documents.length === 0 ? ['no document'] : documents.flatMap(check);
}
