import { isIP } from 'node:net';

import { isJsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';

/**
 * The fields of our own by what Elasticsearch maps them to, written from the fields of Elastic's integration
 * (elastic/integrations, packages/m365_defender) and Graph's schema. All others are texts.
 */
const OBJECTS = new Set(
	`alert incident comments custom_details additional_data evidence details labels selector
	file_details image_file parent_process process rbac_group user_account p1_sender p2_sender vm_metadata geo_location
	stream logged_on_users resource_access_events service_ports file_hashes`.split(/\s+/),
);
const LINKS = /^m365_defender\.(alert|incident)\.(incident_)?web_url$/;
const NUMBERS =
	/^m365_defender\.(incident\.priority_score|(alert|incident)\.(incident_)?web_url\.port)$|^m365_defender\.alert\.evidence\.(\w+\.)*(attachments_count|(destination|source|node)_port|port|email_count|project_number|url_count|latitude|longitude|process\.id|parent_process\.id|size)$/;
const FLAGS = /\.is_(authorized|external|owned|privileged|programming|scanner)$/;
const ADDRESSES = /\.(ip_address|sender_ip)$/;
const DATES = /_datetime$/;

type Check = readonly [what: string, fits: (value: unknown) => boolean];

const CHECKS: ReadonlyArray<readonly [path: RegExp, check: Check]> = [
	[NUMBERS, ['number', (value) => Number.isFinite(value)]],
	[FLAGS, ['flag', (value) => typeof value === 'boolean']],
	[ADDRESSES, ['address', (value) => typeof value === 'string' && isIP(value) !== 0 && !value.includes('%')]],
	[
		DATES,
		[
			'date',
			(value) =>
				/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/.test(String(value)) && !String(value).startsWith('0001-'),
		],
	],
];
const TEXT: Check = ['text', (value) => typeof value === 'string' && value !== ''];

/** What Elasticsearch would refuse once it has taken another document: a field is of one type in all of them. */
export function customProblems(path: string, value: unknown): string[] {
	if (Array.isArray(value)) {
		return value.length === 0 ? [`${path} is empty`] : value.flatMap((one) => oneProblem(path, one));
	}
	return oneProblem(path, value);
}

function oneProblem(path: string, value: unknown): string[] {
	const name = path.split('.').at(-1) ?? '';
	if (!/^[a-z][a-z0-9_]*$/.test(name)) return [`${path} is no name`];
	if (name === 'm365_defender' || OBJECTS.has(name) || LINKS.test(path)) {
		return isJsonObject(value)
			? Object.entries(value).flatMap(([inner, one]) => customProblems(`${path}.${inner}`, one))
			: [`${path} is no object`];
	}
	const [what, fits] = CHECKS.find(([pattern]) => pattern.test(path))?.[1] ?? TEXT;
	return fits(value) ? [] : [`${path} is no ${what}: ${JSON.stringify(value)}`];
}
