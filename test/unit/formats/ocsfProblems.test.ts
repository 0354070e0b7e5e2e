import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { ocsfProblems, problemsUnder } from './ocsfProblems';
import { itemType } from './ocsfTypes';
import { ocsfSchema } from './schemas';

const METADATA: JsonObject = {
	version: '1.8.0',
	profiles: ['cloud'],
	extensions: [{ name: 'win', uid: '2', version: '1.8.0' }],
	product: { name: 'Defender', vendor_name: 'Microsoft' },
};

/** A small finding with something of each kind, made by hand. */
const FINDING: JsonObject = {
	activity_id: 1,
	activity_name: 'Create',
	category_uid: 2,
	category_name: 'Findings',
	class_uid: 2004,
	class_name: 'Detection Finding',
	type_uid: 200401,
	type_name: 'Detection Finding: Create',
	severity_id: 4,
	severity: 'High',
	time: 1_767_602_837_721,
	cloud: { provider: 'Microsoft' },
	device: { type_id: 0, type: 'Unknown', hostname: 'pc7.contoso.example', ip: '192.0.2.7' },
	evidences: [
		{
			data: { colours: ['red'] },
			file: { name: 'a.exe', type_id: 1, type: 'Regular File' },
			reg_value: { path: 'HKCU\\Run', name: 'x', type_id: 10, type: 'REG_SZ' },
			dst_endpoint: { port: 443, ip: '2001:db8::7', location: { lat: 52.5, city: 'Exampletown' } },
		},
	],
	finding_info: { uid: '7', attacks: [{ technique: { uid: 'T1059' } }] },
	malware: [{ name: 'x', classification_ids: [5, 99], classifications: ['DDOS', 'PUA'] }],
	metadata: METADATA,
	observables: [{ name: 'evidences[0].file.name', type_id: 7, type: 'File Name', value: 'a.exe' }],
	unmapped: { colour: 'red' },
	vulnerabilities: [{ cve: { uid: 'CVE-2026-0001' } }],
};

/** The finding with another value at the path; undefined takes away what is there. */
function findingWith(path: string, value?: unknown): JsonObject {
	const finding = structuredClone(FINDING);
	const steps = path.split('.');
	const parent = steps.slice(0, -1).reduce((object, step) => object[step] as JsonObject, finding);
	const name = steps.at(-1) ?? '';
	if (value === undefined) Reflect.deleteProperty(parent, name);
	else Object.assign(parent, { [name]: value });
	return finding;
}

