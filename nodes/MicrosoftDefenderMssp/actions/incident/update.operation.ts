import type { INodeProperties } from 'n8n-workflow';

import { readIncidentChange } from '../../core/incidentChange';
import { incidentItem } from '../../core/item';
import { idIn, INCIDENT_ID } from '../../core/objectReference';
import { collection } from '../../core/parameters';
import { succeed } from '../../core/result';
import { incidentIdProperty } from '../../descriptions/incidentId';
import { incidentUpdateFields } from '../../descriptions/incidentUpdate';
import { simplifyProperty } from '../../descriptions/source';
import { changeTenantProperties } from '../../descriptions/tenants';
import { verifyOptions } from '../../descriptions/verify';
import { changeIncident, verifyIncident } from '../../sources/changeIncident';
import { graphEndpoints } from '../../sources/endpoints/graph';
import type { Operation, TenantWork } from '../operation';
import { readIncidentReference } from './readIncidentReference';

const properties: INodeProperties[] = [
	...changeTenantProperties,
	incidentIdProperty,
	incidentUpdateFields,
	simplifyProperty,
	verifyOptions,
];

/** Incident: Update. */
export const updateIncident: Operation = {
	option: {
		name: 'Update',
		action: 'Update an incident',
		description:
			'Update the status, owner, classification, determination and tags of one incident, and add a comment to it. Closes an incident with status Resolved.',
	},
	properties,
	endpoints: [graphEndpoints.updateIncident, graphEndpoints.commentIncident, graphEndpoints.getIncident],
	oneTenantHasIt: true,
	prepare(parameters) {
		const reference = readIncidentReference(parameters);
		if (!reference.ok) return reference;
		const change = readIncidentChange(collection(parameters, 'updateFields'));
		if (!change.ok) return change;
		const verify = collection(parameters, 'options').verify === true;
		const simplify = parameters.get('simplify') !== false;
		const work: TenantWork = async (connection, tenant) => {
			const id = idIn(tenant, reference.value, INCIDENT_ID);
			if (!id.ok) return id;
			const place = { id: id.value, connection, tenantId: tenant.id };
			const changed = await changeIncident(place, change.value);
			if (!changed.ok) return changed;
			const options = { portalUrl: connection.cloud.portalUrl, simplify };
			if (!verify) return succeed([incidentItem(changed.value, tenant, options)]);
			const { found = changed.value, verified } = await verifyIncident(place, change.value);
			return succeed([{ ...incidentItem(found, tenant, options), verified }]);
		};
		return succeed({ work });
	},
};
