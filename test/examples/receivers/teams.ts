import { problemsOf } from '../../unit/messages/check';
import type { Host } from '../internet';
import { jsonOf, must, mustBeFine } from './check';

export interface Card {
	/** The last part of the webhook's address. */
	channel: string;
	text: string;
}

/** Webhooks of Teams channels (Power Automate), which answer 202; the address is all that they ask for. */
export function teams(channels: readonly string[]): Host & { cards: Card[]; refused: Card[] } {
	const cards: Card[] = [];
	const refused: Card[] = [];
	return {
		names: ['teams-webhooks.example'],
		cards,
		refused,
		answer: (call) => {
			must(call.method === 'POST', 'a webhook takes POST');
			must(call.headers['content-type']?.startsWith('application/json') === true, 'no JSON');
			mustBeFine(problemsOf('teams', jsonOf(call)));
			const channel = call.path.slice(1);
			const known = channels.includes(channel);
			(known ? cards : refused).push({ channel, text: call.body });
			return known
				? { status: 202 }
				: {
						status: 404,
						body: { error: { code: 'WorkflowNotFound', message: 'The workflow is not there.' } },
					};
		},
	};
}
