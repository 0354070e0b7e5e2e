import { compact } from '../../core/compact';
import { readLimit } from '../../core/parameters';
import { succeed } from '../../core/result';
import { returnAllProperties } from '../../descriptions/paging';
import { readDelegatedCustomers } from '../../sources/delegatedAdminCustomers';
import { graphEndpoints } from '../../sources/endpoints/graph';
import type { Operation } from '../operation';

/** Tenant: Get Many. */
export const getManyTenants: Operation = {
	option: {
		name: 'Get Many',
		action: 'Get many tenants',
		description: 'Get many customers with delegated administration (GDAP) of your own tenant',
	},
	properties: returnAllProperties(),
	endpoints: [graphEndpoints.listCustomers, graphEndpoints.listRelationships],
	tenants: 'credential',
	prepare(parameters) {
		const limit = readLimit(parameters);
		if (!limit.ok) return limit;
		return succeed({
			work: async (connection, partner) => {
				const customers = await readDelegatedCustomers(connection, partner.id);
				if (!customers.ok) return customers;
				const rows = customers.value.slice(0, limit.value).map(({ tenantId, name, ...relationship }) => ({
					tenant: { id: tenantId, name, labels: {} },
					delegatedAdmin: compact(relationship),
				}));
				return succeed(rows);
			},
		});
	},
};
