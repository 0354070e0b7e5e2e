import type { Resource } from '../resource';
import { addIncidentComment } from './addComment.operation';
import { getIncident } from './get.operation';
import { getManyIncidents } from './getAll.operation';
import { updateIncident } from './update.operation';

/** Resource Incident. */
export const incident: Resource = {
	title: 'Incident',
	value: 'incident',
	preset: 'getAll',
	operations: {
		addComment: addIncidentComment,
		get: getIncident,
		getAll: getManyIncidents,
		update: updateIncident,
	},
};
