import type { Tenant } from '../emulator';
import type { Mssp } from './mssp';
import { ANALYST, CLIENT_ID, TENANT_IDS } from './mssp';

/** Customers that allowed the app and have the analyst as a guest. */
export function addTenants({ emulator }: Mssp, count: number): Tenant[] {
	return Array.from({ length: count }, (_, index) => {
		const id = `70000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
		const tenant = emulator.addTenant({
			id,
			displayName: `Customer ${index}`,
			domains: [`c${index}.example`],
		});
		tenant.addUser({ upn: ANALYST, displayName: 'Kim Analyst', guestOf: TENANT_IDS.home });
		tenant.consent(CLIENT_ID, {
			application: ['SecurityAlert.Read.All', 'Alert.Read.All'],
			delegated: ['SecurityAlert.Read.All', 'Alert.Read'],
		});
		return tenant;
	});
}
