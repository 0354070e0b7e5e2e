import { at, isObject, type JsonObject } from '../test/n8n/json';
import { telling } from './tellingEntities';

/** What the page shows of an item. */
export interface Card {
	/** Its colour: a severity, or `good` for what is over. */
	tone: string;
	label: string;
	title: string;
	/** Lines below the title. */
	details: string[];
}

const text = (value: unknown, ...path: Array<string | number>): string => {
	const found = at(value, ...path);
	return typeof found === 'string' ? found : '';
};

const joined = (parts: string[], separator: string): string => parts.filter(Boolean).join(separator);

/** `microsoftDefenderForOffice365` reads as "Defender For Office365". */
const spaced = (word: string): string =>
	word
		.replace(/^microsoft/, '')
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.trim();

/** The card of an alert as the trigger or the action node gives it. */
export function alertCard(item: unknown): Card {
	const found = at(item, 'alert');
	const alert: JsonObject = isObject(found) ? found : {};
	const eventType = text(item, 'event', 'type');
	const type = eventType === 'created' ? '' : eventType;
	const severity = text(alert, 'severity') || 'unknown';
	return {
		tone: type === 'resolved' ? 'good' : severity,
		label: joined([severity, type], ' · '),
		title: text(alert, 'title') || 'An item without an alert',
		details: [
			text(item, 'tenant', 'name') || text(item, 'tenant', 'id'),
			...telling(alert),
			joined([productOf(alert), ...categoriesOf(alert).map(spaced)], ' · '),
		].filter(Boolean),
	};
}

/** `Microsoft Defender for Office 365` without what all of them begin with. */
const productOf = (alert: JsonObject): string =>
	text(alert, 'productName').replace(/^Microsoft /, '') || spaced(text(alert, 'serviceSource'));

function categoriesOf(alert: JsonObject): string[] {
	const categories = Array.isArray(alert.categories) ? alert.categories : [];
	const texts = categories.filter((category) => typeof category === 'string');
	return texts.length > 0 ? texts : [text(alert, 'category')];
}

/** The card of an item of the output Tenant Health. */
export function healthCard(item: unknown): Card {
	const recovered = text(item, 'event', 'type') === 'recovered';
	const customer = text(item, 'tenant', 'name') || 'A customer';
	return {
		tone: recovered ? 'good' : 'medium',
		label: spaced(text(item, 'health', 'kind') || text(item, 'event', 'type') || 'health'),
		title: `${customer} ${recovered ? 'is read again' : 'cannot be read'}`,
		details: [
			text(item, 'health', 'cause') || text(item, 'health', 'message'),
			text(item, 'health', 'remedy'),
		].filter(Boolean),
	};
}
