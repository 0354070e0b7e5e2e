import type { IDataObject, IHttpRequestOptions, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

/** What n8n settles when an execution has ended, or with an error or nothing if it could not be started. */
export interface Done {
	resolve(run: object | undefined): void;
	reject(error: Error): void;
}

/** What differs between two polls. */
export interface PollParts {
	parameters: Record<string, unknown>;
	activationMode: string;
	staticData: () => IDataObject;
	request: (options: IHttpRequestOptions) => Promise<unknown>;
	emit: (data: INodeExecutionData[][], done?: Done) => void;
	/** Absent before n8n 2.36, which settles no promise either. */
	commitCursor?: () => Promise<void>;
	budgetMs?: number;
}

/** `this` of a poll, as far as this package uses it. */
export function pollContext(parts: PollParts): IPollFunctions {
	const { parameters, activationMode, staticData, request, emit, commitCursor, budgetMs } = parts;
	const silent = (): undefined => undefined;
	const context = {
		getNode: () => ({
			id: 'node',
			name: 'Trigger',
			type: 'trigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		}),
		getWorkflow: () => ({ id: 'workflow', name: 'Workflow', active: true }),
		getMode: () => 'trigger',
		getActivationMode: () => activationMode,
		getTimezone: () => 'UTC',
		getNodeParameter: (name: string, fallback?: unknown) => parameters[name] ?? fallback,
		getCredentials: async () => await Promise.resolve(CREDENTIAL),
		getWorkflowStaticData: staticData,
		logger: { debug: silent, info: silent, warn: silent, error: silent },
		helpers: { httpRequest: request, createDeferredPromise: deferred },
		__emit: (data: INodeExecutionData[][], _response?: unknown, done?: Done) => {
			emit(data, commitCursor === undefined ? undefined : done);
		},
		...(commitCursor !== undefined && { __commitCursor: commitCursor, getPollBudgetMs: () => budgetMs }),
	};
	// SAFETY: a member that the trigger would need besides fails the tests.
	return context as unknown as IPollFunctions;
}

const CREDENTIAL = { cloud: 'global', tenantId: 'mssp.example', clientId: 'app', clientSecret: 'secret' };

function deferred<T>() {
	let resolve: (value: T) => void = () => undefined;
	let reject: (error: Error) => void = () => undefined;
	const promise = new Promise<T>((onValue, onError) => {
		resolve = onValue;
		reject = onError;
	});
	return { promise, resolve, reject };
}
