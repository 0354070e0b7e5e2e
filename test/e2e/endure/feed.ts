import { sampleAlert } from '../../../demo/sampleAlerts';
import { sampleCustomers } from '../../../demo/sampleCustomers';
import type { Tenant } from '../../emulator';
import type { SentAlert } from './judge';

/** Lets alerts happen and remembers each of them. */
export interface Feed {
	sent: readonly SentAlert[];
	/** One alert at each customer, now. */
	nextOfEach: () => SentAlert[];
	/** An alert at the customers in turn, until the returned function is called. */
	keepComing: (everyMs: number) => () => void;
}

/** A feed over the customers' tenants in the emulator. */
export function endureFeed(tenants: Map<string, Tenant>): Feed {
	const sent: SentAlert[] = [];

	function next(): SentAlert {
		const number = sent.length;
		const customer = sampleCustomers[number % sampleCustomers.length];
		const tenant = customer && tenants.get(customer.tenantId);
		if (!customer || !tenant) throw new Error('There is no customer to have an alert');
		const { id } = tenant.addAlert(sampleAlert(customer, number));
		const alert = { alertId: id, tenantId: customer.tenantId, channel: customer.channel };
		sent.push(alert);
		return alert;
	}

	return {
		sent,
		nextOfEach: () => sampleCustomers.map(next),
		keepComing: (everyMs) => {
			const timer = setInterval(next, everyMs);
			return () => {
				clearInterval(timer);
			};
		},
	};
}
