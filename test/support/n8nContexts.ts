import { isDeepStrictEqual } from 'node:util';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeListSearchResult,
	INodeParameters,
	INodeType,
	IPollFunctions,
	IRun,
	WorkflowActivateMode,
	WorkflowExecuteMode,
	Workflow,
} from 'n8n-workflow';
import { createRunExecutionData, ObservableObject, TimeoutExecutionCancelledError } from 'n8n-workflow';
import { ExecuteContext, LoadOptionsContext, PollContext } from 'n8n-core';

import type { ProcessMemory } from '../../nodes/MicrosoftDefenderMssp/adapters/processMemory';
import { createProcessMemory, processMemory } from '../../nodes/MicrosoftDefenderMssp/adapters/processMemory';
import { MicrosoftDefenderMssp } from '../../nodes/MicrosoftDefenderMssp/MicrosoftDefenderMssp.node';
import { MicrosoftDefenderMsspTrigger } from '../../nodes/MicrosoftDefenderMssp/MicrosoftDefenderMsspTrigger.node';
import { runPoll } from '../../nodes/MicrosoftDefenderMssp/trigger/run';
import type { CredentialStore } from './credentialStore';
import type { NodeSetting, SettingOptions } from './nodeSetting';
import { settingOf } from './nodeSetting';

/** Ids that a test's credentials have in its store. */
export const CREDENTIAL_IDS = { appOnly: 'cred-app', oAuth2: 'cred-user' } as const;

export interface NodeSetup {
	parameters: IDataObject;
	store: CredentialStore;
	node?: Partial<INode>;
}

/** Runs the action node once in a real ExecuteContext; the signal is n8n's when a person stops the execution. */
export async function execute(
	{ parameters, store, node = {} }: NodeSetup,
	input: IDataObject[] = [{}],
	stopped?: AbortSignal,
): Promise<INodeExecutionData[]> {
	const nodeType = new MicrosoftDefenderMssp();
	const set = setUp(nodeType, parameters, store, { name: 'Defender', ...node });
	const items = input.map((json, item) => ({ json, pairedItem: { item } }));
	const data = { main: [items] };
	const context = new ExecuteContext(
		set.workflow,
		set.node,
		set.additionalData,
		'manual',
		createRunExecutionData({}),
		0,
		items,
		data,
		{ node: set.node, data, source: null },
		[],
		stopped,
	);
	const [output = []] = await nodeType.execute.call(context);
	return output;
}

export type ListName = keyof MicrosoftDefenderMssp['methods']['listSearch'];

/** Fills the list of a resource locator of the action node in a real LoadOptionsContext, as the editor asks for it. */
export async function searchList(
	{ parameters, store, node = {} }: NodeSetup,
	list: ListName,
	{ filter, page }: { filter?: string; page?: string } = {},
): Promise<INodeListSearchResult> {
	const nodeType = new MicrosoftDefenderMssp();
	const set = setUp(nodeType, parameters, store, { name: 'Temp-Node', ...node });
	// The editor sends the fields as they are on the panel, and resolves expressions itself.
	const currentNodeParameters = parameters as INodeParameters;
	const additionalData = { ...set.additionalData, currentNodeParameters };
	const context = new LoadOptionsContext(set.workflow, set.node, additionalData, 'parameters.alertId');
	return await nodeType.methods.listSearch[list].call(context, filter, page);
}

export interface PollingTrigger {
	/** One poll; the outputs of all executions it started, null when n8n would start none. */
	poll(options?: PollOptions): Promise<INodeExecutionData[][] | null>;
	/** One poll; the outputs of every execution it started. */
	pollAll(options?: PollOptions): Promise<INodeExecutionData[][][]>;
	/** What n8n holds in memory for the trigger. */
	staticData(): unknown;
	/** What n8n has in its database: static data is stored with each execution, and not by a poll that starts none. */
	stored(): IDataObject;
	/** How often n8n wrote to its database for the state. */
	writes(): number;
	/** Another node's older copy of the static data is written over what n8n stored. */
	putBack(older: IDataObject): void;
	/** n8n ends, or was killed, and starts again: another process goes on from what was stored. */
	restart(changed?: Partial<NodeSetup>): PollingTrigger;
	/** The workflow was edited and published again in the same process; what the one before returns is dropped from now on. */
	republish(changed?: Partial<NodeSetup>): PollingTrigger;
	workflow: Workflow;
}

export interface PollOptions {
	mode?: WorkflowExecuteMode;
	activation?: WorkflowActivateMode;
	/**
	 * n8n's durable cursors: the state is stored with the execution, in one transaction. Switched off again, it is still a
	 * copy of n8n's own table, but the two are written apart.
	 */
	durable?: boolean | 'switched off';
	/** Durable cursors: the state that n8n had read for this poll some time before. */
	prefetched?: IDataObject;
	/** Milliseconds; n8n's own by default, absent before n8n 2.38. */
	budgetMs?: number | 'absent';
	/** n8n cannot start executions, or the ones for which this is true; numbered from 0. */
	emitFails?: boolean | ((execution: number) => boolean);
	/** n8n says only after this that it could not start an execution; at once by default. */
	toldAfter?: Promise<unknown>;
	/** What became of the executions when the trigger hears of them: ended by default. */
	executions?: 'ended' | 'running' | 'cancelled';
	/**
	 * The process is killed while it hands over: before anything is stored, between the state and the execution, or when so
	 * many executions exist.
	 */
	killed?: 'before' | 'between' | number;
}

