import { at } from '../test/n8n/json';
import { onCallChannel, type Channel } from './channels';
import type { Arrival } from './receiver';

/** One alert that the emulator was given. */
export interface SentAlert {
	alertId: string;
	tenantId: string;
	severity: string;
	title: string;
}

/** What became of the alerts of one customer. */
export interface CustomerResult {
	name: string;
	sent: number;
	/** How many of them arrived in the customer's own channel. */
	arrived: number;
	/** How many deliveries were seen where they do not belong, or a second time. */
	elsewhere: number;
}

export interface CheckResult {
	customers: CustomerResult[];
	/** One sentence for each delivery that is still missing. */
	missing: string[];
	/** One sentence for each delivery too many: wrong channel, wrong customer, second time. */
	misplaced: string[];
}

interface Delivery {
	channel: string;
	alertId: string;
	tenantId: string;
}

/** The alert deliveries among the arrivals; tenant health is not about single alerts, and a closed alert comes once more. */
function deliveriesOf(arrivals: Arrival[]): Delivery[] {
	return arrivals
		.filter(({ item }) => at(item, 'tenant') === undefined || at(item, 'alert') !== undefined)
		.filter(({ item }) => at(item, 'event', 'type') !== 'resolved')
		.map(({ channel, item }) => ({
			channel,
			alertId: String(at(item, 'alert', 'id')),
			tenantId: String(at(item, 'tenant', 'id')),
		}));
}

/** Where one alert has to arrive: in its customer's channel, and with high severity in on-call as well. */
function homesOf(alert: SentAlert, own: Channel): string[] {
	return alert.severity === 'high' ? [own.id, onCallChannel] : [own.id];
}

interface AlertVerdict {
	arrived: boolean;
	missing: string[];
	misplaced: string[];
}

function judgeAlert(alert: SentAlert, own: Channel, seen: Delivery[]): AlertVerdict {
	const what = `'${alert.title}' (${alert.alertId}) of ${own.title}`;
	const unfilled = new Set(homesOf(alert, own));
	const homes = [...unfilled];
	const misplaced: string[] = [];
	for (const { channel, tenantId } of seen) {
		if (!homes.includes(channel)) misplaced.push(`Wrongly in #${channel}: ${what}`);
		else if (tenantId !== alert.tenantId)
			misplaced.push(`As one of tenant ${tenantId} in #${channel}: ${what}`);
		else if (!unfilled.delete(channel)) misplaced.push(`Once more in #${channel}: ${what}`);
	}
	const missing = [...unfilled].map((home) => `Missing in #${home}: ${what}`);
	return { arrived: !unfilled.has(own.id), missing, misplaced };
}

/** Compares what was sent with what arrived where. */
export function judge(sent: SentAlert[], arrivals: Arrival[], channels: Channel[]): CheckResult {
	const deliveries = deliveriesOf(arrivals);
	const result: CheckResult = { customers: [], missing: [], misplaced: [] };
	for (const own of channels.filter(({ kind }) => kind === 'customer')) {
		const verdicts = sent
			.filter(({ tenantId }) => tenantId === own.tenantId)
			.map((alert) => {
				const seen = deliveries.filter(({ alertId }) => alertId === alert.alertId);
				return judgeAlert(alert, own, seen);
			});
		const misplaced = verdicts.flatMap((verdict) => verdict.misplaced);
		result.customers.push({
			name: own.title,
			sent: verdicts.length,
			arrived: verdicts.filter(({ arrived }) => arrived).length,
			elsewhere: misplaced.length,
		});
		result.missing.push(...verdicts.flatMap((verdict) => verdict.missing));
		result.misplaced.push(...misplaced);
	}
	const known = new Set(sent.map(({ alertId }) => alertId));
	for (const { channel, alertId } of deliveries.filter((delivery) => !known.has(delivery.alertId))) {
		result.misplaced.push(`In #${channel}, but never sent: ${alertId}`);
	}
	return result;
}

/** The result as a table, one line for each customer. */
export function tableOf({ customers }: CheckResult): string {
	const rows = [
		['Customer', 'sent', 'arrived', 'elsewhere'],
		...customers.map(({ name, sent, arrived, elsewhere }) => [name, sent, arrived, elsewhere].map(String)),
	];
	const width = Math.max(...rows.map(([name = '']) => name.length));
	return rows
		.map(([name = '', ...numbers]) =>
			[name.padEnd(width), ...numbers.map((text) => text.padStart(10))].join(''),
		)
		.join('\n');
}
