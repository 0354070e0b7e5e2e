import type { AlertRecord } from '../alerts/record';
import { apiError } from '../http/apiError';
import type { Reply } from '../http/reply';
import { graphIncident } from '../incidents/graphView';
import type { IncidentRecord } from '../incidents/record';
import { hiddenIncidentMembers, plainIncidentMembers } from '../incidents/vocabulary';
import { ODataError } from '../odata/errors';
import type { FilterFields } from '../odata/evaluate';
import { countOption, singleOption } from '../odata/query';
import { newestFirst, shown, type Row } from '../records/store';
import type { TenantState, World } from '../world';
import { allAlerts, answerAlertList } from './alerts';
import type { GraphCall } from './handler';
import { answerEntity, answerList, enumField, type Collection } from './list';

const enumOf = (property: 'severity' | 'status' | 'classification' | 'determination') =>
	enumField<Row<IncidentRecord>>(
		plainIncidentMembers[property],
		hiddenIncidentMembers[property],
		({ record }) => record[property],
	);

/** The properties that incidents can be filtered by. */
const fields: FilterFields<Row<IncidentRecord>> = {
	assignedTo: { type: 'string', read: ({ record }) => record.assignedTo },
	classification: enumOf('classification'),
	createdDateTime: { type: 'dateTime', read: ({ ticks }) => ticks.createdDateTime },
	determination: enumOf('determination'),
	lastUpdateDateTime: { type: 'dateTime', read: ({ ticks }) => ticks.lastUpdateDateTime },
	severity: enumOf('severity'),
	status: enumOf('status'),
};

/** Answers `GET /v1.0/security/incidents`. Throws an ODataError for options that Graph refuses. */
export function listIncidents(graphCall: GraphCall): Reply {
	const { world, caller, call } = graphCall;
	const { graph } = caller.tenant;
	const query = call.url.searchParams;
	const size = pageSize(query, caller.tenant);
	const expands = expandsAlerts(query);
	const collection = allIncidents(graphCall, expands);
	const reply = answerList(graphCall, collection, { fields, size, options: ['$expand'] });
	const fails = typeof graph.expandFails === 'number' ? size > graph.expandFails : graph.expandFails;
	// Only now, so that a request which Graph refuses is refused here as well.
	return expands && fails ? serverError(world) : reply;
}

/** Answers `GET /v1.0/security/incidents/{id}`. */
export function getIncident(graphCall: GraphCall, id: string): Reply {
	const { world, caller, call } = graphCall;
	const expands = expandsAlerts(call.url.searchParams);
	const collection = allIncidents(graphCall, expands);
	const reply = answerEntity(graphCall, collection, { id, options: ['$expand'] });
	return expands && caller.tenant.graph.expandFails === true ? serverError(world) : reply;
}

/** Answers `GET /v1.0/security/incidents/{id}/alerts`, with the options of every list of alerts. */
export function listIncidentAlerts(graphCall: GraphCall, id: string): Reply {
	const { world, caller } = graphCall;
	const incident = caller.tenant.incidents.get(id)?.record;
	if (!incident || incident.visibleAt > world.now()) {
		const message = `Resource with id '${id}' was not found.`;
		return apiError(world, 'graph', { status: 404, code: 'ResourceNotFound', message });
	}
	const alerts = allAlerts(caller.tenant);
	return answerAlertList(graphCall, {
		...alerts,
		path: `security/incidents/${id}/alerts`,
		includes: (alert) => alerts.includes(alert) && String(alert.incidentId) === id,
	});
}

/** The tenant's incidents as Graph lists them, with their alerts if they are expanded. */
export function allIncidents(
	{ world, caller: { tenant } }: GraphCall,
	expands: boolean,
): Collection<IncidentRecord> {
	const alerts = allAlerts(tenant);
	const byIncident = expands ? alertsByIncident(tenant, world.now()) : undefined;
	return {
		path: 'security/incidents',
		store: tenant.incidents,
		includes: () => true,
		view: (row, preferred) => {
			const view = shown(row, `graph ${preferred}`, (incident) =>
				graphIncident(incident, tenant.id, preferred),
			);
			if (!byIncident) return view;
			const own = byIncident.get(row.record.id) ?? [];
			return { ...view, alerts: own.map((alert) => alerts.view(alert, preferred)) };
		},
	};
}

function alertsByIncident(tenant: TenantState, now: number): Map<string, Array<Row<AlertRecord>>> {
	const { store, includes } = allAlerts(tenant);
	const groups = new Map<string, Array<Row<AlertRecord>>>();
	for (const row of store.sorted(newestFirst)) {
		const { record } = row;
		if (record.incidentId === null || record.visibleAt > now || !includes(record)) continue;
		const id = String(record.incidentId);
		const group = groups.get(id);
		if (group) group.push(row);
		else groups.set(id, [row]);
	}
	return groups;
}

function pageSize(query: URLSearchParams, { graph }: TenantState): number {
	const { largestIncidentTop } = graph;
	const top = countOption(query, '$top');
	if (top !== undefined && top > largestIncidentTop) {
		throw new ODataError(`The value of $top must not be greater than ${largestIncidentTop}.`);
	}
	return top ?? Math.min(graph.pageSize, largestIncidentTop);
}

function expandsAlerts(query: URLSearchParams): boolean {
	const expand = singleOption(query, '$expand');
	if (expand !== undefined && expand !== 'alerts') {
		throw new ODataError(`Could not find a property named '${expand}' to expand.`);
	}
	return expand === 'alerts';
}

/** What big tenants get for `$expand=alerts`, again and again (elastic/integrations issue 18144). */
function serverError(world: World): Reply {
	return apiError(world, 'graph', {
		status: 500,
		code: 'InternalServerError',
		message: 'An internal server error occurred while processing the request.',
	});
}
