import type { JsonObject } from '../core/json';
import { isIp } from '../core/ipAddress';
import type { Device, Evidence, Process } from '../core/evidence/evidence';
import { evidenceVerdictOf } from './ocsfEnums';
import { ocsfDevice, ocsfEmail, ocsfFile, ocsfProcess, ocsfRegistry, ocsfUrl, ocsfUser } from './ocsfObjects';
import { isEmpty, present } from './present';

/** The evidence artifacts, one per evidence that tells anything. OCSF requires one of its parts, so that `data` has the rest. */
export const ocsfEvidences = (evidence: Evidence[]): JsonObject[] =>
	evidence.map(artifactOf).filter((artifact) => artifact !== undefined);

function artifactOf(evidence: Evidence): JsonObject | undefined {
	const { process, account: user, resource } = evidence;
	const placed: JsonObject = {
		device: evidence.device && ocsfDevice(evidence.device, evidence.kind),
		file: evidence.file && ocsfFile(evidence.file),
		process: process && ocsfProcess(process, user),
		user: process === undefined ? user && ocsfUser(user) : undefined,
		url: evidence.url === undefined ? undefined : ocsfUrl(evidence.url),
		email: evidence.mail && ocsfEmail(evidence.mail),
		...endpointOf(evidence),
		...(evidence.registry && ocsfRegistry(evidence.registry)),
	};
	const parts = present({
		...placed,
		...(resource && resourceOf(evidence)),
		data: dataOf(evidence, placed),
	});
	const verdict = evidenceVerdictOf(evidence.verdict);
	return parts && { name: evidence.kind, verdict_id: verdict.id, verdict: verdict.caption, ...parts };
}

const DESTINATION = ['destination', 'commandAndControl', 'attacked'];
const SOURCE = ['source', 'attacker'];

/** An address is an endpoint of a connection only where its roles say which. */
function endpointOf({ ip, roles }: Evidence): JsonObject {
	if (ip === undefined || !isIp(ip)) return {};
	if (roles.some((role) => DESTINATION.includes(role))) return { dst_endpoint: { ip } };
	return roles.some((role) => SOURCE.includes(role)) ? { src_endpoint: { ip } } : {};
}

function resourceOf(evidence: Evidence): JsonObject {
	const { kind, id, name } = evidence;
	if (kind === 'container') return { container: present({ uid: id, name }) };
	return { resources: [cloudResource(evidence)] };
}

/** What found no place of its own, under Graph's names. */
function dataOf(evidence: Evidence, placed: JsonObject): JsonObject | undefined {
	const { process, ip, file, mail, registry, resource } = evidence;
	const isPlaced = (...parts: string[]) => parts.some((part) => !isEmpty(placed[part]));
	return present({
		...(!isPlaced('process') && processData(process)),
		...(!isPlaced('email') && { mail: present({ ...mail }) }),
		...(!isPlaced('src_endpoint', 'dst_endpoint') && { ipAddress: ip }),
		...(!isPlaced('reg_key', 'reg_value') && { registry: present({ ...registry }) }),
		signer: file?.signer,
		// Neither a resource nor a container counts as the one part that OCSF requires.
		...(present(placed) === undefined && { id: evidence.id, name: evidence.name, ...resource }),
	});
}

const processData = ({ commandLine, image }: Process = {}): JsonObject => ({
	processCommandLine: commandLine,
	imageFile: present({ ...image }),
});

/** What the alert is about: devices and other things, with their part in it where their roles tell it. */
export const ocsfResources = (evidence: Evidence[]): JsonObject[] =>
	evidence.flatMap((piece) => {
		const { kind, device, resource, roles } = piece;
		const isThing = resource !== undefined && !NO_THINGS.has(kind);
		const named = (device && deviceResource(device)) ?? (isThing ? cloudResource(piece) : undefined);
		const part = roles.map((role) => PARTS.get(role)).find((known) => known !== undefined) ?? NO_PART;
		return named === undefined ? [] : [{ ...named, ...part }];
	});

/** What has an id or a name and yet is nothing that can be attacked. */
const NO_THINGS: ReadonlySet<string> = new Set(['cloudLogonRequest', 'cloudLogonSession', 'mailCluster']);

const NO_PART = { role_id: 0, role: 'Unknown' };
const TARGET = { role_id: 1, role: 'Target' };
const ACTOR = { role_id: 2, role: 'Actor' };

const PARTS: ReadonlyMap<string, typeof NO_PART> = new Map([
	['attacked', TARGET],
	['compromised', TARGET],
	['destination', TARGET],
	['attacker', ACTOR],
	['source', ACTOR],
]);

function deviceResource({ id, name, ips, group, tags }: Device): JsonObject | undefined {
	if (id === undefined && name === undefined) return undefined;
	return present({
		uid: id,
		name,
		hostname: name,
		ip: ips.find(isIp),
		type: 'Device',
		group: group === undefined ? undefined : { name: group },
		labels: tags,
	});
}

const cloudResource = ({ id, name, resource }: Evidence): JsonObject | undefined =>
	present({ uid: id, name, type: resource?.type });
