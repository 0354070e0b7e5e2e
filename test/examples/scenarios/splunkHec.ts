import { at } from '../../n8n/json';
import { splunk, splunkCredential } from '../receivers/splunk';
import type { Scenario } from '../scenario';

/** More alerts than go in one request. */
const many = 130;

export function splunkHec(): Scenario {
	const receiver = splunk(['defender_contoso', 'defender_fabrikam']);
	return {
		hosts: [receiver],
		credentials: splunkCredential,
		play: async ({ contoso, fabrikam, until, quiet }) => {
			for (let count = 0; count < many; count += 1) contoso.addAlert();
			const { id } = fabrikam.addAlert({ title: 'Unusual sign-in' });
			await until('all events', () => receiver.events.length === many + 1);
			await quiet();
			fabrikam.updateAlert(id, { status: 'resolved' });
			await until('the event of the end', () => receiver.events.length === many + 2);
			await quiet();
			const own = receiver.events.filter(({ index }) => index === 'defender_fabrikam');
			const ids = new Set(receiver.events.map((event) => at(event, 'fields', 'event_id')));
			const isRight =
				ids.size === many + 2 &&
				own.length === 2 &&
				own.every((event) => at(event, 'event', 'alert', 'id') === id) &&
				own.every((event) => at(event, 'fields', 'tenant_name') === 'Fabrikam');
			if (!isRight) throw new Error(`Not as it should be: ${JSON.stringify(own)}`);
			return `${receiver.events.length} events in ${receiver.requests} requests, each customer's in its own index`;
		},
	};
}
