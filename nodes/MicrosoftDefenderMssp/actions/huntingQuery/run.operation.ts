import type { HuntingResults } from '../../core/hunting';
import { collection } from '../../core/parameters';
import { requiredText } from '../../core/textFields';
import { succeed } from '../../core/result';
import type { Tenant } from '../../core/tenant';
import { readTimespan } from '../../core/timespan';
import { huntingProperties } from '../../descriptions/hunting';
import { actionTenantProperties } from '../../descriptions/tenants';
import { graphEndpoints } from '../../sources/endpoints/graph';
import { runHuntingQuery as runQuery } from '../../sources/hunting';
import type { Operation, TenantWork } from '../operation';

/** Hunting Query: Run. */
export const runHuntingQuery: Operation = {
	option: {
		name: 'Run',
		action: 'Run a hunting query',
		description:
			'Run an advanced hunting query (KQL) over the last 30 days in one or several customer tenants, and get the rows that it finds. Changes nothing.',
	},
	properties: [...actionTenantProperties, ...huntingProperties],
	endpoints: [graphEndpoints.runHuntingQuery],
	prepare(parameters) {
		const query = requiredText(
			parameters.get('query'),
			'Query',
			'Enter a query in KQL, such as AlertInfo | take 10.',
		);
		if (!query.ok) return query;
		const timespan = readTimespan(parameters);
		if (!timespan.ok) return timespan;
		const toRows = collection(parameters, 'options').rowsAs === 'tenant' ? oneItem : itemPerRow;
		const work: TenantWork = async (connection, tenant) => {
			const results = await runQuery({ query: query.value, timespan: timespan.value }, connection, tenant.id);
			return results.ok ? succeed(toRows(tenant, results.value)) : results;
		};
		return succeed({ work });
	},
};

const oneItem = (tenant: Tenant, { rows, schema, truncated }: HuntingResults): object[] => [
	{ tenant, rows, schema, truncated },
];

/** Only rows of a truncated answer tell that it was: where nothing is missing there is nothing to look at. */
const itemPerRow = (tenant: Tenant, { rows, truncated }: HuntingResults): object[] =>
	rows.map((row) => ({ tenant, row, ...(truncated && { truncated }) }));
