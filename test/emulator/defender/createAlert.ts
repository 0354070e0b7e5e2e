import { createHash } from 'node:crypto';

import { changeAlert } from '../alerts/change';
import { newAlertRecord, type AlertDevice, type AlertRecord } from '../alerts/record';
import { parseTicks } from '../alerts/timestamp';
import { graphWord, newAlertCategories, newAlertSeverities } from '../alerts/writeVocabulary';
import { apiError } from '../http/apiError';
import type { Reply } from '../http/reply';
import { required, someText, strictBody, wordOf } from '../http/strictBody';
import type { TenantState } from '../world';
import { alertAnswer } from './alertWrites';
import type { DefenderCall } from './handler';

/** An event of a device, as far as an alert refers to it. */
export interface DeviceEvent {
	eventTime: string;
	reportId: string;
	deviceId: string;
}

const rules = {
	eventTime: required({ allows: (value) => typeof value === 'string' && parseTicks(value) !== undefined }),
	reportId: required(someText),
	machineId: required(someText),
	severity: required(wordOf(Object.values(newAlertSeverities))),
	title: required(someText),
	description: required(someText),
	recommendedAction: required(someText),
	category: required(wordOf(newAlertCategories)),
};

/** Answers `POST /api/alerts/CreateAlertByReference`: with a new alert, or with the open one that it is merged into. */
export function createAlertByReference({ world, caller, call }: DefenderCall): Reply {
	const { tenant } = caller;
	const sent = strictBody(call, rules);
	if ('problem' in sent) return apiError(world, 'defender', { status: 400, ...sent.problem });
	// SAFETY: every rule allows nothing but text, and requires it.
	const wanted = sent.body as Record<keyof typeof rules, string>;
	if (!isKnown(tenant, wanted)) {
		const message = `Event with report ID ${wanted.reportId} was not found on machine ${wanted.machineId}`;
		return apiError(world, 'defender', { status: 404, code: 'ResourceNotFound', message });
	}
	const open = tenant.alerts.all().find((alert) => isOpenTwin(alert, wanted));
	if (open) return alertAnswer(changeAlert(world, caller, open, {}), tenant.id);
	const domain = tenant.domains[0] ?? 'corp.example';
	const record = newAlertRecord(
		{
			title: wanted.title,
			description: wanted.description,
			recommendedActions: wanted.recommendedAction,
			severity: graphWord(newAlertSeverities, wanted.severity),
			category: wanted.category,
			detectionSource: 'customDetection',
			investigationState: 'running',
			firstActivityDateTime: wanted.eventTime,
			lastActivityDateTime: wanted.eventTime,
			device: deviceOf(tenant, wanted.machineId, domain),
		},
		world.now(),
		domain,
	);
	tenant.alerts.set(record);
	return alertAnswer(record, tenant.id);
}

function isKnown({ deviceEvents }: TenantState, wanted: Record<keyof typeof rules, string>): boolean {
	return deviceEvents.some(
		({ eventTime, reportId, deviceId }) =>
			parseTicks(eventTime) === parseTicks(wanted.eventTime) &&
			reportId === wanted.reportId &&
			deviceId === wanted.machineId,
	);
}

const isOpenTwin = (
	{ device, title, status, shownByDefender }: AlertRecord,
	wanted: { machineId: string; title: string },
): boolean =>
	shownByDefender && status !== 'resolved' && device?.id === wanted.machineId && title === wanted.title;

/** The device as other alerts show it, or one that only its id is known of. */
function deviceOf(tenant: TenantState, id: string, domain: string): AlertDevice {
	const known = tenant.alerts.all().find(({ device }) => device?.id === id)?.device;
	if (known) return known;
	const dnsName = `pc-${createHash('sha1').update(id).digest('hex').slice(0, 6)}.${domain}`;
	return {
		id,
		dnsName,
		osPlatform: 'Windows11',
		groupName: 'Workstations',
		tags: [],
		riskScore: 'none',
		lastIpAddress: '192.0.2.8',
	};
}
