import { formatTicks, parseTicks } from '../alerts/timestamp';
import { apiError, type ApiFailure } from '../http/apiError';
import { jsonObjectBody } from '../http/jsonBody';
import { json, type Reply } from '../http/reply';
import { definedIndicator, refused, unreadable } from '../indicators/input';
import {
	indicatorActions,
	indicatorSeverities,
	indicatorTypes,
	isActive,
	newIndicatorRecord,
	type IndicatorRecord,
} from '../indicators/record';
import { ODataError } from '../odata/errors';
import { compileFilter, type FilterFields } from '../odata/evaluate';
import { pageOf, pagePosition } from '../odata/paging';
import { parseFilter } from '../odata/parse';
import { countOption, refuseOtherOptions, singleOption } from '../odata/query';
import { ticksNow } from '../records/input';
import type { Json } from '../records/store';
import type { DefenderCall } from './handler';

const largestTop = 10_000;
const largestBatch = 500;
const contextUrl = 'https://api.securitycenter.microsoft.com/api/$metadata#Indicators';

const fields: FilterFields<IndicatorRecord> = {
	indicatorValue: { type: 'string', read: (record) => record.indicatorValue },
	indicatorType: { type: 'enum', members: indicatorTypes, read: (record) => record.indicatorType },
	action: { type: 'enum', members: indicatorActions, read: (record) => record.action },
	severity: { type: 'enum', members: indicatorSeverities, read: (record) => record.severity },
	title: { type: 'string', read: (record) => record.title },
	application: { type: 'string', read: (record) => record.application },
	createdBy: { type: 'string', read: (record) => record.createdBy },
	createdByDisplayName: { type: 'string', read: (record) => record.createdByDisplayName },
	rbacGroupNames: { type: 'strings', read: (record) => record.rbacGroupNames },
	rbacGroupIds: { type: 'strings', read: (record) => record.rbacGroupIds },
	expirationTime: {
		type: 'dateTime',
		read: ({ expirationTime }) => parseTicks(expirationTime ?? '') ?? null,
	},
	creationTimeDateTimeUtc: {
		type: 'dateTime',
		read: (record) => parseTicks(record.creationTimeDateTimeUtc) ?? null,
	},
};

/** Answers `GET /api/indicators`: the active ones that the caller may see. */
export function listIndicators({ world, caller, call }: DefenderCall): Reply {
	const { tenant } = caller;
	const query = call.url.searchParams;
	refuseOtherOptions(query, ['$filter', '$top', '$skip', '$skiptoken']);
	const top = countOption(query, '$top') ?? largestTop;
	if (top > largestTop) throw new ODataError(`The limit of '${largestTop}' for Top query has been exceeded.`);
	const filter = singleOption(query, '$filter');
	const keep = filter === undefined ? () => true : compileFilter(parseFilter(filter), fields);
	const rows = visible({ world, caller }).filter(keep);
	const request = { url: new URL(`${world.urls.defender}/api/indicators`), query, tenantId: tenant.id };
	// A caller's own $top is the end of the list, unless the service ends the page.
	const isEnd = top <= (tenant.defender.maxTop ?? top);
	const options = isEnd ? { ...tenant.defender, omitNextLink: true } : tenant.defender;
	const position = pagePosition(request, countOption(query, '$skip') ?? 0, options);
	const { page, nextLink } = pageOf(rows, top, request, position, options);
	return json(200, {
		'@odata.context': contextUrl,
		value: page,
		...(nextLink === undefined ? {} : { '@odata.nextLink': nextLink }),
	});
}

/** With `Ti.ReadWrite` an app sees only what it created (Microsoft's page "list indicators"); users see it all. */
function visible({ world, caller }: Pick<DefenderCall, 'world' | 'caller'>): IndicatorRecord[] {
	const { tenant, token } = caller;
	const seesAll = token.kind !== 'app' || token.roles.includes('Ti.ReadWrite.All');
	return [...tenant.indicators.values()].filter(
		(record) => isActive(record, world.now()) && (seesAll || record.createdBy === token.clientId),
	);
}

