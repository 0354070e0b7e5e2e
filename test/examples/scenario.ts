import type { Tenant } from '../emulator';
import type { JsonObject } from '../n8n/json';
import type { RestClient } from '../n8n/rest';
import type { Host } from './internet';

/** What an example is given and has to do. */
export interface Scenario {
	/** The services that it talks to. */
	hosts: readonly Host[];
	/** Data of the credentials that its note asks for, by their type; the one for Defender is there already. */
	credentials?: Readonly<Record<string, JsonObject>>;
	/** How many executions are meant to fail. */
	failing?: number;
	/** Lets things happen and waits until the example has done what it promises. Resolves to what was seen, in words. */
	play: (stage: Stage) => Promise<string>;
}

/** What a scenario plays on: the published workflow in a real n8n, and the customers' tenants. */
export interface Stage {
	contoso: Tenant;
	fabrikam: Tenant;
	rest: RestClient;
	workflowId: string;
	/** Where n8n answers, webhooks and forms among it. */
	n8nUrl: string;
	/** Waits until it holds; throws with `what` after half a minute, or the time given. */
	until: (what: string, holds: () => boolean | Promise<boolean>, limitMs?: number) => Promise<void>;
	/** Waits for the next polls to have passed, in case something comes that should not. */
	quiet: () => Promise<void>;
}
