import { at, stringAt, type JsonObject } from '../../n8n/json';
import { problemsOf } from '../../unit/messages/check';
import type { Answer, Call, Host } from '../internet';
import { hasBasicAuth, jsonOf, must, mustBeFine } from './check';

export interface Ticket {
	id: string;
	key: string;
	summary: string;
	description: string;
	labels: string[];
	done: boolean;
	comments: string[];
}

export const jiraCredential = {
	jiraSoftwareCloudApi: {
		email: 'bot@mssp.example',
		apiToken: 'a-token-of-the-test',
		domain: 'https://jira.mssp.example',
	},
};

const user = jiraCredential.jiraSoftwareCloudApi;

/** The part of Jira Cloud's REST API that tickets need. Source: developer.atlassian.com, REST API v2 and v3. */
export function jira(): Host & { tickets: Ticket[] } {
	const tickets: Ticket[] = [];

	function create(call: Call): Answer {
		const fields = at(jsonOf(call), 'fields');
		must(at(fields, 'project', 'id') === '10000', 'no such project');
		must(at(fields, 'issuetype', 'id') === '10001', 'no such issue type');
		const [summary, description] = [stringAt(fields, 'summary'), stringAt(fields, 'description')];
		mustBeFine(problemsOf('markdown', { title: summary, body: description }));
		const labels = at(fields, 'labels');
		must(Array.isArray(labels) && labels.every(isLabel), 'labels are words of at most 255 characters');
		const id = String(10_100 + tickets.length);
		const ticket = { id, key: `SOC-${tickets.length + 1}`, summary, description, labels: labels.map(String) };
		tickets.push({ ...ticket, done: false, comments: [] });
		return { status: 201, body: { id, key: ticket.key, self: `${user.domain}/rest/api/2/issue/${id}` } };
	}

	function ofTicket(ticket: Ticket, call: Call, rest: string): Answer {
		switch (`${call.method} ${rest}`) {
			case 'POST transitions':
				must(at(jsonOf(call), 'transition', 'id') === '31', 'no such transition');
				must(!ticket.done, 'the transition is not there for a closed ticket');
				ticket.done = true;
				return { status: 204 };
			case 'PUT ':
				return { status: 204 };
			case 'GET comment':
				return { status: 200, body: page(ticket.comments.map(shownComment)) };
			case 'POST comment':
				ticket.comments.push(stringAt(jsonOf(call), 'body'));
				return { status: 201, body: { id: String(ticket.comments.length) } };
			default:
				throw new Error('no call of Jira that is known');
		}
	}

	return {
		names: ['jira.mssp.example'],
		tickets,
		answer: (call) => {
			must(hasBasicAuth(call, user.email, user.apiToken), 'the token is not there');
			if (call.path === '/rest/api/2/search/jql') return { status: 200, body: search(tickets, call) };
			if (call.path === '/rest/api/2/issuetype') {
				return { status: 200, body: [{ id: '10001', name: 'Task', subtask: false }] };
			}
			if (call.path === '/rest/api/2/issue') return create(call);
			const [, key, rest = ''] = /^\/rest\/api\/[23]\/issue\/([^/]+)(?:\/(.*))?$/.exec(call.path) ?? [];
			const ticket = tickets.find((one) => one.key === key);
			must(ticket !== undefined, 'no such ticket');
			return ofTicket(ticket, call, rest);
		},
	};
}

const isLabel = (label: unknown): boolean =>
	typeof label === 'string' && /^\S+$/.test(label) && label.length <= 255;

function search(tickets: Ticket[], call: Call): JsonObject {
	const jql = stringAt(jsonOf(call), 'jql');
	const [, label] = /^labels = "([^"\\]+)"$/.exec(jql) ?? [];
	must(label !== undefined, `a query that is not understood: ${jql}`);
	const found = tickets.filter(({ labels }) => labels.includes(label));
	return {
		issues: found.map(({ id, key, summary, labels, done }) => ({
			id,
			key,
			fields: { summary, labels, status: { statusCategory: { key: done ? 'done' : 'new' } } },
		})),
		isLast: true,
	};
}

/** Version 3 of the API shows text as a document. */
const shownComment = (text: string, index: number): JsonObject => ({
	id: String(index + 1),
	body: { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] },
});

const page = (comments: JsonObject[]): JsonObject => ({
	startAt: 0,
	maxResults: 100,
	total: comments.length,
	comments,
});
