import type { INodeProperties } from 'n8n-workflow';

import { incidentItem } from '../../core/item';
import { idIn, INCIDENT_ID } from '../../core/objectReference';
import { collection } from '../../core/parameters';
import { succeed } from '../../core/result';
import { includeAlertsOption } from '../../descriptions/incidentFilters';
import { incidentIdProperty } from '../../descriptions/incidentId';
import { simplifyProperty } from '../../descriptions/source';
import { actionTenantProperties } from '../../descriptions/tenants';
import { graphEndpoints } from '../../sources/endpoints/graph';
import { readIncident } from '../../sources/incidents';
import type { Operation, TenantWork } from '../operation';
import { readIncidentReference } from './readIncidentReference';

const properties: INodeProperties[] = [
	...actionTenantProperties,
	incidentIdProperty,
	simplifyProperty,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Follow Redirects',
				name: 'followRedirects',
				type: 'boolean',
				default: false,
				description:
					'Whether to get the incident that this one was merged into. Otherwise it comes as it is, with status redirected and redirectIncidentId.',
			},
			includeAlertsOption,
		],
	},
];

/** Incident: Get. */
export const getIncident: Operation = {
	option: {
		name: 'Get',
		action: 'Get an incident',
		description: 'Get one incident by its ID or portal link, with its alerts if wanted',
	},
	properties,
	endpoints: [graphEndpoints.getIncident, graphEndpoints.listIncidentAlerts],
	oneTenantHasIt: true,
	prepare(parameters) {
		const reference = readIncidentReference(parameters);
		if (!reference.ok) return reference;
		const options = collection(parameters, 'options');
		const wanted = {
			includeAlerts: options.includeAlerts === true,
			followRedirects: options.followRedirects === true,
		};
		const simplify = parameters.get('simplify') !== false;
		const work: TenantWork = async (connection, tenant) => {
			const id = idIn(tenant, reference.value, INCIDENT_ID);
			if (!id.ok) return id;
			const incident = await readIncident(id.value, wanted, connection, tenant.id);
			const { portalUrl } = connection.cloud;
			return incident.ok
				? succeed([incidentItem(incident.value, tenant, { portalUrl, simplify })])
				: incident;
		};
		return succeed({ work });
	},
};
