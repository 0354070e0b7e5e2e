import type { Evidence, FileDetails } from '../core/evidence/evidence';
import type { JsonObject } from '../core/json';
import { isJsonObject, text, unique } from '../core/json';
import { beside, judgementOf, restOf } from './ocsfData';
import { ocsfDevice, sessionDevice } from './ocsfDevice';
import { evidenceVerdictOf, pair } from './ocsfEnums';
import { ocsfTraffic } from './ocsfNetwork';
import { hashNamed, ocsfEmail, ocsfFile, ocsfProcess, ocsfRegistry, ocsfUrl } from './ocsfObjects';
import { ocsfResource } from './ocsfResources';
import { actorOf, userOf } from './ocsfUser';
import { present } from './present';

/** The evidence artifacts, one per piece of evidence that says anything. */
export const ocsfEvidences = (evidence: readonly Evidence[]): JsonObject[] =>
	evidence.map(artifactOf).filter((artifact) => artifact !== undefined);

/** What becomes of a piece of evidence: a function for each object of OCSF, by its attribute in an evidence artifact. */
const PLACES: Readonly<Record<string, (piece: Evidence) => JsonObject | undefined>> = {
	device: (piece) => ocsfDevice(piece) ?? (piece.session && sessionDevice(piece.session)),
	file: (piece) => fileOf(piece),
	process: ({ process, account }) => process && ocsfProcess(process, account),
	// The account of a process is its owner, and stands there.
	user: (piece) => (piece.process === undefined ? userOf(piece) : undefined),
	actor: actorOf,
	email: ({ mail }) => mail && ocsfEmail(mail),
	url: ({ url }) => (url === undefined ? undefined : ocsfUrl(url)),
	// A simplified alert has the domain as name.
	query: ({ kind, domain, name }) => (kind === 'dns' ? present({ hostname: domain ?? name }) : undefined),
	databucket: ({ kind, id, name }) => (kind === 'blobContainer' ? bucketOf({ uid: id, name }) : undefined),
};

/** Of these OCSF has nothing that it counts as evidence, so that what they say is in `data` as well. */
const BESIDE: typeof PLACES = {
	container: ({ kind, id, name, raw }) =>
		kind === 'container' && (id !== undefined || name !== undefined)
			? present({ uid: id, name, image: imageOf(raw) })
			: undefined,
	http_request: ({ session }) =>
		session?.userAgent === undefined ? undefined : { user_agent: session.userAgent },
};

function fileOf({ kind, file, url, name, raw }: Evidence): JsonObject | undefined {
	// Of an algorithm that files have no place for, and in a simplified alert, the hash is only the name.
	if (kind === 'fileHash')
		return ocsfFile({
			name,
			...(text(raw.algorithm) === undefined && hashNamed(name)),
			...present({ ...file }),
		});
	return file && ocsfFile(file, kind === 'blob' ? url : undefined);
}

const bucketOf = (named: JsonObject): JsonObject | undefined =>
	present(named) && present({ ...named, ...pair('type', { id: 2, caption: 'Azure Blob' }) });

function imageOf({ image }: JsonObject): JsonObject | undefined {
	return isJsonObject(image) ? present({ uid: text(image.imageId) }) : undefined;
}

const placedBy = (places: typeof PLACES, piece: Evidence): JsonObject =>
	Object.fromEntries(Object.entries(places).map(([name, place]) => [name, place(piece)]));

function artifactOf(piece: Evidence): JsonObject | undefined {
	const placed = present({ ...placedBy(PLACES, piece), ...ocsfTraffic(piece), ...registryOf(piece) });
	const resource = piece.device === undefined ? ocsfResource(piece) : undefined;
	const others = { ...placedBy(BESIDE, piece), resources: resource === undefined ? [] : [resource] };
	const rest =
		placed === undefined
			? wholly(piece)
			: restOf(piece, { ...placed, ...others, texts: partsOfTexts(piece) });
	const parted = present({ ...placed, ...others });
	if (parted === undefined && present(rest) === undefined) return undefined;
	return present({
		name: piece.kind,
		uid: piece.id,
		...pair('verdict', evidenceVerdictOf(piece.verdict)),
		...parted,
		data: present({ ...judgementOf(piece), ...rest }),
	});
}

/** Everything, where OCSF counts nothing else as evidence; with ID and name, which a simplified alert has beside the rest. */
function wholly(piece: Evidence): JsonObject {
	const rest = restOf(piece, {});
	return { ...beside({ id: piece.id, name: piece.name }, rest), ...rest };
}

const registryOf = ({ registry }: Evidence): JsonObject =>
	registry === undefined ? {} : ocsfRegistry(registry);

/** Values that stand in an object as parts of a longer one. */
function partsOfTexts({ registry, process, file }: Evidence): string[] {
	const images = [process, process?.parent].map((one) => (one?.id === undefined ? undefined : one.image));
	const folders = [file, ...images].map((one) => (one?.name === undefined ? undefined : one.path));
	const type = registry?.name === undefined ? undefined : registry.type;
	return unique([registry?.hive, registry?.key, type, ...folders, ...algorithmsOf(file)]);
}

/** As Graph calls them. */
const ALGORITHMS = ['md5', 'sha1', 'sha256'] as const;

const algorithmsOf = (file: FileDetails = {}): string[] =>
	ALGORITHMS.filter((name) => file[name] !== undefined);
