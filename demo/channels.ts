import type { SampleCustomer } from './sampleCustomers';

/** One column of the receiver page, and one address that the workflow posts to. */
export interface Channel {
	/** Last part of its address: `/channels/<id>`. */
	id: string;
	kind: 'on-call' | 'customer' | 'health';
	title: string;
	subtitle: string;
	/** Whose alerts belong here; only for a customer's channel. */
	tenantId?: string;
}

export const onCallChannel = 'on-call';
export const healthChannel = 'health';

/** The columns of the page from left to right. */
export function channelsFor(customers: readonly SampleCustomer[]): Channel[] {
	return [
		{ id: onCallChannel, kind: 'on-call', title: 'On-call', subtitle: 'High severity, every customer' },
		...customers.map((customer): Channel => ({
			id: customer.channel,
			kind: 'customer',
			title: customer.name,
			subtitle: `#${customer.channel} · ${customer.slaTier} SLA`,
			tenantId: customer.tenantId,
		})),
		{ id: healthChannel, kind: 'health', title: 'Tenant Health', subtitle: 'Output 2 of the trigger' },
	];
}
