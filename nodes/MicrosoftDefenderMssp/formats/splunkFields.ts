import { compact } from '../core/compact';
import type { Direction } from '../core/evidence/direction';
import { addressesOf, directionOf } from '../core/evidence/direction';
import type { Evidence } from '../core/evidence/evidence';
import { mostTelling } from '../core/evidence/telling';
import type { JsonObject } from '../core/json';
import { unique } from '../core/json';
import { entryOf } from '../core/knownWords';
import type { Finding } from './finding';
import { hashesOf, userName } from './names';
import type { Person } from './parties';
import { peopleIn, usersAmong } from './parties';
import { productOf } from './product';

/** What is indexed of every event: whose it is, and which event. Indexed fields are texts or lists of texts. */
export const tenantFields = ({ tenant, event }: Finding): JsonObject =>
	present({
		tenant_id: tenant.id,
		tenant_name: tenant.name,
		event_id: event.id,
		event_type: event.type,
		...labelFields(tenant.labels),
	});

/**
 * What else is indexed, with the names of the data model Alerts where it has one. Source: Splunk Common Information Model,
 * "Alerts".
 */
export const alertFields = ({ alert, isIncident, incident, evidence }: Finding): JsonObject =>
	present({
		type: 'alert',
		app: productOf(alert, isIncident),
		id: alert.id,
		signature: alert.title,
		signature_id: alert.detectorId,
		description: alert.description,
		severity: entryOf(SEVERITIES, alert.severity),
		vendor_severity: alert.severity,
		mitre_technique_id: alert.mitreTechniques,
		alert_id: isIncident ? undefined : alert.id,
		status: alert.status,
		classification: alert.classification,
		determination: alert.determination,
		assigned_to: alert.assignedTo,
		category: alert.category,
		service_source: alert.serviceSource,
		detection_source: alert.detectionSource,
		incident_id: alert.incidentId ?? incident?.id,
		incident_name: incident?.displayName,
		incident_status: incident?.status,
		...entityFields(mostTelling(evidence), alert.hashes),
	});

/** The words that the data model knows. */
const SEVERITIES: Readonly<Record<string, string>> = {
	critical: 'critical',
	high: 'high',
	medium: 'medium',
	low: 'low',
	informational: 'informational',
};

function entityFields(evidence: Evidence[], hashes: string[]) {
	const addresses = addressesOf(evidence);
	const people = peopleIn(evidence);
	const at = (end: Direction): string[] =>
		addresses.filter(({ direction }) => direction === end).map(({ address }) => address);
	const sources = evidence.filter((piece) => piece.device !== undefined && isSource(piece));
	const others = evidence.filter((piece) => piece.device !== undefined && !isSource(piece));
	return {
		src: unique([...at('source'), ...sources.map(nameOfDevice)]),
		dest: unique([...others.map(nameOfDevice), ...at('destination')]),
		user: namesOf(usersAmong(people)),
		src_user: namesOf(
			[...people.users, ...people.correspondents].filter(({ direction }) => direction === 'source'),
		),
		ip: unique(addresses.map(({ address }) => address)),
		url: unique(evidence.map(({ url }) => url)),
		file_name: unique(evidence.map(({ file }) => file?.name)),
		file_hash: unique([
			...hashes,
			...evidence.flatMap(({ file, process }) => [file, process?.image]).flatMap(hashesOf),
		]),
	};
}

const isSource = ({ roles }: Evidence): boolean => directionOf(roles) === 'source';

const nameOfDevice = ({ device }: Evidence): string | undefined => device?.name;

const namesOf = (people: Person[]): string[] => unique(people.map(({ account }) => userName(account)));

/** Names of indexed fields are words: what else a label has in its name becomes an underscore. */
const labelFields = (labels: Record<string, string>): Record<string, string> =>
	Object.fromEntries(
		Object.entries(labels).map(([name, value]) => [`tenant_label_${name.replaceAll(/\W+/g, '_')}`, value]),
	);

/** An indexed field may not be empty. */
const present = (fields: Record<string, string | string[] | undefined>): JsonObject =>
	compact(
		Object.fromEntries(
			Object.entries(fields).map(([name, value]) => [name, value?.length === 0 ? undefined : value]),
		),
	);
