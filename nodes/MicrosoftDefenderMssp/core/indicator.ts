/** Kinds of indicators, as Defender for Endpoint calls them. */
export const INDICATOR_TYPES = [
	'CertificateThumbprint',
	'DomainName',
	'FileMd5',
	'FileSha1',
	'FileSha256',
	'IpAddress',
	'Url',
] as const;

export type IndicatorType = (typeof INDICATOR_TYPES)[number];

/** What a device does when it meets the indicator; the names that Defender keeps for older ones are left out. */
export const INDICATOR_ACTIONS = ['Allowed', 'Audit', 'Block', 'BlockAndRemediate', 'Warn'] as const;

export type IndicatorAction = (typeof INDICATOR_ACTIONS)[number];

export const INDICATOR_SEVERITIES = ['Informational', 'Low', 'Medium', 'High'] as const;

/** An indicator as it is sent. Source: Defender API "submit or update indicator". */
export interface Indicator {
	indicatorValue: string;
	indicatorType: IndicatorType;
	action: IndicatorAction;
	title: string;
	description: string;
	severity?: (typeof INDICATOR_SEVERITIES)[number];
	/** Normalized timestamp. */
	expirationTime?: string;
	recommendedActions?: string;
	generateAlert?: boolean;
	/** Only taken from a new indicator. */
	application?: string;
	rbacGroupNames?: string[];
	educateUrl?: string;
}

/** Whether two letter cases of the value are one indicator. The path of a URL is the only part where they are not. */
const hasCase = (type: string): boolean => type === 'Url';

/** The same for indicators that the service holds for one: it keeps one of each value and type. */
export function indicatorKey({ indicatorValue, indicatorType }: IndicatorName): string {
	const value = hasCase(indicatorType) ? indicatorValue : indicatorValue.toLowerCase();
	return `${indicatorType} ${value}`;
}

export interface IndicatorName {
	indicatorValue: string;
	indicatorType: string;
}
