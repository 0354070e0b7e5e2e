/** A kind of thing that must not be in a repository, and where it is. */
export interface Finding {
	category: string;
	line: number;
}

/** Six hex digits alike in a row: nobody's GUID looks like that by chance (about once in 600,000). */
const INVENTED_GUID = /([0-9a-f])\1{5}/i;

/**
 * Application ids that Microsoft publishes for its own services: Windows Azure Active Directory (Azure AD Graph), Microsoft
 * Graph, WindowsDefenderATP, Microsoft Threat Protection, Microsoft Partner Center.
 */
const MICROSOFT_APP_IDS = new Set([
	'00000002-0000-0000-c000-000000000000',
	'00000003-0000-0000-c000-000000000000',
	'fc780465-2017-40d4-a0c5-307022471b92',
	// Entra's built-in role Security Reader.
	'5d6b6bb7-de71-4623-b4af-96380a352509',
	'8ee8fdad-f234-4243-8f3b-15c294843740',
	'fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd',
]);

const GUID = /(?<![0-9a-f-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f-])/gi;

/** Domains that belong to nobody (RFC 2606), those of Microsoft's invented companies, and OData's annotations (`x@odata.type`). */
const INVENTED_DOMAIN = /^odata\.\w+$|(^|\.)(example|example\.(com|org|net)|contoso\.com)$/i;

/** Tenants of Microsoft's invented companies, and of Defender's own identifier. */
const INVENTED_TENANT = /^(contoso|fabrikam|northwind|securitycenter)\./i;

/** Of nobody: documentation (RFC 5737), this machine, private and link-local networks; 128.0.0.1 is the tests' almost local. */
const NOBODYS_ADDRESS =
	/^(192\.0\.2|198\.51\.100|203\.0\.113|0\.0\.0|10\.\d+\.\d+|127\.\d+\.\d+|128\.0\.0|169\.254\.\d+|172\.(1[6-9]|2\d|3[01])\.\d+|192\.168\.\d+)\./;

interface Rule {
	category: string;
	pattern: RegExp;
	/** Matches that are fine. */
	allowed?: (match: string) => boolean;
}

const RULES: Rule[] = [
	{
		category: "folder of a developer's machine",
		pattern:
			/(?<![\w.:/-])\/(home|Users)\/[\w.-]+|[A-Z]:\\{1,2}Users\\{1,2}[\w.-]+|(?<![\w.:/-])\/root\/[\w.-]+/g,
		// Pages of n8n's editor, and the users of the sample alerts.
		allowed: (match) => /^\/home\/(workflows|credentials|executions)$|\\(Public|kim)$/.test(match),
	},
	{
		category: 'private key',
		pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[A-Za-z0-9+/=\s]{100,}/g,
	},
	{ category: 'token', pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]*/g },
	{ category: 'refresh token of Microsoft', pattern: /\b[01]\.A[A-Za-z0-9_-]{60,}/g },
	{ category: 'client secret of Microsoft', pattern: /\b[\w~.-]{3}8Q~[\w~.-]{30,}/g },
	{
		category: 'GUID that is neither published by Microsoft nor plainly invented',
		pattern: GUID,
		allowed: (guid) => INVENTED_GUID.test(guid) || MICROSOFT_APP_IDS.has(guid.toLowerCase()),
	},
	{
		category: 'mail address or sign-in name of nobody invented',
		// Not what stands before the host of a URL, where an @ means something else.
		pattern: /(?<![\w.%+:/-])[\w.%+-]+@[a-z\d-]+(\.[a-z\d-]+)*\.[a-z]{2,}\b/gi,
		allowed: (mail) => INVENTED_DOMAIN.test(mail.split('@')[1] ?? ''),
	},
	{
		category: 'tenant of nobody invented',
		pattern: /\b[a-z\d-]+\.onmicrosoft\.(com|us|cn)\b/gi,
		allowed: (domain) => INVENTED_TENANT.test(domain),
	},
	{
		category: 'IP address of somebody',
		pattern: /(?<![\d.])((25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])/g,
		allowed: (address) => NOBODYS_ADDRESS.test(address),
	},
];

/** What in a text should not be published. Never gives the text itself, because it may be secret. */
export function findings(text: string): Finding[] {
	return RULES.flatMap(({ category, pattern, allowed }) =>
		[...text.matchAll(pattern)]
			.filter(([match]) => allowed?.(match) !== true)
			.map(({ index }) => ({ category, line: text.slice(0, index).split('\n').length })),
	);
}
