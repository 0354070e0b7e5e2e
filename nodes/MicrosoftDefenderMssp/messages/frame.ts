import type { Tenant } from '../core/tenant';
import type { ContentOptions, Fact, MessageContent } from './content';
import { LONGEST, shown } from './words';

/** What every message has in common. */
export function frameOf(
	tenant: Tenant,
	{ heading, includeButtons }: ContentOptions,
): Pick<MessageContent, 'customer' | 'heading' | 'interactive'> {
	return {
		heading: shown(heading, LONGEST.heading),
		customer: shown(tenant.name, LONGEST.customer) ?? '',
		interactive: includeButtons,
	};
}

/** The facts that have a value. */
export function factsOf(pairs: ReadonlyArray<readonly [label: string, value: string | undefined]>): Fact[] {
	return pairs.flatMap(([label, value]) => {
		const told = shown(value);
		return told === undefined ? [] : [{ label, value: told }];
	});
}

/** Everything in one line, the customer before a title that may have to be cut. */
export function headline(
	{ heading, level, customer, event, title }: MessageContent,
	between = ' - ',
): string {
	const parts = [level.word, customer, `${event}: ${title}`].filter((part) => part !== '');
	return [heading, parts.join(between)].filter((part) => part !== undefined).join(' ');
}
