import type { Failure } from '../../core/failure';
import { emptyField } from '../../core/failure';
import { knownWord } from '../../core/knownWords';
import type { Parameters } from '../../core/parameters';
import { readDate } from '../../core/parameters';
import { requiredText } from '../../core/textFields';
import type { Result } from '../../core/result';
import { fail, succeed } from '../../core/result';
import { normalizeTimestamp } from '../../core/timestamp';
import type { NewAlert } from '../../sources/createAlert';
import { NEW_ALERT_CATEGORIES, NEW_ALERT_SEVERITIES } from '../../sources/createAlert';

const LABELS = {
	reportId: 'Report ID',
	deviceId: 'Device ID',
	title: 'Title',
	severity: 'Severity',
	category: 'Category',
	description: 'Description',
	recommendedAction: 'Recommended Action',
} as const;

type TextField = keyof typeof LABELS;

/** Reads the fields of a new alert, all of which are required; the failure names the field at fault. */
export function readNewAlert(parameters: Parameters): Result<NewAlert, Failure> {
	const eventTime = readEventTime(parameters.get('eventTime'), parameters.timezone);
	if (!eventTime.ok) return eventTime;
	const fields: Record<TextField, string> = {
		reportId: '',
		deviceId: '',
		title: '',
		severity: '',
		category: '',
		description: '',
		recommendedAction: '',
	};
	for (const name of Object.keys(LABELS) as TextField[]) {
		const typed = requiredText(parameters.get(name), LABELS[name], FILL_IN);
		if (!typed.ok) return typed;
		fields[name] = typed.value;
	}
	const severity = knownWord(fields.severity.toLowerCase(), LABELS.severity, NEW_ALERT_SEVERITIES);
	if (!severity.ok) return severity;
	const category = knownWord(fields.category, LABELS.category, NEW_ALERT_CATEGORIES);
	if (!category.ok) return category;
	return succeed({ ...fields, severity: severity.value, eventTime: eventTime.value });
}

/** The event is found by its time, so that a time with a zone keeps every digit that it has. */
function readEventTime(value: unknown, timezone: string): Result<string, Failure> {
	const exact =
		typeof value === 'string' && /(Z|[+-]\d\d:\d\d)$/.test(value.trim()) ? value.trim() : undefined;
	const normalized = normalizeTimestamp(exact);
	if (normalized !== undefined) return succeed(normalized);
	const read = readDate(value, 'Event Time', timezone);
	if (!read.ok) return read;
	return read.value === undefined ? fail(emptyField('Event Time', FILL_IN)) : succeed(read.value);
}

const FILL_IN = 'Fill it in, or use an expression that gives it. Every field of a new alert is required.';
