import type { Failure } from '../core/failure';
import type { Indicator } from '../core/indicator';
import { INDICATOR_TYPES, indicatorKey } from '../core/indicator';
import type { JsonObject } from '../core/json';
import { objects, text } from '../core/json';
import { allOf, anyOf } from '../core/odata';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import type { Connection } from '../transport/connection';
import { callEndpoint } from '../transport/endpoint';
import { defenderEndpoints } from './endpoints/defender';
import { spellings } from './indicatorValue';
import { listRows } from './listRows';

/** What to ask for; every criterion narrows, empty ones do not. */
export interface IndicatorQuery {
	/** In any letter case. */
	values?: string[];
	types?: string[];
	actions?: string[];
	severities?: string[];
	title?: string;
	application?: string;
	createdBy?: string;
	limit: number;
}

/** Lists the active indicators of one tenant that this app may see. */
export async function listIndicators(
	query: IndicatorQuery,
	connection: Connection,
	tenantId: string,
): Promise<Result<JsonObject[], Failure>> {
	const { limit } = query;
	const rows = { filter: filterOf(query), limit };
	return await listRows(defenderEndpoints.listIndicators, rows, connection, tenantId);
}

function filterOf({ values = [], types = [], actions = [], severities = [], ...single }: IndicatorQuery) {
	return allOf([
		anyOf('indicatorValue', [...new Set(values.flatMap(spellings))]),
		anyOf('indicatorType', types),
		anyOf('action', actions),
		anyOf('severity', severities),
		...(['title', 'application', 'createdBy'] as const).map((name) => anyOf(name, filled(single[name]))),
	]);
}

const filled = (value: string | undefined): string[] => (value === undefined ? [] : [value]);

/** Letters of the values that fit into one address, in each spelling. */
const LONGEST_FILTER = 1000;

/** The indicators with these values, of any type. Many values are looked for in the whole list: that takes fewer calls. */
export async function findIndicators(
	values: string[],
	connection: Connection,
	tenantId: string,
): Promise<Result<JsonObject[], Failure>> {
	const isShort = values.join('').length <= LONGEST_FILTER;
	const query = isShort ? { values, limit: Infinity } : { limit: Infinity };
	const rows = await listIndicators(query, connection, tenantId);
	if (!rows.ok) return rows;
	const keys = values.flatMap((indicatorValue) =>
		INDICATOR_TYPES.map((indicatorType) => indicatorKey({ indicatorValue, indicatorType })),
	);
	const wanted = new Set(keys);
	return succeed(rows.value.filter((row) => wanted.has(keyOfRow(row))));
}

/** The service's key of an indicator that it sent. */
export const keyOfRow = ({ indicatorValue, indicatorType }: JsonObject): string =>
	indicatorKey({ indicatorValue: text(indicatorValue) ?? '', indicatorType: text(indicatorType) ?? '' });

/** Creates or updates one indicator; gives it as the service then has it. */
export async function saveIndicator(
	indicator: Indicator,
	connection: Connection,
	tenantId: string,
): Promise<Result<JsonObject, Failure>> {
	const body = { ...indicator };
	const saved = await callEndpoint(defenderEndpoints.saveIndicator, { body }, connection, tenantId);
	return saved.ok ? saved : fail(inPlainWords(saved.failure));
}

/** Source: Defender API "import indicators". */
export const LARGEST_IMPORT = 500;

/** Creates or updates up to {@link LARGEST_IMPORT} indicators with one call; an outcome for each, in their order. */
export async function importIndicators(
	indicators: Indicator[],
	connection: Connection,
	tenantId: string,
): Promise<Array<Result<JsonObject, Failure>>> {
	const body = { Indicators: indicators };
	const answer = await callEndpoint(defenderEndpoints.importIndicators, { body }, connection, tenantId);
	if (!answer.ok) {
		const failure = toldTo(indicators.length, inPlainWords(answer.failure));
		return indicators.map(() => fail(failure));
	}
	const rows = rowsOf(indicators, objects(answer.value.value));
	return indicators.map((indicator, position) => outcomeOf(indicator, rows[position]));
}

