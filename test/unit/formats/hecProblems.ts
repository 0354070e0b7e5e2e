import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { isJsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';

/** What Splunk's HTTP Event Collector takes of an event, by the rules of its documentation. */
const PARTS = ['time', 'host', 'source', 'sourcetype', 'event', 'fields'];

export function hecProblems(document: JsonObject): string[] {
	const { time, event, fields } = document;
	const named = isJsonObject(fields) ? Object.entries(fields) : [['fields', 1] as const];
	return [
		...Object.keys(document).filter((name) => !PARTS.includes(name)),
		...(time === undefined || isMoment(time) ? [] : [`time ${JSON.stringify(time)}`]),
		...['host', 'source', 'sourcetype'].filter((name) => !isText(document[name])),
		...(isJsonObject(event) && Object.keys(event).length > 0 ? [] : ['event']),
		...named
			.filter(([name, value]) => !/^\w+$/.test(name) || !isField(value))
			.map(([name]) => `field ${name}`),
	];
}

/** Seconds, with milliseconds at most. */
const isMoment = (value: unknown): boolean =>
	typeof value === 'number' &&
	Number.isFinite(value) &&
	Math.abs(Math.round(value * 1000) / 1000 - value) < 1e-9;

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

const isField = (value: unknown): boolean =>
	isText(value) || (Array.isArray(value) && value.length > 0 && value.every(isText));
