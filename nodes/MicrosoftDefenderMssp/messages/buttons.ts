import type { MessageButton } from './content';

/** An id that no product changes on its way there and back; Slack, for one, escapes `&`, `<` and `>`. */
const PLAIN_ID = /^[\w.:~+=%/-]{1,200}$/;

/** The buttons to act on an alert or incident; none without both ids, because they would act on nothing. */
export function buttonsFor(
	kind: 'alert' | 'incident',
	tenantId: string,
	id: string,
	isResolved: boolean,
): MessageButton[] {
	if (!PLAIN_ID.test(tenantId) || !PLAIN_ID.test(id)) return [];
	const data = { kind, tenantId, [`${kind}Id`]: id };
	const close: MessageButton = { name: 'close', label: `Close ${kind}`, data: { action: 'close', ...data } };
	const assign: MessageButton = {
		name: 'assign',
		label: 'Assign to me',
		data: { action: 'assign', ...data },
	};
	return isResolved ? [assign] : [close, assign];
}
