import { at, isObject, stringAt, type JsonObject } from '../../n8n/json';
import type { Host } from '../internet';
import { jsonOf, must } from './check';

/** What a model does in one turn: calls a tool, or answers. */
export type Turn = { tool: string; arguments: JsonObject } | { answer: (toolResults: string[]) => string };

/** A tool as the model is offered it. */
export interface OfferedTool {
	name: string;
	/** Names of its arguments. */
	takes: string[];
}

export const openAiCredential = { openAiApi: { apiKey: 'a-key-of-the-test' } };

/** OpenAI's chat completions with a model that follows a script. Source: platform.openai.com, API reference. */
export function openAi(script: readonly Turn[]): Host & { tools: OfferedTool[]; calls: number } {
	const host = {
		names: ['api.openai.com'],
		tools: [] as OfferedTool[],
		calls: 0,
		answer: (call: Parameters<Host['answer']>[0]) => {
			must(call.method === 'POST' && call.path === '/v1/chat/completions', 'no call of OpenAI that is known');
			must(
				call.headers.authorization === `Bearer ${openAiCredential.openAiApi.apiKey}`,
				'the key is not there',
			);
			const { messages, tools, stream } = jsonOf(call);
			must(stream !== true, 'the script is not played as a stream');
			must(Array.isArray(messages) && Array.isArray(tools), 'no messages or tools');
			host.tools = tools.map(toolOf);
			host.calls += 1;
			const results = messages.filter((message) => at(message, 'role') === 'tool');
			const turn = script[results.length];
			must(turn !== undefined, 'the script is over');
			const texts = results.map((message) => JSON.stringify(at(message, 'content')));
			return { status: 200, body: completion(messageOf(turn, host.tools, texts)) };
		},
	};
	return host;
}

function toolOf(tool: unknown): OfferedTool {
	const properties = at(tool, 'function', 'parameters', 'properties');
	return {
		name: stringAt(tool, 'function', 'name'),
		takes: Object.keys(isObject(properties) ? properties : {}),
	};
}

function messageOf(turn: Turn, tools: OfferedTool[], results: string[]): JsonObject {
	if ('answer' in turn) return { role: 'assistant', content: turn.answer(results) };
	must(
		tools.some(({ name }) => name === turn.tool),
		`the tool ${turn.tool} is not offered, only ${tools.map(({ name }) => name).join(', ')}`,
	);
	const call = { name: turn.tool, arguments: JSON.stringify(turn.arguments) };
	return {
		role: 'assistant',
		content: null,
		tool_calls: [{ id: `call_${results.length + 1}`, type: 'function', function: call }],
	};
}

const completion = (message: JsonObject): JsonObject => ({
	id: 'chatcmpl-test',
	object: 'chat.completion',
	created: 1_767_602_837,
	model: 'gpt-5-mini',
	choices: [{ index: 0, message, finish_reason: 'tool_calls' in message ? 'tool_calls' : 'stop' }],
	usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});
