import type { Failure } from './failure';
import type { JsonObject } from './json';
import { text } from './json';
import { knownWords } from './knownWords';
import { allOf, anyOf, odataString } from './odata';
import { readDate, words } from './parameters';
import type { Result } from './result';
import { succeed } from './result';
import { checkTexts, filledIn } from './textFields';

/** Which devices to list; an absent or empty criterion lets every one through. */
export interface DeviceFilter {
	healthStatuses: string[];
	osPlatforms: string[];
	riskScores: string[];
	exposureLevels: string[];
	onboardingStatuses: string[];
	/** Names; the service can only be asked for their numbers, so this is looked at here. */
	deviceGroups: string[];
	/** One of them is enough. */
	tags: string[];
	/** Normalized timestamp, inclusive. */
	lastSeenAfter?: string;
	name?: string;
	nameStartsWith?: string;
}

/** The values of a device that have a fixed set, as Defender for Endpoint spells them ("machine" resource). */
export const DEVICE_WORDS = {
	healthStatuses: [
		'Active',
		'ImpairedCommunication',
		'Inactive',
		'NoSensorData',
		'NoSensorDataImpairedCommunication',
		'Unknown',
	],
	riskScores: ['High', 'Informational', 'Low', 'Medium', 'None'],
	exposureLevels: ['High', 'Low', 'Medium', 'None'],
	// The reference writes 'onboarded'; the service itself, and everyone who asks it, 'Onboarded'.
	onboardingStatuses: ['CanBeOnboarded', 'InsufficientInfo', 'Onboarded', 'Unsupported'],
} as const;

const LABELS = {
	texts: { name: 'Name', nameStartsWith: 'Name Starts With' },
	lists: {
		healthStatuses: 'Health Statuses',
		riskScores: 'Risk Scores',
		exposureLevels: 'Exposure Levels',
		onboardingStatuses: 'Onboarding Statuses',
		osPlatforms: 'OS Platforms',
		deviceGroups: 'Device Groups',
		tags: 'Tags',
	},
} as const;

/** Reads collection `filters` of Device: Get Many. */
export function readDeviceFilter(filters: JsonObject, timezone: string): Result<DeviceFilter, Failure> {
	const texts = checkTexts(filters, LABELS);
	if (!texts.ok) return texts;
	const chosen = {
		healthStatuses: words(filters.healthStatuses),
		riskScores: words(filters.riskScores),
		exposureLevels: words(filters.exposureLevels),
		onboardingStatuses: words(filters.onboardingStatuses),
	};
	for (const name of Object.keys(chosen) as Array<keyof typeof chosen>) {
		const known = knownWords<string>(chosen[name], LABELS.lists[name], DEVICE_WORDS[name]);
		if (!known.ok) return known;
	}
	const lastSeenAfter = readDate(filters.lastSeenAfter, 'Last Seen After', timezone);
	if (!lastSeenAfter.ok) return lastSeenAfter;
	return succeed({
		...chosen,
		osPlatforms: words(filters.osPlatforms),
		deviceGroups: words(filters.deviceGroups),
		tags: words(filters.tags),
		lastSeenAfter: lastSeenAfter.value,
		name: filledIn(filters.name),
		nameStartsWith: filledIn(filters.nameStartsWith),
	});
}

/** The filter in the service's query language. Source: Defender "list machines", "OData queries". */
export function deviceQuery(filter: DeviceFilter): string | undefined {
	const { name, nameStartsWith, lastSeenAfter } = filter;
	return allOf([
		anyOf('healthStatus', filter.healthStatuses),
		anyOf('osPlatform', filter.osPlatforms),
		anyOf('riskScore', filter.riskScores),
		anyOf('exposureLevel', filter.exposureLevels),
		anyOf('onboardingStatus', filter.onboardingStatuses),
		taggedWith(filter.tags),
		lastSeenAfter && `lastSeen ge ${lastSeenAfter}`,
		name && anyOf('computerDnsName', spellings(name)),
		nameStartsWith && startsWith('computerDnsName', nameStartsWith),
	]);
}

/** Asks for the devices of this name, which may be without its domain. */
export function nameQuery(name: string): string {
	const whole = anyOf('computerDnsName', spellings(name)) ?? '';
	return name.includes('.') ? whole : `${whole} or ${startsWith('computerDnsName', `${name}.`)}`;
}

/** Whether a device is in one of the groups, which are named in whatever case. */
export function isInGroup({ rbacGroupName }: JsonObject, groups: string[]): boolean {
	const name = text(rbacGroupName)?.toLowerCase();
	return groups.length === 0 || groups.some((group) => group.toLowerCase() === name);
}

/** Comparisons mind the case, and the service keeps most names in lower case. */
const spellings = (name: string): string[] => [...new Set([name, name.toLowerCase()])];

function startsWith(field: string, start: string): string {
	const terms = spellings(start).map((spelling) => `startswith(${field},${odataString(spelling)})`);
	return terms.length > 1 ? `(${terms.join(' or ')})` : terms.join('');
}

function taggedWith(tags: string[]): string | undefined {
	const terms = tags.map((tag) => `machineTags/any(tag: tag eq ${odataString(tag)})`);
	return terms.length > 1 ? `(${terms.join(' or ')})` : terms[0];
}