describe('the check of OCSF', () => {
	it('finds nothing wrong with a valid document', () => {
		expect(ocsfProblems(FINDING)).toEqual([]);
	});

	it.each<[string, string, unknown, string]>([
		['a required attribute that is missing', 'time', undefined, 'finding.time is missing'],
		[
			'a required attribute that is missing at depth',
			'evidences.0.reg_value.name',
			undefined,
			'finding.evidences[0].reg_value.name is missing',
		],
		['an unknown attribute', 'colour', 'red', 'finding.colour is not an attribute'],
		[
			'an unknown attribute at depth',
			'evidences.0.dst_endpoint.location.colour',
			'red',
			'finding.evidences[0].dst_endpoint.location.colour is not an attribute',
		],
		[
			'the name of what every object of JavaScript has',
			'device.constructor',
			'red',
			'finding.device.constructor is not an attribute',
		],
		['a text instead of a number', 'time', '7', 'finding.time must be timestamp_t, not 7'],
		['a fraction instead of a whole number', 'time', 7.5, 'finding.time must be timestamp_t, not 7.5'],
		['null', 'message', null, 'finding.message must be string_t, not null'],
		[
			'a text instead of a fraction',
			'evidences.0.dst_endpoint.location.lat',
			'52',
			'finding.evidences[0].dst_endpoint.location.lat must be float_t, not 52',
		],
		['a number instead of a truth', 'is_alert', 1, 'finding.is_alert must be boolean_t, not 1'],
		['a text instead of an object', 'device.os', 'Linux', 'finding.device.os must be an object'],
		['a value instead of a list', 'finding_info.types', 'x', 'finding.finding_info.types must be a list'],
		['an empty list', 'finding_info.types', [], 'finding.finding_info.types must not be empty'],
		[
			'a number beyond the range',
			'evidences.0.dst_endpoint.port',
			65_536,
			'finding.evidences[0].dst_endpoint.port must be port_t, not 65536',
		],
		[
			'a number below the range',
			'evidences.0.dst_endpoint.port',
			-1,
			'finding.evidences[0].dst_endpoint.port must be port_t, not -1',
		],
		['an address that is none', 'device.ip', 'pc7', 'finding.device.ip must be ip_t, not pc7'],
		[
			'a mail address that is none',
			'evidences.0.user',
			{ name: 'kim', email_addr: 'kim' },
			'finding.evidences[0].user.email_addr must be email_t, not kim',
		],
		[
			'a text that is too long',
			'device.subnet',
			'x'.repeat(43),
			`finding.device.subnet must be subnet_t, not ${'x'.repeat(43)}`,
		],
		[
			'a caption of another value',
			'severity',
			'Low',
			'finding.severity_id: the caption of 4 is High, not Low',
		],
		[
			'a missing caption',
			'severity',
			undefined,
			'finding.severity_id: the caption of 4 is High, not undefined',
		],
		['a value that does not exist', 'severity_id', 7, 'finding.severity_id must not be 7'],
		[
			'a value that does not exist at depth',
			'evidences.0.file.type_id',
			77,
			'finding.evidences[0].file.type_id must not be 77',
		],
		[
			'a wrong caption in a list',
			'malware.0.classifications',
			['Bot', 'PUA'],
			'finding.malware[0].classification_ids: the caption of 5 is DDOS, not Bot',
		],
		[
			'Other without the word of the source',
			'malware.0.classifications',
			['DDOS'],
			"finding.malware[0].classification_ids needs the source's word",
		],
		[
			'a caption too many',
			'malware.0.classifications',
			['DDOS', 'PUA', 'x'],
			'finding.malware[0].classification_ids has fewer values than captions',
		],
		[
			'a deprecated attribute',
			'cloud.project_uid',
			'7',
			'finding.cloud.project_uid is deprecated since 1.4.0',
		],
		[
			'a deprecated value',
			'evidences.0.reg_value',
			{ path: 'HKCU\\Run', name: 'x', type_id: 9, type: 'REG_QWORD_LITTLE_ENDIAN' },
			'finding.evidences[0].reg_value.type_id: REG_QWORD_LITTLE_ENDIAN is deprecated',
		],
		[
			'an object with none of what it needs one of',
			'finding_info.attacks',
			[{ version: '17' }],
			'finding.finding_info.attacks[0] needs one of tactic,technique,sub_technique',
		],
		[
			'an object with two of what it needs one of',
			'vulnerabilities',
			[{ cve: { uid: 'CVE-2026-0001' }, cwe: { uid: 'CWE-79' } }],
			'finding.vulnerabilities[0] needs exactly one of advisory,cve,cwe',
		],
		[
			'an object with none of what it needs exactly one of',
			'vulnerabilities',
			[{ title: 'x' }],
			'finding.vulnerabilities[0] needs exactly one of advisory,cve,cwe',
		],
		[
			'an attribute of a profile that is not named',
			'assignee',
			{ name: 'kim' },
			'finding.assignee needs the profile incident',
		],
		[
			'an attribute of a profile that is not named, at depth',
			'device.container',
			{ uid: '7' },
			'finding.device.container needs the profile container',
		],
		['a named profile without what it requires', 'cloud', undefined, 'finding.cloud is missing'],
		[
			'a profile that the class does not have',
			'metadata.profiles',
			['cloud', 'trace'],
			'metadata.profiles: the class does not have trace',
		],
		[
			'an attribute of an extension that is not named',
			'metadata.extensions',
			undefined,
			'finding.evidences[0].reg_value needs the extension win',
		],
		[
			'an extension of another version',
			'metadata.extensions.0.version',
			'1.7.0',
			'metadata.extensions: win does not exist, or is another one',
		],
		['another version', 'metadata.version', '1.7.0', 'metadata.version must be 1.8.0'],
		[
			'an observable of what does not exist',
			'observables.0.name',
			'file.name',
			'observables: file.name is not an attribute',
		],
		[
			'an observable of what does not exist at depth',
			'observables.0.name',
			'device.colour',
			'observables: device.colour is not an attribute',
		],
		[
			'an observable of a profile that is not named',
			'observables.0.name',
			'assignee.name',
			'observables: assignee.name is not an attribute',
		],
	])('finds %s', (_what, path, value, problem) => {
		expect(ocsfProblems(findingWith(path, value))).toEqual([problem]);
	});

	// The extension win replaces the list of OCSF itself, which has resources.
	it('finds an evidence of nothing but resources and a container', () => {
		const evidences = [{ resources: [{ uid: '7' }], container: { uid: '7' } }];
		expect(ocsfProblems(findingWith('evidences', evidences))).toEqual([
			expect.stringContaining('finding.evidences[0] needs one of actor,api,'),
		]);
	});

	it('finds a type of another activity', () => {
		const document = { ...FINDING, type_uid: 200_402, type_name: 'Detection Finding: Update' };
		expect(ocsfProblems(document)).toEqual(['type_uid must be of class_uid and activity_id']);
	});

	it('wants what a profile requires only where the profile is named', () => {
		const document = findingWith('cloud');
		expect(ocsfProblems({ ...document, metadata: { ...METADATA, profiles: ['host'] } })).toEqual([]);
	});

	it.each([
		['is not in the schema', {}],
		['is made of nothing known', { riddle_t: {} }],
	])('throws where the type of an attribute %s', (_what, more) => {
		const { detection_finding: finding, types } = ocsfSchema;
		const attributes = { ...finding.attributes, message: { type: 'riddle_t' } };
		const schema = {
			...ocsfSchema,
			types: { ...types, ...more },
			detection_finding: { ...finding, attributes },
		};
		expect(() => problemsUnder(schema, { ...FINDING, message: 'x' })).toThrow('riddle_t');
	});
});

describe('the schema of OCSF', () => {
	const objects = [ocsfSchema.detection_finding, ...Object.values(ocsfSchema.objects)];

	it('has the type of every attribute', () => {
		const types = objects.flatMap(({ attributes }) => Object.values(attributes).map(({ type }) => type));
		const known = [...Object.keys(ocsfSchema.types), ...Object.keys(ocsfSchema.objects)];
		expect(types.length).toBeGreaterThan(1400);
		expect(types.map(itemType).filter((type) => !known.includes(type))).toEqual([]);
	});

	it('names only attributes that are there in constraints and as captions', () => {
		const strangers = objects.flatMap(({ attributes, constraints }) =>
			[
				...Object.values(constraints ?? {}).flat(),
				...Object.values(attributes).flatMap(({ sibling }) => sibling ?? []),
			].filter((name) => !Object.hasOwn(attributes, name)),
		);
		expect(strangers).toEqual([]);
	});
});
