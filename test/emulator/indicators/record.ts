import { isIP } from 'node:net';

import { formatTicks, parseTicks } from '../alerts/timestamp';
import { ticksNow } from '../records/input';

export const indicatorTypes = [
	'FileSha1',
	'FileSha256',
	'FileMd5',
	'CertificateThumbprint',
	'IpAddress',
	'DomainName',
	'Url',
] as const;
/** The two last are names of old. */
export const indicatorActions = [
	'Allowed',
	'Audit',
	'Warn',
	'Block',
	'BlockAndRemediate',
	'Alert',
	'AlertAndBlock',
] as const;
export const indicatorSeverities = ['Informational', 'Low', 'Medium', 'High'] as const;

/** An indicator as Defender shows it. */
export interface IndicatorRecord {
	id: string;
	indicatorValue: string;
	indicatorType: (typeof indicatorTypes)[number];
	action: (typeof indicatorActions)[number];
	title: string;
	description: string;
	application: string | null;
	severity: (typeof indicatorSeverities)[number];
	recommendedActions: string | null;
	generateAlert: boolean;
	educateUrl: string | null;
	rbacGroupNames: string[];
	rbacGroupIds: string[];
	expirationTime: string | null;
	creationTimeDateTimeUtc: string;
	lastUpdateTime: string;
	/** Client id of an app, or name of a user. */
	createdBy: string;
	createdByDisplayName: string;
	lastUpdatedBy: string | null;
	source: string;
	sourceType: 'User' | 'AadApp';
}

export type IndicatorInput = Partial<IndicatorRecord>;

/** A complete indicator around the properties given. */
export function newIndicatorRecord(input: IndicatorInput, now: number, id: string): IndicatorRecord {
	const created = formatTicks(ticksNow(now));
	const createdBy = input.createdBy ?? 'kim@contoso.example';
	return {
		id,
		indicatorValue: 'evil.example',
		indicatorType: 'DomainName',
		action: 'Audit',
		title: 'Suspicious domain',
		description: 'Seen in a mail campaign',
		application: null,
		severity: 'Informational',
		recommendedActions: null,
		generateAlert: true,
		educateUrl: null,
		rbacGroupNames: [],
		rbacGroupIds: [],
		expirationTime: null,
		creationTimeDateTimeUtc: created,
		lastUpdateTime: created,
		createdBy,
		createdByDisplayName: createdBy,
		lastUpdatedBy: null,
		source: createdBy,
		sourceType: 'User',
		...input,
	};
}

/** Expired indicators are gone from the list and from the count. */
export function isActive({ expirationTime }: IndicatorRecord, now: number): boolean {
	return expirationTime === null || Date.parse(expirationTime) > now;
}

/** The code and text that Defender refuses the value with; undefined when it fits its type. */
export function refusedValue(
	type: IndicatorRecord['indicatorType'],
	value: string,
): { code: string; message: string } | undefined {
	if (fitsType(type, value)) return undefined;
	const codes = {
		IpAddress: 'InvalidIpAddress',
		DomainName: 'InvalidDomainName',
		Url: 'InvalidUrl',
	} as const;
	const code = type in codes ? codes[type as keyof typeof codes] : 'InvalidHashValue';
	return { code, message: `The value '${value}' is not a valid ${type}.` };
}

const digits: Partial<Record<IndicatorRecord['indicatorType'], number>> = {
	FileMd5: 32,
	FileSha1: 40,
	FileSha256: 64,
	CertificateThumbprint: 40,
};

function fitsType(type: IndicatorRecord['indicatorType'], value: string): boolean {
	if (type === 'IpAddress') return isIP(value) !== 0;
	if (type === 'DomainName') return /^([a-z0-9-]+\.)+[a-z][a-z0-9-]+$/i.test(value);
	if (type === 'Url') return /^https?:\/\/[^/\s]+\S*$/i.test(value);
	return value.length === digits[type] && /^[0-9a-f]+$/i.test(value);
}

/** Whether a text is a DateTimeOffset. */
export const isTime = (text: string): boolean => parseTicks(text) !== undefined;
