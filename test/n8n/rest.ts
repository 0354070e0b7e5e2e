import { setTimeout as sleep } from 'node:timers/promises';
import { cookiesOf, sendHttp, type HttpResponse } from './http';
import { at, isObject, parseFlatted, stringAt, type JsonObject } from './json';

/** n8n's own workflow JSON, as the editor exports it. */
export interface WorkflowJson {
	name: string;
	nodes: JsonObject[];
	connections: JsonObject;
	settings: JsonObject;
}

export interface Owner {
	email: string;
	firstName: string;
	lastName: string;
	password: string;
}

export interface CredentialInput {
	name: string;
	type: string;
	data: JsonObject;
}

export interface Execution {
	id: string;
	status: string;
	mode: string;
	/** What each node put out: `resultData.runData` of n8n. */
	runData: JsonObject;
	error: unknown;
}

const endStatuses = ['success', 'error', 'crashed', 'canceled'];

/** The `data` of an answer; the whole of it where it has none, and text where it is not JSON. */
function dataOf({ text }: HttpResponse): unknown {
	try {
		const answer: unknown = JSON.parse(text);
		return isObject(answer) && 'data' in answer ? answer.data : answer;
	} catch {
		return text;
	}
}

/** Talks to n8n as its editor does. Every call that n8n refuses throws with method, path, status and answer. */
export class RestClient {
	private readonly cookies = new Map<string, string>();

	constructor(readonly baseUrl: string) {}

	/** The `Cookie` header of the signed-in user. */
	get cookieHeader(): string {
		return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
	}

	/** One call below `/rest`. Resolves to the `data` of the answer. */
	async call(method: string, path: string, body?: unknown): Promise<unknown> {
		const response = await this.send(method, path, body);
		if (response.status >= 400) {
			throw new Error(
				`${method} /rest${path}: n8n answered ${response.status}: ${response.text.slice(0, 2000)}`,
			);
		}
		return dataOf(response);
	}

