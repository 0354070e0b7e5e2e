import { at, isObject, type JsonObject } from '../../n8n/json';
import { hecProblems } from '../../unit/formats/hecProblems';
import type { Host } from '../internet';
import { must, mustBeFine } from './check';

const token = 'a-collector-token-of-the-test';

export const splunkCredential = {
	httpHeaderAuth: { name: 'Authorization', value: `Splunk ${token}` },
};

/** Splunk's HTTP Event Collector, whose token may write to these indexes. */
export function splunk(indexes: readonly string[]): Host & { events: JsonObject[]; requests: number } {
	const host = {
		names: ['splunk.example'],
		events: [] as JsonObject[],
		requests: 0,
		answer: (call: Parameters<Host['answer']>[0]) => {
			must(
				call.method === 'POST' && call.path === '/services/collector/event',
				'no call of the collector that is known',
			);
			must(call.headers.authorization === `Splunk ${token}`, 'the token is not there');
			const events = call.body.split('\n').map((line): unknown => JSON.parse(line));
			host.events.push(...events.map((event) => checked(event, indexes)));
			host.requests += 1;
			return { status: 200, body: { text: 'Success', code: 0 } };
		},
	};
	return host;
}

function checked(sent: unknown, indexes: readonly string[]): JsonObject {
	must(isObject(sent), 'an event is an object');
	const { index, ...event } = sent;
	must(indexes.includes(String(index)), 'the token may not write to the index');
	mustBeFine(hecProblems(event));
	must(typeof at(event, 'fields', 'event_id') === 'string', 'no event_id among the fields');
	return sent;
}
