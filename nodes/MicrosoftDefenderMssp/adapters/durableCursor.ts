import type { IDataObject, IPollFunctions } from 'n8n-workflow';

/** n8n marks the static data that it watches with this property, and stores the workflow's when it says so. */
const WATCHED = '__dataChanged';

/**
 * Whether n8n stores this poll's state together with the execution it starts, in one transaction (durable cursors). n8n
 * does not say so. Seen in n8n 2.41: then, and only then, the static data is a plain copy made for this poll, while
 * otherwise it is the watched object of the workflow itself. A wrong "no" only makes an alert be delivered twice.
 */
export function hasDurableCursor(context: IPollFunctions, staticData: IDataObject): boolean {
	return typeof context.__commitCursor === 'function' && !(WATCHED in staticData);
}
