import type { INodeProperties } from 'n8n-workflow';

import { incidentLinks } from '../../core/links';
import { idIn, INCIDENT_ID } from '../../core/objectReference';
import { collection } from '../../core/parameters';
import { succeed } from '../../core/result';
import { incidentIdProperty } from '../../descriptions/incidentId';
import { readComment } from '../../core/updateFields';
import { changeTenantProperties } from '../../descriptions/tenants';
import { commentProperty } from '../../descriptions/updateFields';
import { verifyOptions } from '../../descriptions/verify';
import { commentIncident, verifyIncident } from '../../sources/changeIncident';
import { graphEndpoints } from '../../sources/endpoints/graph';
import type { Operation, TenantWork } from '../operation';
import { readIncidentReference } from './readIncidentReference';

const properties: INodeProperties[] = [
	...changeTenantProperties,
	incidentIdProperty,
	commentProperty('incident'),
	verifyOptions,
];

/** Incident: Add Comment. */
export const addIncidentComment: Operation = {
	option: {
		name: 'Add Comment',
		action: 'Add a comment to an incident',
		description: 'Add a comment to one incident and get all of its comments',
	},
	properties,
	endpoints: [graphEndpoints.commentIncident, graphEndpoints.getIncident],
	oneTenantHasIt: true,
	prepare(parameters) {
		const reference = readIncidentReference(parameters);
		if (!reference.ok) return reference;
		const comment = readComment(parameters.get('comment'));
		if (!comment.ok) return comment;
		const verify = collection(parameters, 'options').verify === true;
		const work: TenantWork = async (connection, tenant) => {
			const id = idIn(tenant, reference.value, INCIDENT_ID);
			if (!id.ok) return id;
			const place = { id: id.value, connection, tenantId: tenant.id };
			const comments = await commentIncident(place, comment.value);
			if (!comments.ok) return comments;
			const links = incidentLinks(id.value, tenant.id, connection.cloud.portalUrl);
			const item = { tenant, incident: { id: id.value }, comments: comments.value, links };
			if (!verify) return succeed([item]);
			const { verified } = await verifyIncident(place, { properties: {}, comment: comment.value });
			return succeed([{ ...item, verified }]);
		};
		return succeed({ work });
	},
};
