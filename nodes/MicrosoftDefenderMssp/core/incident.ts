import type { AlertComment, SimpleAlert } from './alert';

/**
 * An incident as people route on it, in Microsoft Graph's words (`security/incidents`). A property the service did not
 * send is absent.
 */
export interface SimpleIncident {
	id: string;
	displayName?: string;
	description?: string;
	/** What happened, as Microsoft tells it. */
	summary?: string;
	/** How urgent Microsoft finds it, from 0 to 100; absent where it has not said. */
	priorityScore?: number;
	severity?: string;
	status?: string;
	classification?: string;
	determination?: string;
	assignedTo?: string;
	lastModifiedBy?: string;
	resolvingComment?: string;
	/** The incident that this one was merged into. */
	redirectIncidentId?: string;
	createdDateTime?: string;
	lastUpdateDateTime?: string;
	customTags: string[];
	systemTags: string[];
	comments: AlertComment[];
	/** Absent where they were not asked for. */
	alerts?: SimpleAlert[];
}
