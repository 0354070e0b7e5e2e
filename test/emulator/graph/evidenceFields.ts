import { evidenceOf } from '../alerts/graphView';
import type { AlertRecord } from '../alerts/record';
import { complexTypes, evidenceTypes, type Properties } from '../alerts/schema';
import type { FilterFields } from '../odata/evaluate';
import type { Row } from '../records/store';

/**
 * The texts of evidence by which alerts can be filtered, as `evidence/microsoft.graph.security.userEvidence/userAccount/userPrincipalName`
 * (Microsoft's guide "Migrate from alerts to alerts_v2" shows some of them).
 */
export const evidenceFields: FilterFields<Row<AlertRecord>> = Object.fromEntries(
	Object.entries(evidenceTypes).flatMap(([type, properties]) =>
		textPaths(properties).map((path) => [
			['evidence', `microsoft.graph.security.${type}`, ...path].join('/'),
			{ type: 'strings' as const, read: ({ record }: Row<AlertRecord>) => textsAt(record, type, path) },
		]),
	),
);

/** Where texts are: in the type itself, and in the complex types of its properties. */
function textPaths(properties: Properties): string[][] {
	return Object.entries(properties).flatMap(([name, type]) => {
		if (type === 'String') return [[name]];
		return Object.entries(complexTypes[type] ?? {})
			.filter(([, innerType]) => innerType === 'String')
			.map(([innerName]) => [name, innerName]);
	});
}

function textsAt(record: AlertRecord, type: string, path: readonly string[]): string[] {
	return evidenceOf(record, true)
		.filter((evidence) => evidence['@odata.type'] === `#microsoft.graph.security.${type}`)
		.map((evidence) => valueAt(evidence, path))
		.filter((value) => typeof value === 'string');
}

type Json = Record<string, unknown>;

/** Undefined where the path ends early: Object(null) has no properties. */
const valueAt = (evidence: Json, path: readonly string[]): unknown =>
	path.reduce<unknown>((value, name) => (Object(value) as Json)[name], evidence);