/** Answers `POST /api/indicators`. */
export function submitIndicator(defenderCall: DefenderCall): Reply {
	const body = jsonObjectBody(defenderCall.call);
	const failure = body === undefined ? noBody : (unreadable(body) ?? refused(body));
	if (body === undefined || failure) return apiError(defenderCall.world, 'defender', failure ?? noBody);
	const saved = save(defenderCall, body);
	return 'id' in saved
		? json(200, { '@odata.context': `${contextUrl}/$entity`, ...saved })
		: apiError(defenderCall.world, 'defender', saved);
}

/** Answers `POST /api/indicators/import`. Rows that cannot be saved are told one by one, unreadable ones end it all. */
export function importIndicators(defenderCall: DefenderCall): Reply {
	const fail = (failure: ApiFailure) => apiError(defenderCall.world, 'defender', failure);
	const body = jsonObjectBody(defenderCall.call);
	if (body === undefined) return fail(noBody);
	const unknown = Object.keys(body).find((name) => name !== 'Indicators');
	if (unknown !== undefined) return fail({ ...noBody, message: `Unknown property '${unknown}'.` });
	const rows = body.Indicators;
	if (!Array.isArray(rows) || rows.length === 0) {
		return fail({ status: 400, code: 'MissingRequiredParameter', message: "'Indicators' is required." });
	}
	if (rows.length > largestBatch) {
		const message = `The batch size ${rows.length} exceeds the maximum of ${largestBatch}.`;
		return fail({ status: 400, code: 'MaximumBatchSizeExceeded', message });
	}
	// SAFETY: `Object` makes an object of anything, and one without properties is refused below.
	const bodies = rows.map((row) => Object(row) as Json);
	const broken = bodies.map(unreadable).find((failure) => failure !== undefined);
	if (broken) return fail(broken);
	return json(200, { '@odata.context': contextUrl, value: bodies.map((row) => imported(defenderCall, row)) });
}

function imported(defenderCall: DefenderCall, body: Json): Json {
	const outcome = refused(body) ?? save(defenderCall, body);
	return 'id' in outcome
		? { id: outcome.id, indicator: body.indicatorValue, isFailed: false, failureReason: null }
		: { id: null, indicator: body.indicatorValue, isFailed: true, failureReason: outcome.message };
}

/** Updates the indicator with this value and type, or creates it. */
function save({ world, caller: { tenant, token } }: DefenderCall, body: Json): IndicatorRecord | ApiFailure {
	const input = definedIndicator(body);
	const now = world.now();
	const active = [...tenant.indicators.values()].filter((record) => isActive(record, now));
	const name = (record: Partial<IndicatorRecord>) =>
		`${record.indicatorType} ${record.indicatorType === 'Url' ? record.indicatorValue : record.indicatorValue?.toLowerCase()}`;
	const existing = active.find((record) => name(record) === name(input));
	const who = token.upn ?? token.clientId;
	if (existing) {
		const { indicatorValue, application } = existing;
		const changed = { lastUpdateTime: formatTicks(ticksNow(now)), lastUpdatedBy: who };
		const updated = { ...existing, ...input, indicatorValue, application, ...changed };
		tenant.indicators.set(existing.id, updated);
		return updated;
	}
	const most = tenant.defender.largestIndicatorCount;
	if (active.length >= most) {
		// Microsoft documents the limit, not these words.
		const message = `The maximum number of ${most} active indicators of the tenant is reached.`;
		return { status: 400, code: 'BadRequest', message };
	}
	const id = String(tenant.nextIndicatorId);
	tenant.nextIndicatorId += 1;
	const author = {
		createdBy: who,
		sourceType: token.kind === 'app' ? ('AadApp' as const) : ('User' as const),
	};
	const created = newIndicatorRecord({ ...input, ...author }, now, id);
	tenant.indicators.set(id, created);
	return created;
}

/** Answers `DELETE /api/indicators/{id}`. */
export function deleteIndicator({ world, caller }: DefenderCall, id: string): Reply {
	if (!visible({ world, caller }).some((record) => record.id === id)) {
		const message = `Indicator ${id} was not found`;
		return apiError(world, 'defender', { status: 404, code: 'ResourceNotFound', message });
	}
	caller.tenant.indicators.delete(id);
	return { status: 204, headers: {}, body: '' };
}

const noBody: ApiFailure = {
	status: 400,
	code: 'InvalidRequestBody',
	message: 'Request body is incorrect: a JSON object is expected.',
};
