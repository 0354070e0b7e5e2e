import type { EventType } from '../../../nodes/MicrosoftDefenderMssp/core/event';
import { alertItem, eventItem, rowOf } from '../../../nodes/MicrosoftDefenderMssp/core/item';
import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import type { Changes } from '../../../nodes/MicrosoftDefenderMssp/core/snapshot';
import { simplifyDefenderAlert } from '../../../nodes/MicrosoftDefenderMssp/core/simplify/defenderAlert';
import { simplifyGraphAlert } from '../../../nodes/MicrosoftDefenderMssp/core/simplify/graphAlert';
import { simplifyGraphIncident } from '../../../nodes/MicrosoftDefenderMssp/core/simplify/graphIncident';
import type { ContentOptions, MessageContent } from '../../../nodes/MicrosoftDefenderMssp/messages/content';
import type { MessageFormat } from '../../../nodes/MicrosoftDefenderMssp/messages/formats';
import { MESSAGE_FORMATS } from '../../../nodes/MicrosoftDefenderMssp/messages/formats';
import { readContent } from '../../../nodes/MicrosoftDefenderMssp/messages/readContent';
import { nextHealth } from '../../../nodes/MicrosoftDefenderMssp/trigger/health';
import type { AlertInput } from '../../emulator';
import { sceneOf, stories } from '../../emulator';
import { defenderAlert } from '../../emulator/alerts/defenderView';
import { graphAlert } from '../../emulator/alerts/graphView';
import { newAlertRecord } from '../../emulator/alerts/record';
import { CONTOSO, lasting, NOW } from '../core/builders';

const DEFAULTS: ContentOptions = { includeButtons: true, includeDescription: true, maxEvidence: 6 };
const portal = { portalUrl: 'https://security.microsoft.com' };
/** As n8n passes it on. */
const passed = (item: object) => JSON.parse(JSON.stringify(item)) as JsonObject;

export const FORMATS = Object.keys(MESSAGE_FORMATS) as MessageFormat[];

export function contentOf(item: JsonObject, options: Partial<ContentOptions> = {}): MessageContent {
	const content = readContent(item, { ...DEFAULTS, ...options });
	if (content === undefined) throw new Error('There is nothing to tell.');
	return content;
}

export const messageOf = <F extends MessageFormat>(
	format: F,
	item: JsonObject,
	options: Partial<ContentOptions> = {},
) => MESSAGE_FORMATS[format](contentOf(item, options)) as ReturnType<(typeof MESSAGE_FORMATS)[F]>;

const recordOf = (input: AlertInput = {}) =>
	newAlertRecord(
		{ id: 'da639031996377211305_-104477221', severity: 'high', incidentId: 4711, ...input },
		NOW,
		'contoso.example',
	);

const rawAlert = (input: AlertInput = {}): JsonObject => graphAlert(recordOf(input), CONTOSO.id, true);

/** An alert as Get and Get Many of the action node give it. */
export function gotten(
	input: AlertInput = {},
	source: 'graph' | 'defender' = 'graph',
	simplify = true,
): JsonObject {
	const raw = source === 'graph' ? rawAlert(input) : defenderAlert(recordOf(input), CONTOSO.id, true);
	const simple = source === 'graph' ? simplifyGraphAlert(raw) : simplifyDefenderAlert(raw);
	return passed(alertItem({ raw, simple }, CONTOSO, { ...portal, simplify }));
}

const DOMAIN = 'contoso.example';

/** An alert of the emulator's stories as Graph sends it. */
export const rawStory = (name: keyof typeof stories): JsonObject => {
	const input = {
		...stories[name](sceneOf({ tenantId: CONTOSO.id, domain: DOMAIN }, NOW)),
		id: 'da1_1',
		incidentId: 4711,
	};
	return graphAlert(newAlertRecord(input, NOW, DOMAIN), CONTOSO.id, true);
};

/** The item of an alert that Graph sent. */
export const itemOf = (raw: JsonObject, simplify: boolean): JsonObject =>
	passed(alertItem({ raw, simple: simplifyGraphAlert(raw) }, CONTOSO, { ...portal, simplify }));

/** An alert as one of Microsoft's services raises it, as the action node gives it. */
export const story = (name: keyof typeof stories, simplify = true): JsonObject =>
	itemOf(rawStory(name), simplify);

/** An alert as the trigger gives it. */
export function triggered(type: EventType, input: AlertInput = {}, changes?: Changes): JsonObject {
	const raw = rawAlert(input);
	const row = rowOf({ raw, simple: simplifyGraphAlert(raw) }, true);
	const event = { type, row, snapshot: row.snapshot, changes };
	return passed(eventItem(event, 'alert', CONTOSO, { ...portal, simplify: true }));
}

/** An incident with two alerts as the trigger gives it. */
export function incident(fields: JsonObject = {}): JsonObject {
	const raw = {
		id: '4711',
		displayName: 'Multi-stage incident involving Execution on one endpoint',
		description: 'PowerShell ran a downloaded script that the user did not expect.',
		status: 'active',
		severity: 'high',
		assignedTo: 'kim@mssp.example',
		classification: 'truePositive',
		determination: 'malware',
		customTags: ['vip'],
		createdDateTime: '2026-01-05T11:58:00.1234567Z',
		lastUpdateDateTime: '2026-01-05T12:01:00Z',
		alerts: [rawAlert(), rawAlert({ title: 'Unwanted software was prevented', severity: 'low' })],
		...fields,
	};
	const row = rowOf({ raw, simple: simplifyGraphIncident(raw) }, true);
	const event = { type: 'created' as const, row, snapshot: row.snapshot };
	return passed(eventItem(event, 'incident', CONTOSO, { ...portal, simplify: true }));
}

/** An item of output Tenant Health. */
export function health(): JsonObject {
	const link = 'https://login.microsoftonline.com/organizations/adminconsent?client_id=x&redirect_uri=y';
	const { item } = nextHealth(CONTOSO, undefined, lasting({ link, code: 'AADSTS65001' }), NOW);
	return passed(item ?? {});
}

/** An alert of which nothing is known but its id. */
export const bare = (): JsonObject => ({ alert: { id: 'da1_-1' } });

/** The item with this text wherever it has a text that comes from the customer, an attacker or the builder of the workflow. */
export function infested(item: JsonObject, text: string): JsonObject {
	const KEPT = ['@odata.type', 'severity', 'status', 'type', 'kind', 'links', 'link'];
	const infest = (value: unknown, key: string): unknown => {
		if (KEPT.includes(key)) return value;
		if (typeof value === 'string') return text;
		if (Array.isArray(value)) return value.map((entry) => infest(entry, ''));
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, infest(entry, name)]));
	};
	return infest(item, '') as JsonObject;
}
