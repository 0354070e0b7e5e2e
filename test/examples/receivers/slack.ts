import type { JsonObject } from '../../n8n/json';
import { problemsOf } from '../../unit/messages/check';
import type { Host } from '../internet';
import { jsonOf, must, mustBeFine } from './check';

export interface SlackPost {
	channel: string;
	text: string;
}

export const slackCredential = { slackApi: { accessToken: 'a-bot-token-of-the-test' } };

/** Slack with these channels: `chat.postMessage`, which answers 200 also where it refuses. Source: docs.slack.dev. */
export function slack(channels: readonly string[]): Host & { posts: SlackPost[]; refused: SlackPost[] } {
	const posts: SlackPost[] = [];
	const refused: SlackPost[] = [];
	return {
		names: ['slack.com'],
		posts,
		refused,
		answer: (call) => {
			must(
				call.method === 'POST' && call.path === '/api/chat.postMessage',
				'no method of Slack that is known',
			);
			must(
				call.headers.authorization === `Bearer ${slackCredential.slackApi.accessToken}`,
				'the token is not there',
			);
			const { channel, blocks, text, ...rest } = jsonOf(call);
			must(typeof channel === 'string' && typeof text === 'string', 'no channel or text');
			mustBeFine(Object.keys(rest).filter((name) => !KNOWN.includes(name)));
			mustBeFine(problemsOf('slack', { blocks, text } satisfies JsonObject));
			const known = channels.includes(channel);
			(known ? posts : refused).push({ channel, text });
			return {
				status: 200,
				body: known
					? { ok: true, channel, ts: '1767602837.000100' }
					: { ok: false, error: 'channel_not_found' },
			};
		},
	};
}

const KNOWN = ['unfurl_links', 'unfurl_media', 'includeLinkToWorkflow'];
