import { succeed } from '../../core/result';
import { sourceProperty } from '../../descriptions/source';
import { actionTenantProperties } from '../../descriptions/tenants';
import { readAlertSource } from '../../sources';
import { checkAccess, unfoundReport } from '../../tenants/checkAccess';
import type { Operation } from '../operation';

/** Tenant: Check Access. */
export const checkTenantAccess: Operation = {
	properties: [sourceProperty, ...actionTenantProperties],
	prepare(parameters) {
		const source = readAlertSource(parameters.get('source'));
		if (!source.ok) return source;
		return succeed({
			work: async (connection, tenant) => succeed([await checkAccess(source.value, connection, tenant)]),
			whenUnreachable: (tenant, failure) => [unfoundReport(source.value, tenant, failure)],
		});
	},
};
