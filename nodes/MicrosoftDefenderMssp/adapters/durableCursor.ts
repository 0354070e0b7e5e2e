import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { environmentOfProcess } from './environment';

/** What n8n 2.41 reads whether it stores a trigger's state together with the execution; all must be on. */
const SETTINGS: Record<string, 'on' | 'off'> = {
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'off',
	N8N_SCHEDULER_ENABLED: 'off',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'off',
	N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'on',
};

/**
 * Whether n8n is set to durable cursors. Where they were switched off again n8n 2.41 still hands out the state from its own
 * table, as a plain copy, but writes it and the execution apart; so the settings decide, and what is not known counts as off:
 * a wrong "off" only delivers twice after a kill, a wrong "on" could lose alerts.
 */
export function durableCursorsEnabled(environment = environmentOfProcess()): boolean {
	return Object.entries(SETTINGS).every(([name, usual]) => isOn(environment[name] ?? usual));
}

const isOn = (value: string): boolean => ['on', 'true', '1'].includes(value.toLowerCase());

/**
 * Whether this poll works on a plain copy of the state, which n8n stores itself when the poll starts an execution or ends.
 * Otherwise the static data is a proxy that watches the workflow's own.
 */
export function hasOwnCopy(context: IPollFunctions, staticData: IDataObject): boolean {
	return typeof context.__commitCursor === 'function' && isPlain(staticData);
}

/** A proxy cannot be cloned. */
function isPlain(value: IDataObject): boolean {
	try {
		structuredClone(value);
		return true;
	} catch {
		return false;
	}
}
