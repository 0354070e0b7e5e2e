import type { Tenant } from '../test/emulator';
import type { SentAlert } from './check';
import { sampleAlert, varietyOf } from './sampleAlerts';
import type { SampleCustomer } from './sampleCustomers';

/** Lets alerts happen at the sample customers. */
export interface AlertFeed {
	/** Everything that happened so far. */
	sent: SentAlert[];
	/** Adds the next alert of the next customer, in turn. */
	next(): SentAlert;
	/** Adds this many alerts to every customer. */
	nextOfEach(count: number): void;
	/** Keeps adding alerts until the returned function is called. */
	keepComing(everyMs: number): () => void;
}

/** How many alerts the feed remembers; a demo may run for days. */
const remembered = 1000;

/** A feed over the customers' tenants in the emulator. */
export function alertFeed(customers: readonly SampleCustomer[], tenants: Map<string, Tenant>): AlertFeed {
	const sent: SentAlert[] = [];
	let turn = 0;

	function next(): SentAlert {
		const customer = customers[turn % customers.length];
		const tenant = customer && tenants.get(customer.tenantId);
		if (!customer || !tenant) throw new Error('The demo has no customers');
		const place = turn % customers.length;
		const round = Math.floor(turn / customers.length);
		turn += 1;
		// Shifted by customer, so that neighbouring columns do not show the same title at the same time.
		const shift = place * Math.floor(varietyOf / customers.length);
		const { id, severity, title } = tenant.addAlert(sampleAlert(customer, round + shift));
		const alert = { alertId: id, tenantId: customer.tenantId, severity, title };
		sent.push(alert);
		if (sent.length > remembered) sent.shift();
		return alert;
	}

	function nextOfEach(count: number): void {
		for (let index = 0; index < count * customers.length; index += 1) next();
	}

	function keepComing(everyMs: number): () => void {
		const timer = setInterval(next, everyMs);
		return () => {
			clearInterval(timer);
		};
	}

	return { sent, next, nextOfEach, keepComing };
}
