import { ALERT_ID, idIn } from '../../core/objectReference';
import type { ObjectReference } from '../../core/objectReference';
import type { AlertChange } from '../../core/alertChange';
import type { Failure } from '../../core/failure';
import type { AlertRecord } from '../../core/item';
import { alertItem } from '../../core/item';
import { alertLinks } from '../../core/links';
import type { Result } from '../../core/result';
import { fail, succeed } from '../../core/result';
import type { Tenant } from '../../core/tenant';
import type { AlertPlace } from '../../sources/alertPlace';
import { updateAlert } from '../../sources/alertWrites';
import type { AlertSource } from '../../sources/source';
import { hitsEveryAlert, updateAlertsInDefender } from '../../sources/updateAlerts';
import { verifyAlert } from '../../sources/verifyAlert';
import { fanOut } from '../../tenants/fanOut';
import type { Connection } from '../../transport/connection';
import type { WorkResult } from '../operation';

/** Microsoft Graph allows 150 calls a minute; more at a time would only wait for each other. */
const ALERTS_AT_A_TIME = 4;

/** The change that one input item asks for. */
export interface ChangeRow {
	reference: ObjectReference;
	source: AlertSource;
	change: AlertChange;
	verify: boolean;
}

/** One change of one alert, however many input items ask for it. */
interface Step {
	key: string;
	place: AlertPlace;
	change: AlertChange;
	verify: boolean;
}

/** What is known of an alert after its change; nothing where the service answered without it. */
interface Changed {
	record?: AlertRecord;
	verified?: boolean;
}

type Outcome = Result<Changed, Failure>;

/** Makes the changes in one tenant, each of them once; gives what came of each row, in their order. */
export async function changeMany(
	rows: ChangeRow[],
	connection: Connection,
	tenant: Tenant,
): Promise<WorkResult[]> {
	const asked = rows.map((row) => stepOf(row, connection, tenant));
	const steps = new Map<string, Step>();
	for (const step of asked) {
		if (!step.ok) continue;
		const { key, verify } = step.value;
		steps.set(key, { ...step.value, verify: verify || steps.get(key)?.verify === true });
	}
	const through = (source: AlertSource['name']) =>
		[...steps.values()].filter(({ place }) => place.source.name === source);
	const outcomes = new Map([
		...(await changeInGraph(through('graphAlerts'))),
		...(await changeInDefender(through('defenderAlerts'), connection, tenant)),
	]);
	return asked.map((step): WorkResult => {
		if (!step.ok) return step;
		const outcome = outcomes.get(step.value.key) ?? succeed({});
		return outcome.ok ? succeed([itemOf(step.value, outcome.value, tenant)]) : outcome;
	});
}

function stepOf(
	{ reference, source, change, verify }: ChangeRow,
	connection: Connection,
	tenant: Tenant,
): Result<Step, Failure> {
	const id = idIn(tenant, reference, ALERT_ID);
	if (!id.ok) return id;
	const key = JSON.stringify([source.name, id.value, change]);
	return succeed({ key, place: { source, id: id.value, connection, tenantId: tenant.id }, change, verify });
}

/** One alert after the other, the changes of one alert in the order of their items. */
async function changeInGraph(steps: Step[]): Promise<Map<string, Outcome>> {
	let stopped: Failure | undefined;
	const change = async (step: Step): Promise<Outcome> => {
		if (stopped !== undefined) return fail(stopped);
		const updated = await updateAlert(step.place, step.change);
		if (updated.ok) return succeed(await lookedAt(step, { record: updated.value }));
		if (hitsEveryAlert(updated.failure)) stopped = updated.failure;
		return updated;
	};
	return await forEachAlert(steps, change);
}

/** Many alerts with one call, wherever their change is the same. */
async function changeInDefender(
	steps: Step[],
	connection: Connection,
	tenant: Tenant,
): Promise<Map<string, Outcome>> {
	const alike = groups(steps, ({ change }) => JSON.stringify(change));
	const batches = alike.map((group) => ({
		change: group[0].change,
		ids: group.map(({ place }) => place.id),
	}));
	const results = await updateAlertsInDefender(batches, connection, tenant.id);
	const sent = new Map(
		alike.flatMap((group, index) =>
			group.map(({ key, place }) => [key, results[index]?.get(place.id)] as const),
		),
	);
	return await forEachAlert(steps, async (step) => {
		const outcome = sent.get(step.key) ?? succeed(undefined);
		return outcome.ok ? succeed(await lookedAt(step, {})) : outcome;
	});
}

async function forEachAlert(
	steps: Step[],
	work: (step: Step) => Promise<Outcome>,
): Promise<Map<string, Outcome>> {
	const outcomes = new Map<string, Outcome>();
	const alerts = groups(steps, ({ place }) => place.id);
	const settled = await fanOut(alerts, ALERTS_AT_A_TIME, async (own) => {
		for (const step of own) outcomes.set(step.key, await work(step));
		return succeed(undefined);
	});
	for (const { entry, outcome } of settled) {
		if (!outcome.ok) for (const { key } of entry) if (!outcomes.has(key)) outcomes.set(key, outcome);
	}
	return outcomes;
}

async function lookedAt({ place, change, verify }: Step, changed: Changed): Promise<Changed> {
	if (!verify) return changed;
	const { found, verified } = await verifyAlert(place, change);
	return { ...changed, ...(found !== undefined && { record: found }), verified };
}

function itemOf({ place }: Step, { record, verified }: Changed, tenant: Tenant): object {
	const { portalUrl } = place.connection.cloud;
	const alert = { id: place.id };
	const item =
		record === undefined
			? { tenant, alert, links: alertLinks(alert, tenant.id, portalUrl) }
			: alertItem(record, tenant, { portalUrl, simplify: true });
	return verified === undefined ? item : { ...item, verified };
}

type Group = [Step, ...Step[]];

/** The steps by what they have in common, in the order of their first. */
function groups(steps: Step[], common: (step: Step) => string): Group[] {
	const found = new Map<string, Group>();
	for (const step of steps) {
		const group = found.get(common(step));
		if (group === undefined) found.set(common(step), [step]);
		else group.push(step);
	}
	return [...found.values()];
}
