import type { Failure } from '../core/failure';
import { configurationFailure } from '../core/failure';
import type { Indicator, IndicatorType } from '../core/indicator';
import { INDICATOR_TYPES } from '../core/indicator';
import { isInternalIp, isIp } from '../core/ipAddress';
import { knownWord } from '../core/knownWords';
import { requiredText } from '../core/textFields';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import { isTenantGuid, isTenantIdOrDomain } from '../core/tenant';

/** Hex digits of a hash, by the type of indicator. */
const DIGITS = { FileMd5: 32, FileSha1: 40, FileSha256: 64, CertificateThumbprint: 40 } as const;

const isHash = (value: string, digits: number): boolean =>
	value.length === digits && /^[0-9a-f]+$/i.test(value);

/** By type, whether a value can be one, and how it must look. */
const FORMS: Record<IndicatorType, { fits: (value: string) => boolean; looks: string }> = {
	FileMd5: hashForm('FileMd5'),
	FileSha1: hashForm('FileSha1'),
	FileSha256: hashForm('FileSha256'),
	CertificateThumbprint: hashForm('CertificateThumbprint'),
	IpAddress: { fits: isIp, looks: 'one IPv4 or IPv6 address' },
	DomainName: { fits: isDomain, looks: 'a domain such as evil.example' },
	Url: { fits: isWebAddress, looks: 'an address that begins with http:// or https://' },
};

/** The order matters: an IPv4 address is never a domain, and a hash has no dot. A thumbprint looks like a SHA-1. */
const DETECTED = ['IpAddress', 'FileMd5', 'FileSha1', 'FileSha256', 'Url', 'DomainName'] as const;

/**
 * An indicator's value with its type, `detect` for the type that the value shows. The failure says why the service would
 * refuse it or could do nothing with it. Source: Defender "create indicators": no CIDR, no internal addresses.
 */
export function readIndicatorName(
	value: unknown,
	type: unknown,
): Result<Pick<Indicator, 'indicatorValue' | 'indicatorType'>, Failure> {
	const typed = requiredText(value, 'Indicator', `Enter a ${LOOKS_OF_ALL}, or an expression that gives one.`);
	if (!typed.ok) return typed;
	const indicatorValue = typed.value;
	const given = knownWord(type, 'Type', ['detect', ...INDICATOR_TYPES]);
	if (!given.ok) return given;
	const indicatorType =
		given.value === 'detect'
			? DETECTED.find((candidate) => FORMS[candidate].fits(indicatorValue))
			: given.value;
	if (indicatorType === undefined) return fail(unreadable(indicatorValue, `no ${LOOKS_OF_ALL}`));
	const { fits, looks } = FORMS[indicatorType];
	if (!fits(indicatorValue)) return fail(unreadable(indicatorValue, `not ${looks}`));
	if (indicatorType === 'IpAddress' && isInternalIp(indicatorValue)) return fail(internal(indicatorValue));
	return succeed({ indicatorValue, indicatorType });
}

/** Every way in which the service may have been given the value, because its filter compares letter by letter. */
export const spellings = (value: string): string[] => [
	...new Set([value, value.toLowerCase(), value.toUpperCase()]),
];

function hashForm(type: keyof typeof DIGITS) {
	const digits = DIGITS[type];
	return { fits: (value: string) => isHash(value, digits), looks: `${digits} hexadecimal digits` };
}

function isDomain(value: string): boolean {
	// A URL takes the domain out of whatever stands around it.
	if (/[\s/?#@:\\]/.test(value) || !URL.canParse(`http://${value}`)) return false;
	const ascii = new URL(`http://${value}`).hostname;
	return isTenantIdOrDomain(ascii) && !isTenantGuid(ascii);
}

export function isWebAddress(value: string): boolean {
	if (!/^https?:\/\/\S+$/i.test(value) || !URL.canParse(value)) return false;
	const { hostname } = new URL(value);
	return isIp(hostname.replace(/^\[|\]$/g, '')) || isDomain(hostname);
}

const LOOKS_OF_ALL = 'file hash (MD5, SHA-1, SHA-256), IP address, domain or URL';

function unreadable(value: string, why: string): Failure {
	const isRange = /^[\da-f.:]+\/\d+$/i.test(value);
	const isDefanged = /\[\.\]|^hxxps?:/i.test(value);
	const remedy = isRange
		? 'Defender for Endpoint takes no ranges of addresses: give each address as an indicator of its own.'
		: isDefanged
			? 'Write it as it really is, with plain dots and http instead of hxxp.'
			: "Correct the value, or choose the 'Type' that it has.";
	return configurationFailure(`'Indicator' has the value '${value.slice(0, 200)}', which is ${why}.`, remedy);
}

const internal = (ip: string): Failure =>
	configurationFailure(
		`'Indicator' has the value '${ip}', which is an internal address.`,
		'Defender for Endpoint takes only addresses of the internet as indicators. To cut off a device, isolate it.',
	);
