import { createHash } from 'node:crypto';

/** Where a made-up value is to stand. */
export interface Place {
	/** The type that declares the property. */
	owner: string;
	name: string;
	/** Different at every place of one object. */
	number: number;
	/** The algorithm that the object named before, for values that are hashes. */
	algorithm?: string;
}

const LETTERS = 'bcdfghjklmnpqrstvwxz';

/** Four letters that make no word, always as many, so that no value is part of another. */
const tagOf = ({ number }: Place): string =>
	[8000, 400, 20, 1].map((weight) => LETTERS[Math.floor(number / weight) % LETTERS.length]).join('');

const digest = (length: number, { owner, name, number }: Place): string =>
	createHash('sha256').update(`${owner}.${name}.${number}`).digest('hex').slice(0, length);

/** Of version 4, as Microsoft's are. */
const guid = (place: Place): string => {
	const hex = digest(32, place);
	const [, one, two, three, four, five] = /^(.{8})(.{4})(.{3})(.{3})(.{12})/.exec(hex) ?? [];
	return `${one}-${two}-4${three}-8${four}-${five}`;
};

const V4_NETWORKS = ['192.0.2', '198.51.100', '203.0.113'];

/** Three of version 4, then one of version 6, all with as many characters as the others of their version. */
const ip = ({ number }: Place): string => {
	const [network, host] = [V4_NETWORKS[number % 4], Math.floor(number / 4)];
	return network === undefined ? `2001:db8::${(0x1000 + host).toString(16)}` : `${network}.${100 + host}`;
};

const mac = ({ number }: Place): string =>
	`00:00:5E:00:53:${(number % 256).toString(16).padStart(2, '0').toUpperCase()}`;

/** Codes of ISO 3166 that are no country's. */
const countryCode = ({ number }: Place): string => `X${String.fromCharCode(65 + (number % 26))}`;

const HASH_LENGTHS: Readonly<Record<string, number>> = { md5: 32, sha1: 40, sha256: 64, sha256ac: 64 };

type Form = (place: Place) => string;

const tagged =
	(write: (tag: string) => string): Form =>
	(place) =>
		write(tagOf(place));

/** What the texts of a property look like: the first pattern that the owner and name of the property fit. */
const FORMS: ReadonlyArray<readonly [property: RegExp, form: Form]> = [
	[/\.(ipAddress|ipInterfaces|last(External)?IpAddress|senderI[pP]|allowedIpAddresses)$/, ip],
	[/\.macAddress$/, mac],
	[
		/\.(urls?|webUrl|baseUrl|devicePageLink)$/,
		tagged((tag) => `https://site-${tag}.bad.example/a_${tag}?id=${tag}&user=kim#top`),
	],
	[
		/\.(email|\w*[eE]mailAddress|\w*[pP]rimaryAddress|senderFromAddress)$/,
		tagged((tag) => `mail-${tag}@contoso.example`),
	],
	[
		/\.(recipients?|suspiciousRecipients|sender|submitter|owners|upn|userPrincipalName)$/,
		tagged((tag) => `user-${tag}@contoso.example`),
	],
	[/\.(azureAd\w+|tenantId|appOwnerTenantId|appId|objectId|servicePrincipalObjectId|vmId)$/, guid],
	[/\.(networkMessageIds?|securityGroupId|submissionId|requestId|subscriptionId|accountId)$/, guid],
	[/\.(userSid|sid)$/, ({ number }) => `S-1-5-21-1111111111-2222222222-3333333333-${10_000 + number}`],
	[/\.md5$/, (place) => digest(32, place)],
	[/\.(sha1|mdeDeviceId)$/, (place) => digest(40, place)],
	[/\.(sha256|sha256Ac|signatureHash)$/, (place) => digest(64, place)],
	[/^fileHash\w*\.value$/, (place) => digest(HASH_LENGTHS[place.algorithm ?? ''] ?? 64, place)],
	[
		/\.(resourceId|resourceIdentifier)$/,
		(place) => `/subscriptions/${guid(place)}/resourceGroups/shop/providers/Microsoft.Storage/x_1`,
	],
	[/\.amazonResourceId$/, tagged((tag) => `arn:aws:s3:::bucket-${tag}`)],
	[/\.amazonAccountId$/, ({ number }) => String(100_000_000_000 + number)],
	[/\.fullResourceName$/, tagged((tag) => `//compute.googleapis.com/projects/${tag}/instances/web`)],
	[/^(userAccount|loggedOnUser)\.domainName$|\.ntDomain$/, tagged((tag) => `CONTOSO-${tag.toUpperCase()}`)],
	[/\.(\w*[dD]omainName|dnsDomain)$/, tagged((tag) => `zone-${tag}.contoso.example`)],
	[/\.deviceDnsName$/, tagged((tag) => `pc-${tag}.contoso.example`)],
	[/\.fileName$/, tagged((tag) => `tool_${tag}.exe`)],
	[/\.filePath$/, tagged((tag) => `C:\\ProgramData\\_${tag}`)],
	[
		/\.processCommandLine$/,
		tagged((tag) => `run.exe -File "${tag}.ps1" /mode=<silent> | find '*' & exit \\_\\ \`x\` #7 @y`),
	],
	[/\.registryHive$/, () => 'HKEY_LOCAL_MACHINE'],
	[/\.registryKey$/, tagged((tag) => `SOFTWARE\\Contoso\\${tag}`)],
	[/\.registryValueType$/, () => 'REG_SZ'],
	[/\.internetMessageId$/, tagged((tag) => `<mail-${tag}@mail.contoso.example>`)],
	[/\.urn$/, tagged((tag) => `urn:Entity:${tag}`)],
	[/\.subject$/, tagged((tag) => `Invoice ${tag} = overdue | pay`)],
	[/\.query$/, tagged((tag) => `Subject == "${tag}"`)],
	[/\.userAgent$/, tagged((tag) => `Mozilla/5.0 (${tag})`)],
	[/\.distinguishedName$/, tagged((tag) => `CN=${tag},DC=contoso,DC=example`)],
	[/\.countryLetterCode$/, countryCode],
];

/** A text that a property of this name may hold, such as an address where an address belongs. */
export function textValue(place: Place): string {
	const form = FORMS.find(([property]) => property.test(`${place.owner}.${place.name}`))?.[1];
	return form === undefined ? `${place.name}-${tagOf(place)}` : form(place);
}

/** A GUID of nobody. */
export const guidValue: Form = guid;

/** A whole number; a port is one that there can be. */
export const wholeNumberValue = ({ name, number }: Place): number =>
	(/port$/i.test(name) ? 41_000 : 7_100_000) + number;

/** A latitude or longitude, always with four decimals that are not zero at the end. */
export const fractionValue = ({ number }: Place): number => Number((40 + number / 1000 + 0.0001).toFixed(4));

/** A time with seven decimals of a second, each in a second of its own. */
export const timeValue = ({ number }: Place): string =>
	`${new Date(Date.UTC(2026, 1, 3, 4) + number * 61_000).toISOString().slice(0, 19)}.1234567Z`;
