import type { IDataObject } from 'n8n-workflow';

/** What n8n's database holds of the trigger. */
export interface Stored {
	text: string;
	/** The customers that it can know of. */
	known: ReadonlySet<string>;
	at: number;
}

/** What a poll finds as its static data, and how n8n sees what it changed. */
export interface Memory {
	known: ReadonlySet<string>;
	given(): IDataObject;
	/** What there is to store, as text; undefined if nothing changed. */
	take(): string | undefined;
	/** It is in the database now. */
	landed(): void;
}

/** Static data: one object for as long as the workflow is active, watched by a proxy. */
export class StaticData implements Memory {
	known: ReadonlySet<string>;
	private readonly data: IDataObject;
	private readonly proxy: IDataObject;
	private isChanged = false;

	constructor(stored?: Stored) {
		this.known = stored?.known ?? new Set();
		this.data = JSON.parse(stored?.text ?? '{}') as IDataObject;
		this.proxy = watched(this.data, () => {
			this.isChanged = true;
		});
	}

	given(): IDataObject {
		return this.proxy;
	}

	take(): string | undefined {
		return this.isChanged ? JSON.stringify(this.data) : undefined;
	}

	/** As in n8n, also what changed while it was being written counts as written now. */
	landed(): void {
		this.isChanged = false;
	}
}

/** The cursor of n8n's table `poller_state`: a plain copy for each poll. */
export class CursorCopy implements Memory {
	known: ReadonlySet<string>;
	private readonly data: IDataObject;
	private seed: string;

	constructor({ text, known }: Stored) {
		this.known = known;
		this.data = JSON.parse(text) as IDataObject;
		this.seed = text;
	}

	given(): IDataObject {
		return this.data;
	}

	take(): string | undefined {
		const text = JSON.stringify(this.data);
		if (text === this.seed) return undefined;
		this.seed = text;
		return text;
	}

	landed(): void {
		// Nothing: what was taken counts as the poll's own from then on.
	}
}

function watched(target: IDataObject, changed: () => void): IDataObject {
	for (const [name, value] of Object.entries(target)) {
		if (typeof value === 'object' && value !== null) target[name] = watched(value as IDataObject, changed);
	}
	return new Proxy(target, {
		set: (object, name, value) => {
			changed();
			return Reflect.set(object, name, value);
		},
		deleteProperty: (object, name) => {
			changed();
			return Reflect.deleteProperty(object, name);
		},
	});
}
