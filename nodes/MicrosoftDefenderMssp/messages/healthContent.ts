import type { JsonObject } from '../core/json';
import { isJsonObject, text } from '../core/json';
import { readTenant } from '../core/routedItem';
import type { ContentOptions, MessageContent } from './content';
import { factsOf, frameOf } from './frame';
import { healthLevel } from './levels';
import { linkTo } from './links';
import { LONGEST, moment, shown, titleCase } from './words';

const TITLES: ReadonlyMap<string, string> = new Map([
	['degraded', 'its alerts cannot be read'],
	['recovered', 'its alerts can be read again'],
	['skipped', 'it was not read in the last polls'],
]);

/** What to say of an item of the trigger's output Tenant Health. */
export function healthContent(health: JsonObject, item: JsonObject, options: ContentOptions): MessageContent {
	const tenant = readTenant(item.tenant);
	const type = isJsonObject(item.event) ? text(item.event.type) : undefined;
	// Without words of our own the cause is the title already.
	const title = TITLES.get(type ?? '');
	const { kind, since, until, cause, remedy, code, nextTry, link } = health;
	const when = (value: unknown) => moment(text(value) ?? '');
	const told = [title === undefined ? undefined : text(cause), text(remedy)].filter(
		(part) => part !== undefined,
	);
	return {
		...frameOf(tenant, options),
		level: healthLevel(type),
		event: 'Customer tenant',
		title: title ?? shown(cause, LONGEST.title) ?? 'its health changed',
		description: shown(told.join(' '), LONGEST.long),
		facts: factsOf([
			['Customer', tenant.name],
			['Kind', titleCase(text(kind) ?? '')],
			['Since', when(since)],
			['Until', when(until)],
			['Next try', when(nextTry)],
			['Code', text(code)],
			['Tenant ID', tenant.id],
		]),
		evidence: [],
		moreEvidence: 0,
		links: linkTo('Open what to do', link),
		buttons: [],
	};
}
