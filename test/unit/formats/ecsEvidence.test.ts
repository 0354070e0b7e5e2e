import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { isJsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { ecs } from '../../../nodes/MicrosoftDefenderMssp/formats/ecs';
import { fullEvidence, UNKNOWN_TYPE } from '../../support/fullEvidence';
import { EVIDENCE_TYPES } from '../../support/graphSecuritySchema';
import { CONTOSO, everyValueOf } from '../core/builders';
import { everyDefenderEvidence } from '../core/evidence/everyDefenderEvidence';
import { isTold, searchable } from '../evidence/find';
import { alertWith, itemOf, OUTPUTS } from '../evidence/outputs';
import { survey } from '../evidence/survey';
import { ecsProblems } from './ecsProblems';
import { graphEvidence as evidence, routed, SAMPLES } from './samples';

const documentOf = (alert: JsonObject): JsonObject =>
	ecs.documents(routed({ alert, tenant: CONTOSO }))[0] as JsonObject;

const listIn = (document: JsonObject): JsonObject[] => {
	const { alert } = document.m365_defender as Record<string, JsonObject>;
	return alert?.evidence as JsonObject[];
};
const entriesOf = (...pieces: JsonObject[]): JsonObject[] =>
	listIn(documentOf({ tenantId: CONTOSO.id, evidence: pieces }));

const ALL = [...EVIDENCE_TYPES, UNKNOWN_TYPE].map(fullEvidence);

describe('the list of evidence', () => {
	// Names and nesting as in sample_event.json of elastic/integrations, packages/m365_defender/data_stream/alert.
	it("has the names of Elastic's integration", () => {
		const [device, process] = entriesOf(
			evidence('device', {
				azureAdDeviceId: 'entra-7',
				createdDateTime: '2026-01-05T08:47:18.42Z',
				defenderAvStatus: 'updated',
				firstSeenDateTime: '2025-06-01T07:00:00Z',
				loggedOnUsers: [{ accountName: 'kim', domainName: 'CONTOSO' }],
				mdeDeviceId: 'aa77',
				osBuild: 22_631,
				rbacGroupId: 0,
				rbacGroupName: null,
				remediationStatusDetails: '',
				roles: [],
				vmMetadata: null,
			}),
			evidence('process', {
				imageFile: { fileName: 'x.exe', filePath: 'C:\\', filePublisher: 'Contoso', fileSize: 7, sha1: 'a1' },
				parentProcessCreationDateTime: '2026-01-05T07:58:00Z',
				parentProcessId: 4,
				parentProcessImageFile: { fileName: 'y.exe' },
				processCommandLine: 'x.exe /y',
				processCreationDateTime: '2026-01-05T08:45:02.1164300Z',
				processId: 8,
				userAccount: { azureAdUserId: 'u-7', userPrincipalName: 'kim@contoso.example', userSid: 'S-1' },
			}),
		);
		expect(device).toEqual({
			kind: 'device',
			id: 'aa77',
			odata_type: '#microsoft.graph.security.deviceEvidence',
			azure_ad_device_id: 'entra-7',
			created_datetime: '2026-01-05T08:47:18.4200000Z',
			defender_av_status: 'updated',
			first_seen_datetime: '2025-06-01T07:00:00.0000000Z',
			logged_on_users: [{ account_name: 'kim', domain_name: 'CONTOSO' }],
			mde_device_id: 'aa77',
			os_build: '22631',
			rbac_group: { id: '0' },
		});
		expect(process).toMatchObject({
			image_file: { name: 'x.exe', path: 'C:\\', publisher: 'Contoso', size: 7, sha1: 'a1' },
			parent_process: {
				creation_datetime: '2026-01-05T07:58:00.0000000Z',
				id: 4,
				image_file: { name: 'y.exe' },
			},
			process: { command_line: 'x.exe /y', creation_datetime: '2026-01-05T08:45:02.1164300Z', id: 8 },
			user_account: { azure_ad_user_id: 'u-7', user_principal_name: 'kim@contoso.example', user_sid: 'S-1' },
		});
	});

	it('has evidence in evidence as an entry that tells where it was', () => {
		const files = [
			{ '@odata.type': '#microsoft.graph.security.fileEvidence', fileDetails: { fileName: 'x.exe' } },
		];
		const [malware, file] = entriesOf(evidence('malware', { name: 'Example', files }));
		expect(malware).not.toHaveProperty('files');
		expect(file).toMatchObject({ kind: 'file', within: 'malware', file_details: { name: 'x.exe' } });
	});

	it('has names that customers give as values, never as names of fields', () => {
		const labels = { 'app.kubernetes.io/name': 'shop', team: { inner: 'blue' } };
		expect(entriesOf(evidence('kubernetesPod', { name: 'web-7', labels }))[0]).toMatchObject({
			labels: [
				{ name: 'app.kubernetes.io/name', value: 'shop' },
				{ name: 'team.inner', value: 'blue' },
			],
		});
	});

	it('has a type that no code knows with what all have, and the rest as pairs', () => {
		const part = { verdict: 'malicious', process: 'x', location: { city: 'Town' }, jobs: [{ id: 7 }] };
		expect(entriesOf(evidence('hologram', { hologramName: 'h-7', ...part }))).toEqual([
			{
				kind: 'hologram',
				name: 'h-7',
				odata_type: '#microsoft.graph.security.hologramEvidence',
				verdict: 'malicious',
				details: [
					{ name: 'hologramName', value: 'h-7' },
					{ name: 'process', value: 'x' },
					{ name: 'location.city', value: 'Town' },
					{ name: 'jobs.id', value: '7' },
				],
			},
		]);
	});

	it.each([
		['ip', 'ipAddress', 'fe80::1%eth0'],
		['analyzedMessage', 'attachmentsCount', 'many'],
		['device', 'firstSeenDateTime', 'yesterday'],
		['device', 'osPlatform', { name: 'Windows11' }],
		['file', 'fileDetails', 'x.exe'],
		['container', 'isPrivileged', 'perhaps'],
	])('has of %s a %s of another type as a pair', (kind, property, value) => {
		const [entry] = entriesOf(evidence(kind, { [property]: value }));
		const written = typeof value === 'string' ? value : 'Windows11';
		expect(entry?.details).toEqual([expect.objectContaining({ value: written })]);
	});

	// Elasticsearch refuses a document in which a field is an object that is a text in another, and the other way round.
	it('has every field with one type in the documents of all types and samples', () => {
		const documents = [
			...ALL.flatMap(({ object }) =>
				[true, false].map((simplify) => ecs.documents(routed(itemOf(alertWith([object]), simplify)))[0]),
			),
			...Object.values(SAMPLES).flatMap((item) => ecs.documents(item)),
		] as JsonObject[];
		const types = new Map<string, Set<string>>();
		for (const document of documents) addTypes(types, '', document);
		const several = [...types].filter(([, found]) => found.size > 1);
		expect(several.map(([path, found]) => [path, [...found]])).toEqual([]);
		expect(types.size).toBeGreaterThan(350);
		expect(documents.flatMap(ecsProblems)).toEqual([]);
	});

	it.each(ALL)('has everything of $type that the simplified item has', (full) => {
		const [item, document] = (['item', 'ecs'] as const).map((target) =>
			OUTPUTS.find((output) => output.target === target && output.source === 'simplified'),
		);
		if (item === undefined || document === undefined) throw new Error('There is no such output.');
		const told = new Set(survey(full, document).kept.map(({ path }) => path));
		const known = survey(full, item).kept.map(({ path }) => path);
		expect(known.filter((path) => !told.has(path))).toEqual([]);
		expect(known.length).toBeGreaterThan(1);
	});

	it('has every value of the rows of Defender for Endpoint', () => {
		const text = searchable(everyValueOf(documentOf(everyDefenderEvidence)).join('\n'));
		const values = everyValueOf(everyDefenderEvidence.evidence).filter(
			(value) => typeof value === 'string' || typeof value === 'number',
		);
		const leaf = { path: '', name: '', owner: '', depth: 0, declared: 'String' };
		const lost = values.filter(
			(value) => !String(value).startsWith('2026-') && !isTold({ ...leaf, value }, text),
		);
		expect(lost).toEqual([]);
		expect(values.length).toBeGreaterThan(40);
	});
});

function addTypes(types: Map<string, Set<string>>, path: string, value: unknown): void {
	if (Array.isArray(value)) return value.forEach((one) => addTypes(types, path, one));
	types.set(path, (types.get(path) ?? new Set()).add(typeof value));
	if (!isJsonObject(value)) return;
	for (const [name, inner] of Object.entries(value)) addTypes(types, `${path}.${name}`, inner);
}
