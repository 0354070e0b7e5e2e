import { graphAlert } from '../alerts/graphView';
import type { AlertRecord } from '../alerts/record';
import { hiddenGraphMembers, plainGraphMembers } from '../alerts/vocabulary';
import type { Reply } from '../http/reply';
import type { FilterFields } from '../odata/evaluate';
import { countOption } from '../odata/query';
import { shown, type Row } from '../records/store';
import type { TenantState } from '../world';
import { evidenceFields } from './evidenceFields';
import type { GraphCall } from './handler';
import { answerEntity, answerList, enumField, type Collection } from './list';

/** Larger pages are clamped (Graph's security error codes page). */
const largestTop = 1000;

const enumOf = (property: 'severity' | 'status' | 'classification' | 'determination' | 'serviceSource') =>
	enumField<Row<AlertRecord>>(
		plainGraphMembers[property],
		hiddenGraphMembers[property],
		({ record }) => record[property],
	);

/** The properties that alerts_v2 can be filtered by. */
const fields: FilterFields<Row<AlertRecord>> = {
	assignedTo: { type: 'string', read: ({ record }) => record.assignedTo },
	classification: enumOf('classification'),
	determination: enumOf('determination'),
	createdDateTime: { type: 'dateTime', read: ({ ticks }) => ticks.createdDateTime },
	lastUpdateDateTime: { type: 'dateTime', read: ({ ticks }) => ticks.lastUpdateDateTime },
	severity: enumOf('severity'),
	serviceSource: enumOf('serviceSource'),
	status: enumOf('status'),
	...evidenceFields,
};

/** Answers `GET /v1.0/security/alerts_v2`. Throws an ODataError for options that Graph refuses. */
export function listAlerts(graphCall: GraphCall): Reply {
	return answerAlertList(graphCall, allAlerts(graphCall.caller.tenant));
}

/** Answers a list of alerts, all of them or those of one incident. */
export function answerAlertList(graphCall: GraphCall, alerts: Collection<AlertRecord>): Reply {
	const { pageSize } = graphCall.caller.tenant.graph;
	const size = Math.min(countOption(graphCall.call.url.searchParams, '$top') ?? pageSize, largestTop);
	return answerList(graphCall, alerts, { fields, size });
}

/** Answers `GET /v1.0/security/alerts_v2/{id}`. */
export function getAlert(graphCall: GraphCall, id: string): Reply {
	return answerEntity(graphCall, allAlerts(graphCall.caller.tenant), { id });
}

/** The tenant's alerts as Graph lists them. */
export function allAlerts(tenant: TenantState): Collection<AlertRecord> {
	return {
		path: 'security/alerts_v2',
		store: tenant.alerts,
		includes: ({ shownByGraph }) => shownByGraph,
		view: (row, preferred) =>
			shown(row, `graph ${preferred}`, (alert) => graphAlert(alert, tenant.id, preferred)),
	};
}
