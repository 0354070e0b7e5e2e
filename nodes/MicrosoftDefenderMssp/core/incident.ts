import type { SimpleAlert } from './alert';

/**
 * An incident as people route on it, in Microsoft Graph's words (`security/incidents`). A property the service did not
 * send is absent.
 */
export interface SimpleIncident {
	id: string;
	displayName?: string;
	description?: string;
	severity?: string;
	status?: string;
	classification?: string;
	determination?: string;
	assignedTo?: string;
	/** The incident that this one was merged into. */
	redirectIncidentId?: string;
	createdDateTime?: string;
	lastUpdateDateTime?: string;
	customTags: string[];
	systemTags: string[];
	/** Absent where they were not asked for. */
	alerts?: SimpleAlert[];
}
