import type { INodeProperties } from 'n8n-workflow';

import { ALERT_ID, idIn, readReference } from '../../core/objectReference';
import { emptyField } from '../../core/failure';
import type { Failure } from '../../core/failure';
import { knownWords } from '../../core/knownWords';
import { alertLinks } from '../../core/links';
import { words } from '../../core/parameters';
import type { Result } from '../../core/result';
import { fail, succeed } from '../../core/result';
import { alertIdProperty } from '../../descriptions/alertId';
import { simplifyProperty } from '../../descriptions/source';
import { actionTenantProperties } from '../../descriptions/tenants';
import { servedByDefender } from '../../sources/alertIds';
import type { RelatedKind } from '../../sources/relatedEntities';
import { readRelated, RELATED_ENDPOINTS, RELATED_KINDS } from '../../sources/relatedEntities';
import type { Operation, TenantWork } from '../operation';

const properties: INodeProperties[] = [
	...actionTenantProperties,
	alertIdProperty,
	{
		displayName: 'Entities',
		name: 'entities',
		type: 'multiOptions',
		options: [
			{ name: 'Device', value: 'device', description: 'Needs the permission Machine.Read.All' },
			{ name: 'Domains', value: 'domains', description: 'Needs the permission URL.Read.All' },
			{ name: 'Files', value: 'files', description: 'Needs the permission File.Read.All' },
			{ name: 'IPs', value: 'ips', description: 'Needs the permission Ip.Read.All' },
			{ name: 'User', value: 'user', description: 'Needs the permission User.Read.All' },
		],
		default: ['device', 'domains', 'files', 'ips', 'user'],
		required: true,
		description:
			'What to get of the alert, one request each. Every kind needs a permission of Defender for Endpoint (WindowsDefenderATP) of its own.',
	},
	simplifyProperty,
];

/** Alert: Get Related. */
export const getRelatedEntities: Operation = {
	option: {
		name: 'Get Related',
		action: 'Get what is related to an alert',
		description:
			'Get the files, IPs, domains, user and device that an alert of Defender for Endpoint is about',
	},
	properties,
	endpoints: RELATED_ENDPOINTS,
	oneTenantHasIt: true,
	prepare(parameters) {
		const reference = readReference(parameters.get('alertId'), ALERT_ID);
		if (!reference.ok) return reference;
		const served = servedByDefender(reference.value.id, ALERTS_CARRY_THEM);
		if (!served.ok) return served;
		const kinds = readKinds(parameters.get('entities'));
		if (!kinds.ok) return kinds;
		const simplify = parameters.get('simplify') !== false;
		const work: TenantWork = async (connection, tenant) => {
			const id = idIn(tenant, reference.value, ALERT_ID);
			if (!id.ok) return id;
			const options = { connection, tenantId: tenant.id, simplify };
			const related = await readRelated(kinds.value, id.value, options);
			if (!related.ok) return related;
			const alert = { id: id.value };
			const links = alertLinks(alert, tenant.id, connection.cloud.portalUrl);
			return succeed([{ tenant, alert, related: related.value, links }]);
		};
		return succeed({ work });
	},
};

const ALERTS_CARRY_THEM =
	'Alerts of other products have their entities in their evidence: use the operation Get with the Source Alerts (Microsoft Graph).';

function readKinds(value: unknown): Result<RelatedKind[], Failure> {
	const chosen = knownWords(words(value), 'Entities', RELATED_KINDS);
	if (!chosen.ok) return chosen;
	return chosen.value.length > 0
		? succeed(RELATED_KINDS.filter((kind) => chosen.value.includes(kind)))
		: fail(emptyField('Entities', 'Choose at least one kind of entity.'));
}