/** One of the indicators may be why the others were refused as well. */
const toldTo = (indicators: number, failure: Failure): Failure =>
	indicators === 1 || failure.kind !== 'badRequest'
		? failure
		: {
				...failure,
				cause: `${failure.cause} This was the answer for ${indicators} indicators sent together.`,
			};

/**
 * Each indicator's row of the answer, which names only the value. One value may come with two types: their rows have the order
 * of the request. Two URLs may differ in letter case alone, so the exact spelling comes first.
 */
function rowsOf(indicators: Indicator[], rows: JsonObject[]): Array<JsonObject | undefined> {
	const left = [...rows];
	const take = (fits: (value: string) => boolean): JsonObject | undefined => {
		const at = left.findIndex((row) => fits(text(row.indicator) ?? ''));
		return at === -1 ? undefined : left.splice(at, 1)[0];
	};
	const exact = indicators.map(({ indicatorValue }) => take((value) => value === indicatorValue));
	return indicators.map(
		({ indicatorValue }, position) =>
			exact[position] ?? take((value) => value.toLowerCase() === indicatorValue.toLowerCase()),
	);
}

function outcomeOf(indicator: Indicator, row: JsonObject | undefined): Result<JsonObject, Failure> {
	if (row === undefined) return fail(notMentioned);
	if (row.isFailed === true) return fail(refused(text(row.failureReason) ?? 'no reason given'));
	return succeed({ id: text(row.id), ...indicator });
}

/** Deletes an indicator; resolves to whether it was still there. */
export async function deleteIndicator(
	id: string,
	connection: Connection,
	tenantId: string,
): Promise<Result<{ wasThere: boolean }, Failure>> {
	const done = await callEndpoint(defenderEndpoints.deleteIndicator, { path: { id } }, connection, tenantId);
	if (done.ok) return succeed({ wasThere: true });
	return done.failure.kind === 'notFound' ? succeed({ wasThere: false }) : done;
}

/** That there is no indicator with this value or ID, or none that the app may see. */
export const noSuchIndicator = (valueOrId: string): Failure => ({
	kind: 'notFound',
	appliesTo: 'tenant',
	transient: false,
	cause: `Microsoft Defender for Endpoint knows no indicator '${valueOrId.slice(0, 200)}' in this tenant.`,
	remedy:
		'Check it. With the permission Ti.ReadWrite an app sees only the indicators that it created; with Ti.ReadWrite.All it sees all.',
});

const REASON_LIMIT = 300;

const refused = (reason: string): Failure =>
	inPlainWords({
		kind: 'badRequest',
		appliesTo: 'tenant',
		transient: false,
		cause: `Microsoft Defender for Endpoint did not accept the indicator: ${reason.slice(0, REASON_LIMIT)}`,
		remedy: 'Check the values typed into the node.',
	});

/** Microsoft documents the limit (15,000 active indicators per tenant), not what the refusal says. */
const SAYS_FULL =
	/15[., ]?000|(limit|capacity|quota|maximum number).*\bindicators\b|\bindicators\b.*(limit|capacity|quota)/i;

function inPlainWords(failure: Failure): Failure {
	if (failure.kind !== 'badRequest' || !SAYS_FULL.test(failure.cause)) return failure;
	return {
		...failure,
		cause: 'This customer has as many indicators as Defender for Endpoint allows (15,000).',
		remedy:
			"Delete indicators that are no longer needed, or give them an 'Expires' date so that they go by themselves.",
	};
}

const notMentioned: Failure = {
	kind: 'unexpectedAnswer',
	appliesTo: 'tenant',
	transient: true,
	cause: 'Microsoft Defender for Endpoint did not say what became of this indicator.',
	remedy: 'It is not sent a second time. Look whether it is there, then run it again if it is not.',
};
