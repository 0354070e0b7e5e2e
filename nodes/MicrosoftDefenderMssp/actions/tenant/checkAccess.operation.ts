import { succeed } from '../../core/result';
import { triggerSourceProperty } from '../../descriptions/source';
import { actionTenantProperties } from '../../descriptions/tenants';
import { readSource } from '../../sources';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import { graphEndpoints } from '../../sources/endpoints/graph';
import { checkAccess, unfoundReport } from '../../tenants/checkAccess';
import type { Operation } from '../operation';

/** Tenant: Check Access. */
export const checkTenantAccess: Operation = {
	option: {
		name: 'Check Access',
		action: 'Check access to a tenant',
		description:
			'Find out, step by step, whether alerts or incidents of customer tenants can be read, and what to do if not',
	},
	properties: [triggerSourceProperty, ...actionTenantProperties],
	endpoints: [graphEndpoints.listAlerts, defenderEndpoints.listAlerts, graphEndpoints.listIncidents],
	prepare(parameters) {
		const source = readSource(parameters.get('source'));
		if (!source.ok) return source;
		return succeed({
			work: async (connection, tenant) => succeed([await checkAccess(source.value, connection, tenant)]),
			whenUnreachable: (tenant, failure) => [unfoundReport(source.value, tenant, failure)],
		});
	},
};
