import { entryOf } from '../core/knownWords';

/** A value of OCSF: the number, and the caption that goes with it. */
export interface Enumerated {
	id: number;
	caption: string;
}

type Table = Readonly<Record<string, Enumerated>>;

const UNKNOWN: Enumerated = { id: 0, caption: 'Unknown' };

/** As OCSF wants it: no value is Unknown, one that OCSF has no word for is Other (99) with the source's own word. */
function enumerated(table: Table, value: string | undefined): Enumerated {
	if (value === undefined) return UNKNOWN;
	return entryOf(table, value) ?? { id: 99, caption: value };
}

const SEVERITIES: Table = {
	unknown: UNKNOWN,
	informational: { id: 1, caption: 'Informational' },
	low: { id: 2, caption: 'Low' },
	medium: { id: 3, caption: 'Medium' },
	high: { id: 4, caption: 'High' },
	critical: { id: 5, caption: 'Critical' },
};

/** `active` is what an incident is called before anybody works on it. */
const STATUSES: Table = {
	unknown: UNKNOWN,
	new: { id: 1, caption: 'New' },
	active: { id: 1, caption: 'New' },
	inProgress: { id: 2, caption: 'In Progress' },
	resolved: { id: 4, caption: 'Resolved' },
};

const ACTIVITIES: Table = {
	created: { id: 1, caption: 'Create' },
	updated: { id: 2, caption: 'Update' },
	resolved: { id: 3, caption: 'Close' },
};

const TRUE_POSITIVE: Enumerated = { id: 2, caption: 'True Positive' };
const BENIGN: Enumerated = { id: 5, caption: 'Benign' };

const VERDICTS: Table = {
	unknown: UNKNOWN,
	falsePositive: { id: 1, caption: 'False Positive' },
	truePositive: TRUE_POSITIVE,
	informationalExpectedActivity: BENIGN,
};

/**
 * OCSF has no word for `malicious`. Whoever filters by number would not find it under Other, which may be anything; True Positive
 * is what OCSF calls a finding that proved right.
 */
const EVIDENCE_VERDICTS: Table = {
	unknown: UNKNOWN,
	malicious: TRUE_POSITIVE,
	suspicious: { id: 4, caption: 'Suspicious' },
	noThreatsFound: BENIGN,
};

const RISKS: Table = {
	informational: { id: 0, caption: 'Info' },
	low: { id: 1, caption: 'Low' },
	medium: { id: 2, caption: 'Medium' },
	high: { id: 3, caption: 'High' },
};

/** As the portal colours the score. Source: Microsoft Learn, "Prioritize incidents in the Microsoft Defender portal". */
export function priorityOf(score: number): Enumerated {
	if (score > 85) return { id: 3, caption: 'High' };
	return score < 15 ? { id: 1, caption: 'Low' } : { id: 2, caption: 'Medium' };
}

/** The two attributes of an enumeration: the number, and the caption under the name without `_id`. */
export const pair = (name: string, { id, caption }: Enumerated): Record<string, number | string> => ({
	[`${name}_id`]: id,
	[name]: caption,
});

export const severityOf = (value?: string): Enumerated => enumerated(SEVERITIES, value);
export const statusOf = (value?: string): Enumerated => enumerated(STATUSES, value);
export const activityOf = (eventType?: string): Enumerated => enumerated(ACTIVITIES, eventType);
export const verdictOf = (classification?: string): Enumerated => enumerated(VERDICTS, classification);
export const evidenceVerdictOf = (value?: string): Enumerated => enumerated(EVIDENCE_VERDICTS, value);

/** Risk scores are words in either service, with a capital letter or without. `none` is no risk level of OCSF. */
export function riskOf(value: string | undefined): Enumerated | undefined {
	const word = value?.toLowerCase();
	return word === undefined || word === 'none' ? undefined : enumerated(RISKS, word);
}

/** How a platform begins that OCSF has a type for; the longer names first. */
const PLATFORMS: ReadonlyArray<readonly [string, Enumerated]> = [
	['windows', { id: 100, caption: 'Windows' }],
	['linux', { id: 200, caption: 'Linux' }],
	['android', { id: 201, caption: 'Android' }],
	['macos', { id: 300, caption: 'macOS' }],
	['ios', { id: 301, caption: 'iOS' }],
];

export function platformOf(platform: string): Enumerated {
	const found = PLATFORMS.find(([start]) => platform.toLowerCase().startsWith(start));
	return found?.[1] ?? { id: 99, caption: platform };
}

const REGISTRY_TYPES = [
	'REG_BINARY',
	'REG_DWORD',
	'REG_DWORD_BIG_ENDIAN',
	'REG_EXPAND_SZ',
	'REG_LINK',
	'REG_MULTI_SZ',
	'REG_NONE',
	'REG_QWORD',
] as const;

/** `REG_SZ` is 10, because OCSF counts a type twice. */
export function registryTypeOf(type: string): Enumerated {
	const index = (REGISTRY_TYPES as readonly string[]).indexOf(type);
	return { id: type === 'REG_SZ' ? 10 : index === -1 ? 99 : index + 1, caption: type };
}
