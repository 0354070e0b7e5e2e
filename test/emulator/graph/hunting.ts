import { DateTime, Duration, Interval } from 'luxon';

import { json, type Reply } from '../http/reply';
import { runKql } from '../hunting/kql';
import { findTable, type HuntingRow, type HuntingTable } from '../hunting/tables';
import { ODataError } from '../odata/errors';
import type { GraphCall } from './handler';
import { bodyProperties, textProperty } from './requestBody';

const DEFAULT_TIMESPAN = 'P30D';
/** Older rows are kept for no query, whatever timespan it names. */
const KEPT_DAYS = 30;

/** Answers `POST /v1.0/security/runHuntingQuery`. Throws an ODataError for a body or a query that Graph refuses. */
export function runHuntingQuery({ world, caller: { tenant }, call }: GraphCall): Reply {
	const { Query, Timespan } = bodyProperties(call, { Query: textProperty(), Timespan: textProperty() });
	if (typeof Query !== 'string' || Query.trim() === '')
		throw new ODataError("The property 'Query' is missing.");
	const span = intervalOf(typeof Timespan === 'string' ? Timespan : DEFAULT_TIMESPAN, world.now());
	const oldest = DateTime.fromMillis(world.now()).minus({ days: KEPT_DAYS });
	const { columns, rows } = runKql(Query, (name) => {
		const table = findTable(world, tenant, name);
		return table && within(table, span, oldest);
	});
	const results = rows.slice(0, tenant.graph.mostHuntingRows).map((row) => completed(row, columns));
	return json(200, {
		'@odata.context':
			'https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.security.huntingQueryResults',
		schema: columns,
		results,
	});
}

const completed = (row: HuntingRow, columns: HuntingTable['columns']): HuntingRow =>
	Object.fromEntries(columns.map(({ name }) => [name, row[name] ?? null]));

/** Two ends with a slash between, a duration before now, or a time from which on. */
function intervalOf(timespan: string, nowMs: number): Interval {
	const now = DateTime.fromMillis(nowMs);
	if (timespan.includes('/')) return valid(Interval.fromISO(timespan), timespan);
	const interval = timespan.startsWith('P')
		? Interval.before(now, Duration.fromISO(timespan))
		: Interval.fromDateTimes(DateTime.fromISO(timespan), now);
	return valid(interval, timespan);
}

function valid(interval: Interval, timespan: string): Interval {
	if (interval.isValid) return interval;
	throw new ODataError(`The timespan '${timespan}' is not in ISO 8601 format.`);
}

/** Tables without times have no past. */
function within({ columns, rows }: HuntingTable, span: Interval, oldest: DateTime): HuntingTable {
	const isWithin = ({ Timestamp }: HuntingRow) => {
		const time = typeof Timestamp === 'string' ? DateTime.fromISO(Timestamp) : undefined;
		if (time === undefined) return true;
		return time >= oldest && time >= (span.start ?? time) && time <= (span.end ?? time);
	};
	return { columns, rows: rows.filter(isWithin) };
}
