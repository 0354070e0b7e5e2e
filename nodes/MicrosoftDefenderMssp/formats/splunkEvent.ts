import type { Finding } from './finding';
import { epochMs } from './moment';

/** `time` of an event, in seconds; nothing where the time is not readable, Splunk then takes its own. */
export function timeOf(moment: string | undefined): { time?: number } {
	const ms = epochMs(moment);
	return ms === undefined ? {} : { time: ms / 1000 };
}

/** `host` of an event: the first device, else the customer. */
export function hostOf({ evidence, tenant }: Finding): string {
	const named = evidence.find(({ device }) => device?.name !== undefined);
	return named?.device?.name ?? (tenant.name || tenant.id || 'unknown');
}
