import { randomUUID } from 'node:crypto';

import type { TenantState, World } from '../world';

/** Source: Graph `delegatedAdminRelationshipStatus`. */
export const relationshipStatuses = [
	'activating',
	'active',
	'approvalPending',
	'approved',
	'created',
	'expired',
	'expiring',
	'terminated',
	'terminating',
	'terminationRequested',
	'unknownFutureValue',
] as const;

export type RelationshipStatus = (typeof relationshipStatuses)[number];

/** A GDAP relationship in Graph's words; times in ISO 8601, null where it was never approved. */
export interface DelegatedAdminRelationship {
	id: string;
	displayName: string;
	status: RelationshipStatus;
	duration: string;
	autoExtendDuration: string;
	createdDateTime: string;
	lastModifiedDateTime: string;
	activatedDateTime: string | null;
	endDateTime: string | null;
	/** Null in an invitation that names no customer yet. */
	customer: { tenantId: string; displayName: string } | null;
	accessDetails: { unifiedRoles: Array<{ roleDefinitionId: string }> };
}

export interface DelegatedAdminCustomerOptions {
	tenantId: string;
	displayName: string;
	/** Default: an active relationship of two years from now on with the role Security Reader; null: none at all. */
	relationship?: Partial<DelegatedAdminRelationship> | null;
}

/** What a partner's tenant knows of its customers. */
export interface PartnerState {
	/** Display names by tenant id. */
	customers: Map<string, string>;
	relationships: DelegatedAdminRelationship[];
}

/** Entra's built-in role Security Reader. */
const securityReader = '5d6b6bb7-de71-4623-b4af-96380a352509';
const dayMs = 86_400_000;

export const emptyPartner = (): PartnerState => ({ customers: new Map(), relationships: [] });

/** How a test gives a partner tenant its customers. A customer added again gets one more relationship. */
export function partnerControls(world: World, { id, partner }: TenantState) {
	return {
		addDelegatedAdminCustomer({ tenantId, displayName, relationship }: DelegatedAdminCustomerOptions) {
			partner.customers.set(tenantId, displayName);
			if (relationship === null) return;
			const customer = { tenantId, displayName };
			partner.relationships.push({ ...newRelationship(world, id, customer), ...relationship });
		},
		removeDelegatedAdminCustomer(tenantId: string) {
			partner.customers.delete(tenantId);
			partner.relationships = partner.relationships.filter(({ customer }) => customer?.tenantId !== tenantId);
		},
	};
}

function newRelationship(
	world: World,
	partnerId: string,
	customer: { tenantId: string; displayName: string },
): DelegatedAdminRelationship {
	const now = world.now();
	const created = new Date(now).toISOString();
	return {
		id: `${randomUUID()}-${partnerId}`,
		displayName: `${customer.displayName} relationship`,
		status: 'active',
		duration: 'P730D',
		autoExtendDuration: 'P180D',
		createdDateTime: created,
		lastModifiedDateTime: created,
		activatedDateTime: created,
		endDateTime: new Date(now + 730 * dayMs).toISOString(),
		customer,
		accessDetails: { unifiedRoles: [{ roleDefinitionId: securityReader }] },
	};
}
