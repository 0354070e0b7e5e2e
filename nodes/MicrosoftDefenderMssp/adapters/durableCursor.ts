import type { IDataObject, IPollFunctions } from 'n8n-workflow';

/**
 * Whether n8n stores this poll's state together with the execution it starts, in one transaction (durable cursors). n8n
 * does not say so. Seen in n8n 2.41: then, and only then, the static data is a plain copy made for this poll, while
 * otherwise it is a proxy that watches the workflow's own. A wrong "no" only makes an alert be delivered twice; a wrong "yes"
 * could lose some, so anything but a plain copy is a "no".
 */
export function hasDurableCursor(context: IPollFunctions, staticData: IDataObject): boolean {
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