/** The process and the workflow that a trigger lives in. */
export interface Surroundings {
	/** What the process remembers; the package's own memory by default. */
	process?: ProcessMemory;
	/** Another trigger whose workflow and process this one shares. */
	beside?: PollingTrigger;
}

/** n8n around one workflow. */
interface Host {
	workflow: Workflow;
	process: ProcessMemory;
	/** The workflow's row: all of its static data. Outlives the process. */
	row: { staticData: IDataObject; writes: number };
	/** Another version of the workflow took over. */
	superseded: boolean;
}

const hosts = new WeakMap<PollingTrigger, Host>();

/** The trigger in a workflow of its own, polled in real PollContexts that share the workflow's static data. */
export function createTrigger(
	setup: NodeSetup,
	staticData: IDataObject = {},
	{ process = processMemory, beside }: Surroundings = {},
): PollingTrigger {
	const set = setUpTrigger(setup, staticData);
	const host = (beside && hosts.get(beside)) ?? {
		workflow: set.workflow,
		process,
		row: { staticData: copyOf(set.workflow.staticData), writes: 0 },
		superseded: false,
	};
	if (beside) host.workflow.setNodes([...Object.values(host.workflow.nodes), set.node]);
	return triggerIn(host, set, setup, 'activate');
}

/** A poll on a slow machine may start several executions. */
function joined(executions: INodeExecutionData[][][]): INodeExecutionData[][] | null {
	if (executions.length === 0) return null;
	return [0, 1].map((output) => executions.flatMap((outputs) => outputs[output] ?? []));
}

type TriggerParts = ReturnType<typeof setUpTrigger>;

function setUpTrigger({ parameters, store, node = {} }: NodeSetup, staticData: IDataObject, id?: string) {
	const nodeType = new MicrosoftDefenderMsspTrigger();
	return {
		nodeType,
		...setUp(nodeType, parameters, store, { name: 'Trigger', ...node }, { staticData, id }),
	};
}

function triggerIn(
	host: Host,
	set: TriggerParts,
	setup: NodeSetup,
	usualActivation: WorkflowActivateMode,
): PollingTrigger {
	// The tests move the date alone.
	host.process.elapsed = () => Date.now();
	let isActive = false;
	const pollAll = async (options: PollOptions = {}) => {
		const { mode = 'trigger', durable } = options;
		setDurableCursors(durable === true);
		const isActivation = !isActive && mode !== 'manual';
		isActive ||= isActivation;
		const n8n = new HandedOver(host, set.node, options);
		const context = pollContext(host, set, n8n, { activation: usualActivation, ...options });
		const polling =
			host.process === processMemory ? set.nodeType.poll.call(context) : runPoll(context, host.process);
		const result = await Promise.race([polling, n8n.killed]);
		if (mode === 'manual') return result === null ? [] : [result];
		// The poll of an activation belongs to whoever publishes; n8n drops only those that were under way before.
		if (!host.superseded || isActivation) n8n.end(result, isActivation);
		return n8n.executions;
	};
	const next = (process: ProcessMemory, activation: WorkflowActivateMode, changed: Partial<NodeSetup>) => {
		const other = { ...setup, ...changed };
		const parts = setUpTrigger(other, copyOf(host.row.staticData), host.workflow.id);
		const following: Host = { workflow: parts.workflow, process, row: host.row, superseded: false };
		return triggerIn(following, parts, other, activation);
	};
	const trigger: PollingTrigger = {
		workflow: host.workflow,
		staticData: () => host.workflow.staticData,
		stored: () => copyOf(host.row.staticData),
		writes: () => host.row.writes,
		putBack: (older) => void (host.row.staticData = copyOf(older)),
		pollAll,
		poll: async (options) => joined(await pollAll(options)),
		restart: (changed = {}) => next(createProcessMemory(), 'init', changed),
		republish: (changed = {}) => {
			host.superseded = true;
			return next(host.process, 'update', changed);
		},
	};
	hosts.set(trigger, host);
	return trigger;
}

function pollContext(
	{ workflow }: Host,
	{ node, additionalData }: TriggerParts,
	n8n: HandedOver,
	{ mode = 'trigger', activation = 'activate', durable, budgetMs }: PollOptions,
): PollContext {
	const context = new PollContext(
		workflow,
		node,
		additionalData,
		mode,
		activation,
		n8n.emit,
		undefined,
		async () => {
			if (hasOwnCopy(durable)) n8n.commit();
			await Promise.resolve();
		},
		undefined,
		hasOwnCopy(durable) ? () => n8n.cursor : undefined,
		typeof budgetMs === 'number' ? () => budgetMs : undefined,
	);
	if (budgetMs === 'absent') Reflect.deleteProperty(context, 'getPollBudgetMs');
	return context;
}

