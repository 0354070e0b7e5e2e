import { normalizeTimestamp } from '../core/timestamp';
import { defenderFields } from './ecsDefender';
import { entityFields } from './ecsEntities';
import { eventFields } from './ecsEvent';
import type { EcsFields } from './ecsFields';
import { nested } from './ecsFields';
import { integrationFields } from './ecsIntegration';
import { relatedFields } from './ecsRelated';
import { threatFields } from './ecsThreat';
import type { Finding } from './finding';
import { findingsOf } from './finding';
import type { Format } from './format';
import { productOf } from './product';

const ECS_VERSION = '9.4.0';

/**
 * One document of the Elastic Common Schema per alert, or per incident without alerts, mapped as Elastic's integration for
 * Microsoft Defender XDR does where ECS leaves a choice. `host`, `user`, `file`, `process` and the like tell of the most telling
 * evidence of that kind, `related` of all. What ECS has no field for stands under the name that this integration gives it.
 */
export const ecs: Format = {
	title: 'Elastic Common Schema (ECS)',
	description: `Documents of ECS ${ECS_VERSION} for Elasticsearch and OpenSearch`,
	documents: (item, { elasticIntegrationFields = false } = {}) =>
		findingsOf(item).map((finding) =>
			nested({ ...fieldsOf(finding), ...(elasticIntegrationFields && integrationFields(finding)) }),
		),
};

function fieldsOf(finding: Finding): EcsFields {
	const { alert, evidence, tenant } = finding;
	const updated = normalizeTimestamp(alert.lastUpdateDateTime);
	const created = normalizeTimestamp(alert.createdDateTime);
	return {
		// ECS requires it. A service always sends a time; 1970 is nothing that anybody takes for real.
		'@timestamp': updated ?? created ?? '1970-01-01T00:00:00.0000000Z',
		'ecs.version': ECS_VERSION,
		message: alert.description ?? alert.title,
		labels: labelsOf(tenant.labels),
		tags: finding.isIncident ? tagsOf(finding) : undefined,
		...eventFields(finding),
		'rule.id': alert.detectorId,
		'rule.name': alert.title,
		'rule.category': alert.category,
		'organization.id': tenant.id,
		'organization.name': tenant.name,
		'cloud.account.id': tenant.id,
		'cloud.account.name': tenant.name,
		'observer.vendor': 'Microsoft',
		'observer.product': productOf(finding.alert, finding.isIncident),
		...threatFields(alert, evidence),
		...entityFields(evidence),
		...relatedFields(finding),
		...defenderFields(finding),
	};
}

const tagsOf = ({ incident }: Finding): string[] => [
	...(incident?.customTags ?? []),
	...(incident?.systemTags ?? []),
];

/** A dot in the name of a label would nest it, which ECS forbids. */
const labelsOf = (labels: Record<string, string>): Record<string, string> =>
	Object.fromEntries(
		Object.entries(labels)
			.map(([name, value]) => [name.replaceAll(/[.*"\s\p{Cc}]+/gu, '_'), value] as const)
			.filter(([name]) => name !== '' && name !== '_'),
	);