	private async send(method: string, path: string, body?: unknown): Promise<HttpResponse> {
		const response = await sendHttp({
			url: `${this.baseUrl}/rest${path}`,
			method,
			headers: { cookie: this.cookieHeader, 'content-type': 'application/json' },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		for (const [name, value] of cookiesOf(response)) this.cookies.set(name, value);
		return response;
	}

	/** Signs in as the owner; on a new n8n, creates the owner's account first. */
	async signIn(owner: Owner): Promise<void> {
		const settings = await this.call('GET', '/settings');
		if (at(settings, 'userManagement', 'showSetupOnFirstLoad') === true) {
			await this.call('POST', '/owner/setup', owner);
			return;
		}
		await this.call('POST', '/login', { emailOrLdapLoginId: owner.email, password: owner.password });
	}

	/** Resolves to the id of the new credential. */
	async createCredential(credential: CredentialInput): Promise<string> {
		return stringAt(await this.call('POST', '/credentials', credential), 'id');
	}

	/** The stored credential; n8n blanks its secrets. */
	async credential(id: string): Promise<unknown> {
		return await this.call('GET', `/credentials/${id}?includeData=true`);
	}

	/** Runs n8n's own test of a stored credential. */
	async testCredential(
		id: string,
		credential: CredentialInput,
	): Promise<{ status: string; message: string }> {
		const result = await this.call('POST', '/credentials/test', { credentials: { id, ...credential } });
		return { status: stringAt(result, 'status'), message: stringAt(result, 'message') };
	}

	/** Resolves to the id of the new workflow, which is not active. */
	async createWorkflow(workflow: WorkflowJson): Promise<string> {
		// n8n 1 does not store a workflow that does not say so.
		return stringAt(await this.call('POST', '/workflows', { ...workflow, active: false }), 'id');
	}

	/** Changes a workflow; a published one keeps running as it was until it is published again. */
	async updateWorkflow(id: string, changes: Partial<WorkflowJson>): Promise<void> {
		const { versionId } = await this.workflow(id);
		await this.call('PATCH', `/workflows/${id}`, { ...changes, versionId });
	}

	/** The workflow with its `staticData`. */
	async workflow(id: string): Promise<JsonObject> {
		const workflow = await this.call('GET', `/workflows/${id}`);
		if (!isObject(workflow)) throw new Error(`n8n has no workflow ${id}`);
		return workflow;
	}

	/** Activates a workflow and waits until n8n says that its trigger runs. Throws with n8n's reason when it does not. */
	async publish(id: string, withinMs = 60_000): Promise<void> {
		const { versionId } = await this.workflow(id);
		await this.call('POST', `/workflows/${id}/activate`, { versionId });
		const deadline = Date.now() + withinMs;
		for (;;) {
			const response = await this.send('GET', `/workflows/${id}/publication-status`);
			// Older n8n has no such thing: it answers to the activation only when the trigger runs.
			if (response.status === 404) return;
			const state = dataOf(response);
			const status = at(state, 'status');
			if (status === 'published') return;
			if (status === 'failed' || Date.now() > deadline) {
				throw new Error(`Workflow ${id} was not published: ${JSON.stringify(state)}`);
			}
			await sleep(200);
		}
	}

	async unpublish(id: string): Promise<void> {
		await this.call('POST', `/workflows/${id}/deactivate`, {});
	}

	/** Starts a workflow at a trigger by hand. Resolves to the execution's id at once. */
	async startByHand(id: string, triggerName: string): Promise<string> {
		// n8n 1 runs the workflow that it is sent, later versions the one that they have stored.
		const workflowData = await this.workflow(id);
		const body = { workflowData, triggerToStartFrom: { name: triggerName } };
		return stringAt(await this.call('POST', `/workflows/${id}/run`, body), 'executionId');
	}

	/** Runs a workflow up to one node, as "Execute step" does. Resolves to the execution's id at once. */
	async startStep(id: string, nodeName: string): Promise<string> {
		const body = { destinationNode: { nodeName, mode: 'inclusive' } };
		return stringAt(await this.call('POST', `/workflows/${id}/run`, body), 'executionId');
	}

	/** The newest executions of a workflow, without their data. */
	async executions(workflowId: string, limit = 100): Promise<JsonObject[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const results = at(await this.call('GET', `/executions?filter=${filter}&limit=${limit}`), 'results');
		return Array.isArray(results) ? results.filter(isObject) : [];
	}

	/** One execution with what each node put out. */
	async execution(id: string): Promise<Execution> {
		const row = await this.call('GET', `/executions/${id}`);
		const data = at(row, 'data');
		const result = typeof data === 'string' ? at(parseFlatted(data), 'resultData') : undefined;
		const runData = at(result, 'runData');
		return {
			id,
			status: stringAt(row, 'status'),
			mode: stringAt(row, 'mode'),
			runData: isObject(runData) ? runData : {},
			error: at(result, 'error'),
		};
	}

	/** Waits for an execution to end, well or badly. */
	async finished(id: string, withinMs = 60_000): Promise<Execution> {
		const deadline = Date.now() + withinMs;
		for (;;) {
			// Of one that has no data yet, n8n 2.20 only says 500.
			const response = await this.send('GET', `/executions/${id}`);
			const told = at(dataOf(response), 'status');
			const status = typeof told === 'string' ? told : `unreadable (${response.status})`;
			if (endStatuses.includes(status)) return await this.execution(id);
			if (Date.now() > deadline) throw new Error(`Execution ${id} is still ${status} after ${withinMs} ms`);
			await sleep(200);
		}
	}
}

/** The items that a node put out at one of its outputs, over all its runs of an execution. */
export function outputOf(execution: Execution, nodeName: string, output = 0): JsonObject[] {
	const runs = execution.runData[nodeName];
	if (!Array.isArray(runs)) return [];
	const items = runs.flatMap((run: unknown) => at(run, 'data', 'main', output) ?? []);
	return items.map((item: unknown) => at(item, 'json')).filter(isObject);
}
