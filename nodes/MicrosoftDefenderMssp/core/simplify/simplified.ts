import type { AlertEntity, AlertLists, SimpleAlert } from '../alert';
import { compact, distinct } from '../compact';
import type { JsonObject } from '../json';
import { isJsonObject, objects, text, texts } from '../json';
import { graphAlertHead } from './graphAlert';

/** No service's own alert has these two. */
export const isSimplified = (alert: JsonObject): boolean => 'devices' in alert && 'hashes' in alert;

/** Reads an alert that this package simplified, whatever a workflow did to it: every part is of its type. */
export const readSimplified = (alert: JsonObject): SimpleAlert => ({
	...graphAlertHead(alert),
	devices: entries(alert.devices, ['id', 'name', 'os', 'group', 'riskScore', 'externalIp', 'entraId'], {
		lists: ['tags', 'ips', 'loggedOnUsers'],
	}),
	users: entries(alert.users, ['name', 'id', 'sid', 'displayName', 'accountName', 'domain']),
	files: entries(alert.files, ['name', 'path', 'md5', 'sha1', 'sha256']),
	processes: entries(alert.processes, ['id', 'name', 'commandLine', 'user', 'parentId', 'parentName']),
	ips: texts(alert.ips),
	urls: texts(alert.urls),
	hashes: texts(alert.hashes),
	...newerLists(alert),
});

/** Alerts that were simplified by a version before these lists have none of them. */
const newerLists = (
	alert: JsonObject,
): Pick<AlertLists, 'applications' | 'cloudResources' | 'emails' | 'entities' | 'mailboxes'> => ({
	mailboxes: entries(alert.mailboxes, ['address', 'name', 'upn']),
	emails: entries(
		alert.emails,
		[
			'sender',
			'senderName',
			'envelopeSender',
			'senderIp',
			'recipient',
			'subject',
			'deliveryAction',
			'deliveryLocation',
			'direction',
			'receivedDateTime',
			'networkMessageId',
			'internetMessageId',
			'submitter',
			'reportType',
			'submissionDateTime',
			'submissionId',
		],
		{ lists: ['threats', 'urls'], numbers: ['attachments'] },
	),
	applications: entries(alert.applications, [
		'id',
		'name',
		'type',
		'objectId',
		'publisher',
		'instanceName',
		'ownerTenantId',
	]),
	cloudResources: entries(alert.cloudResources, ['id', 'name', 'type', 'provider', 'account', 'location']),
	entities: objects(alert.entities).map(entityOf),
});

function entityOf(entry: JsonObject): AlertEntity {
	const details = isJsonObject(entry.details) ? entry.details : {};
	const told = Object.entries(details).flatMap(([name, value]) => {
		const written = text(value);
		return written === undefined ? [] : [[name, written] as const];
	});
	return compact({
		type: text(entry.type) ?? 'unknown',
		name: text(entry.name),
		id: text(entry.id),
		roles: texts(entry.roles),
		verdict: text(entry.verdict),
		remediationStatus: text(entry.remediationStatus),
		detectionStatus: text(entry.detectionStatus),
		deviceId: text(entry.deviceId),
		within: text(entry.within),
		details: told.length === 0 ? undefined : Object.fromEntries(told),
	});
}

interface Others<List extends string, Count extends string> {
	/** Lists of texts, absent where they are empty. */
	lists?: readonly List[];
	numbers?: readonly Count[];
}

type Entry<Name extends string, List extends string, Count extends string> = Partial<
	Record<Name, string> & Record<List, string[]> & Record<Count, number>
>;

/** The objects of a list with the texts that they have under these names, each object once. */
function entries<Name extends string, List extends string = never, Count extends string = never>(
	value: unknown,
	names: readonly Name[],
	{ lists = [], numbers = [] }: Others<List, Count> = {},
): Array<Entry<Name, List, Count>> {
	const read = objects(value).map((entry) => {
		const own = names.map((name) => [name, text(entry[name])]);
		const counts = numbers.map((name) => [name, numberOf(entry[name])]);
		const several = lists.map((name) => {
			const all = texts(entry[name]);
			return [name, all.length === 0 ? undefined : all];
		});
		return Object.fromEntries([...own, ...counts, ...several]) as Entry<Name, List, Count>;
	});
	return distinct(read);
}

const numberOf = (value: unknown): number | undefined =>
	typeof value === 'number' && Number.isFinite(value) ? value : undefined;