/** What n8n does with what one poll hands over, until it is killed. */
class HandedOver {
	/** Outputs of the executions that exist. */
	readonly executions: INodeExecutionData[][][] = [];
	/** Settles when the process is killed. */
	readonly killed: Promise<null>;
	/** Durable cursors: the copy of the state that this poll works on. */
	readonly cursor: IDataObject;
	private seed: IDataObject;
	private emitted = 0;
	private kill: () => void = () => undefined;

	constructor(
		private readonly host: Host,
		private readonly node: INode,
		private readonly options: PollOptions,
	) {
		this.seed = copyOf(options.prefetched ?? host.workflow.getStaticData('node', node));
		this.cursor = copyOf(this.seed);
		this.killed = new Promise((resolve) => {
			this.kill = () => resolve(null);
		});
	}

	readonly emit: IPollFunctions['__emit'] = (data, _response, done) => {
		const index = this.emitted;
		this.emitted += 1;
		const fate = this.fateOf(index);
		const { durable } = this.options;
		if (fate === 'unstored') this.take();
		else if (hasOwnCopy(durable))
			this.commit(durable === true && fate !== 'started' ? 'rolled back' : 'stored');
		else this.store();
		if (fate === 'started') this.executions.push(data);
		if (fate === 'unstored' || fate === 'lost') this.kill();
		else this.settle(done, fate === 'failed' ? new Error('database is locked') : undefined);
	};

	private fateOf(index: number): 'unstored' | 'lost' | 'failed' | 'started' {
		const { killed = Infinity, emitFails = false } = this.options;
		if (killed === 'before') return 'unstored';
		if (killed === 'between' || index >= killed) return 'lost';
		const fails = typeof emitFails === 'function' ? emitFails(index) : emitFails;
		return fails ? 'failed' : 'started';
	}

	private settle(done: Parameters<IPollFunctions['__emit']>[2], error?: Error): void {
		const { executions = 'ended', toldAfter } = this.options;
		if (error !== undefined && toldAfter !== undefined) void toldAfter.then(() => done?.reject(error));
		else if (error !== undefined) done?.reject(error);
		else if (executions === 'cancelled') done?.reject(new TimeoutExecutionCancelledError('1'));
		else if (executions === 'ended') done?.resolve(ENDED);
	}

	/** The poll is through with this result. */
	end(result: INodeExecutionData[][] | null, isActivation: boolean): void {
		const { durable, killed } = this.options;
		if (result !== null) this.emit(result);
		if (killed !== undefined) return;
		// After the poll at publishing n8n 2.41 stores the static data, but not a durable cursor that came without a result.
		if (isActivation && !hasOwnCopy(durable)) this.store();
		if (!isActivation && hasOwnCopy(durable) && result === null) this.commit();
	}

	/** Durable cursors: n8n stores what changed, and counts it as stored before it is. */
	commit(outcome: 'stored' | 'rolled back' = 'stored'): void {
		if (isDeepStrictEqual(this.seed, this.cursor)) return;
		this.take();
		if (outcome === 'rolled back') return;
		const key = `node:${this.node.name}`;
		const all = { ...copyOf(this.host.workflow.staticData), [key]: this.seed };
		this.host.workflow.staticData = ObservableObject.create(all, undefined, {
			ignoreEmptyOnFirstChild: true,
		});
		this.store();
	}

	private take(): void {
		this.seed = copyOf(this.cursor);
	}

	store(): void {
		this.host.row.staticData = copyOf(this.host.workflow.staticData);
		this.host.row.writes += 1;
	}
}

/** The settings by which n8n has durable cursors. */
function setDurableCursors(enabled: boolean): void {
	for (const name of [
		'N8N_POLLER_DURABLE_CURSORS_ENABLED',
		'N8N_SCHEDULER_ENABLED',
		'N8N_SCHEDULER_POLL_TRIGGERS_ENABLED',
	]) {
		if (enabled) process.env[name] = 'true';
		else Reflect.deleteProperty(process.env, name);
	}
}

const hasOwnCopy = (durable: PollOptions['durable']): boolean =>
	durable === true || durable === 'switched off';

/** The run of an execution that is over. */
const ENDED: IRun = {
	data: createRunExecutionData({}),
	mode: 'trigger',
	startedAt: new Date(0),
	status: 'success',
	storedAt: 'db',
};

/** As JSON, which is how n8n stores it. */
const copyOf = (value: unknown): IDataObject => JSON.parse(JSON.stringify(value)) as IDataObject;

function setUp(
	nodeType: INodeType,
	parameters: IDataObject,
	store: CredentialStore,
	node: Partial<INode>,
	options: Pick<SettingOptions, 'staticData' | 'id'> = {},
): NodeSetting {
	const credentials = {
		microsoftDefenderMsspAppApi: { id: CREDENTIAL_IDS.appOnly, name: 'App' },
		microsoftDefenderMsspOAuth2Api: { id: CREDENTIAL_IDS.oAuth2, name: 'User' },
	};
	return settingOf(nodeType, parameters, store, { ...options, node: { credentials, ...node } });
}
