import { setTimeout as sleep } from 'node:timers/promises';
import { sendHttp } from '../test/n8n/http';
import { at } from '../test/n8n/json';
import type { SentAlert } from './check';
import type { Arrival } from './receiver';
import { sampleCustomers } from './sampleCustomers';
import type { RunningDemo } from './start';

const resolvedWithinMs = 30_000;

const isOf = ({ item }: Arrival, { alertId, tenantId }: SentAlert): boolean =>
	at(item, 'alert', 'id') === alertId && at(item, 'tenant', 'id') === tenantId;

/** The trigger's news that this alert of this customer was resolved, in the customer's own channel. */
const tellsClosed = (arrival: Arrival, alert: SentAlert, channel: string): boolean =>
	arrival.channel === channel &&
	isOf(arrival, alert) &&
	at(arrival.item, 'event', 'type') === 'resolved' &&
	at(arrival.item, 'event', 'changes', 'status', 'to') === 'resolved';

/**
 * Presses "Close alert" of one alert as the page does, and waits until the trigger tells that it was resolved. Resolves to
 * what is wrong, if anything: no other alert of any customer may have changed.
 */
export async function checkRoundTrip({ feed, urls, arrivals, tenants }: RunningDemo): Promise<string[]> {
	const customer = sampleCustomers[1];
	const alert = feed.sent.find(({ tenantId }) => tenantId === customer?.tenantId);
	if (customer === undefined || alert === undefined) return ['There is no alert to close'];
	const { status } = await sendHttp({
		url: `${urls.receiver}/buttons/close`,
		method: 'POST',
		body: JSON.stringify({ tenantId: alert.tenantId, alertId: alert.alertId }),
	});
	if (status !== 200) return [`"Close alert" was answered with ${status}`];
	const deadline = Date.now() + resolvedWithinMs;
	const isTold = () => arrivals().some((arrival) => tellsClosed(arrival, alert, customer.channel));
	while (!isTold() && Date.now() < deadline) await sleep(250);
	const told = isTold() ? [] : [`Nobody was told that '${alert.title}' was closed`];
	const closed = [...tenants.values()].flatMap(({ displayName, alerts }) =>
		alerts.filter(({ status }) => status === 'resolved').map(({ id }) => `${id} of ${displayName}`),
	);
	const wanted = `${alert.alertId} of ${customer.name}`;
	return closed.length === 1 && closed[0] === wanted
		? told
		: [...told, `Closed: ${closed.join(', ')} instead of ${wanted}`];
}
