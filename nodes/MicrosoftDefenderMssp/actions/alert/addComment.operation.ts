import type { INodeProperties } from 'n8n-workflow';

import { alertLinks } from '../../core/links';
import { collection } from '../../core/parameters';
import { succeed } from '../../core/result';
import { alertIdProperty } from '../../descriptions/alertId';
import { changeSourceProperty } from '../../descriptions/source';
import { readComment } from '../../core/updateFields';
import { changeTenantProperties } from '../../descriptions/tenants';
import { commentProperty } from '../../descriptions/updateFields';
import { verifyOptions } from '../../descriptions/verify';
import { commentAlert } from '../../sources/alertWrites';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import { graphEndpoints } from '../../sources/endpoints/graph';
import { verifyAlert } from '../../sources/verifyAlert';
import type { Operation, TenantWork } from '../operation';
import { placeIn, readAlertTarget } from './alertTarget';

const properties: INodeProperties[] = [
	changeSourceProperty,
	...changeTenantProperties,
	alertIdProperty,
	commentProperty('alert'),
	verifyOptions,
];

/** Alert: Add Comment. */
export const addAlertComment: Operation = {
	option: {
		name: 'Add Comment',
		action: 'Add a comment to an alert',
		description: 'Add a comment to one alert and get all of its comments',
	},
	properties,
	endpoints: [
		graphEndpoints.commentAlert,
		graphEndpoints.getAlert,
		defenderEndpoints.updateAlert,
		defenderEndpoints.getAlert,
	],
	oneTenantHasIt: true,
	prepare(parameters) {
		const target = readAlertTarget(parameters);
		if (!target.ok) return target;
		const comment = readComment(parameters.get('comment'));
		if (!comment.ok) return comment;
		const verify = collection(parameters, 'options').verify === true;
		const work: TenantWork = async (connection, tenant) => {
			const place = placeIn(tenant, target.value, connection);
			if (!place.ok) return place;
			const comments = await commentAlert(place.value, comment.value);
			if (!comments.ok) return comments;
			const alert = { id: place.value.id };
			const links = alertLinks(alert, tenant.id, connection.cloud.portalUrl);
			const item = { tenant, alert, comments: comments.value, links };
			if (!verify) return succeed([item]);
			const { verified } = await verifyAlert(place.value, { comment: comment.value });
			return succeed([{ ...item, verified }]);
		};
		return succeed({ work });
	},
};
