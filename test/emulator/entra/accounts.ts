import type { AppRegistration, SignIn, TenantState, User, World } from '../world';

/** Who signs in, where, through which app. */
export interface SignedIn {
	tenant: TenantState;
	app: AppRegistration;
	user: User;
}

/** The accounts that the picker lists: of the tenant, guests too; behind /common the members of every tenant. */
export function listAccounts(world: World, signIn: SignIn): User[] {
	const tenants = [...world.tenants.values()];
	if (signIn.tenantId !== undefined) {
		return tenants.filter(({ id }) => id === signIn.tenantId).flatMap(({ users }) => [...users.values()]);
	}
	return tenants.flatMap(({ id, users }) => [...users.values()].filter((user) => user.homeTenantId === id));
}

/** The listed account with this user principal name. */
export function findAccount(world: World, signIn: SignIn, upn: string): User | undefined {
	return listAccounts(world, signIn).find((user) => user.upn === upn.toLowerCase());
}
