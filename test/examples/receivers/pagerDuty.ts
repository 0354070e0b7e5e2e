import { at, stringAt } from '../../n8n/json';
import type { Host } from '../internet';
import { jsonOf, must } from './check';

export interface PageEvent {
	action: string;
	key: string;
	summary: string;
}

const routingKey = 'a-routing-key-of-the-test';

export const pagerDutyCredential = {
	httpCustomAuth: { json: JSON.stringify({ body: { routing_key: routingKey } }) },
};

/** PagerDuty's Events API v2. Source: developer.pagerduty.com, "Send an Alert Event". */
export function pagerDuty(): Host & { events: PageEvent[] } {
	const events: PageEvent[] = [];
	return {
		names: ['events.pagerduty.com'],
		events,
		answer: (call) => {
			must(call.method === 'POST' && call.path === '/v2/enqueue', 'no call of PagerDuty that is known');
			const event = jsonOf(call);
			must(event.routing_key === routingKey, 'the routing key is not there');
			const [action, key] = [stringAt(event, 'event_action'), stringAt(event, 'dedup_key')];
			must(['trigger', 'resolve'].includes(action), 'no such action');
			must(key.length <= 255, 'dedup_key holds 255 characters');
			const summary = stringAt(event, 'payload', 'summary');
			must(summary !== '' && summary.length <= 1024, 'summary holds 1 to 1,024 characters');
			must(stringAt(event, 'payload', 'source') !== '', 'no source');
			must(SEVERITIES.includes(stringAt(event, 'payload', 'severity')), 'no such severity');
			must(typeof at(event, 'payload', 'custom_details') === 'object', 'custom_details is no object');
			events.push({ action, key, summary });
			return { status: 202, body: { status: 'success', message: 'Event processed', dedup_key: key } };
		},
	};
}

const SEVERITIES = ['critical', 'error', 'warning', 'info'];
