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
import { defenderUpdates, hitsEveryAlert, notSent } from '../../sources/updateAlerts';
import { verifyAlert } from '../../sources/verifyAlert';
import { fanOut } from '../../tenants/fanOut';
import type { Connection } from '../../transport/connection';
import type { WorkResult } from '../operation';
import type { AlertTarget } from './alertTarget';
import { placeIn } from './alertTarget';

/** Microsoft Graph allows 150 calls a minute; more at a time would only wait for each other. */
const ALERTS_AT_A_TIME = 4;

/** The change that one input item asks for. */
export interface ChangeRow extends AlertTarget {
	change: AlertChange;
	verify: boolean;
}

/** One change of one alert; input items that ask for it in a row share it. */
interface Step {
	place: AlertPlace;
	change: AlertChange;
	verify: boolean;
}

type Steps = [Step, ...Step[]];

/** What is known of an alert after its change; nothing where the service answered without it. */
interface Changed {
	record?: AlertRecord;
	verified?: boolean;
}

type Outcome = Result<Changed, Failure>;

/**
 * Makes the changes in one tenant, those of one alert in the order of their items; gives what came of each row, in their
 * order. Rows that ask for the same of one alert, with none between that asks for something else, are one change.
 */
export async function changeMany(
	rows: ChangeRow[],
	connection: Connection,
	tenant: Tenant,
): Promise<WorkResult[]> {
	// By alert.
	const histories = new Map<string, Steps>();
	const asked = rows.map((row): Result<Step, Failure> => {
		const step = stepOf(row, connection, tenant);
		return step.ok ? succeed(enter(histories, step.value)) : step;
	});
	const through = (source: AlertSource['name']) =>
		[...histories.values()].filter(([{ place }]) => place.source.name === source);
	const outcomes = new Map([
		...(await changeInGraph(through('graphAlerts'))),
		...(await changeInDefender(through('defenderAlerts'), connection, tenant)),
	]);
	return asked.map((step): WorkResult => {
		if (!step.ok) return step;
		const outcome = outcomes.get(step.value) ?? succeed({});
		return outcome.ok ? succeed([itemOf(step.value, outcome.value, tenant)]) : outcome;
	});
}

function stepOf(
	{ change, verify, ...target }: ChangeRow,
	connection: Connection,
	tenant: Tenant,
): Result<Step, Failure> {
	const place = placeIn(tenant, target, connection);
	return place.ok ? succeed({ place: place.value, change, verify }) : place;
}

/** Puts the step behind those of its alert; gives the last of them instead where that makes the same change. */
function enter(histories: Map<string, Steps>, step: Step): Step {
	const key = JSON.stringify([step.place.source.name, step.place.id]);
	const history = histories.get(key);
	const last = history?.at(-1);
	if (last !== undefined && sameness(last) === sameness(step)) {
		last.verify ||= step.verify;
		return last;
	}
	if (history === undefined) histories.set(key, [step]);
	else history.push(step);
	return step;
}

const sameness = ({ change }: Step): string => JSON.stringify(change);

/** One alert after the other. */
async function changeInGraph(histories: Steps[]): Promise<Map<Step, Outcome>> {
	let stopped: Failure | undefined;
	return await forEachAlert(histories, async (step) => {
		if (stopped !== undefined) return fail(stopped);
		const updated = await updateAlert(step.place, step.change);
		if (updated.ok) return succeed(await lookedAt(step, { record: updated.value }));
		const { failure } = updated;
		if (hitsEveryAlert(failure)) stopped = notSent(failure.ofPart ?? failure);
		return updated;
	});
}

/** Many alerts with one call, wherever their change is the same; the next change of an alert only after its last. */
async function changeInDefender(
	histories: Steps[],
	connection: Connection,
	tenant: Tenant,
): Promise<Map<Step, Outcome>> {
	const update = defenderUpdates(connection, tenant.id);
	const outcomes = new Map<Step, Outcome>();
	for (let round = 0; ; round += 1) {
		const steps = histories.flatMap((history) => history[round] ?? []);
		if (steps.length === 0) return outcomes;
		const sent = new Map<string, Result<undefined, Failure>>();
		for (const alike of groups(steps)) {
			const ids = alike.map(({ place }) => place.id);
			for (const [id, outcome] of await update({ change: alike[0].change, ids })) sent.set(id, outcome);
		}
		const looked = await forEachAlert(
			steps.map((step): Steps => [step]),
			async (step) => {
				const outcome = sent.get(step.place.id) ?? succeed(undefined);
				return outcome.ok ? succeed(await lookedAt(step, {})) : outcome;
			},
		);
		for (const [step, outcome] of looked) outcomes.set(step, outcome);
	}
}

async function forEachAlert(
	histories: Steps[],
	work: (step: Step) => Promise<Outcome>,
): Promise<Map<Step, Outcome>> {
	const outcomes = new Map<Step, Outcome>();
	const settled = await fanOut(histories, ALERTS_AT_A_TIME, async (history) => {
		for (const step of history) outcomes.set(step, await work(step));
		return succeed(undefined);
	});
	for (const { entry, outcome } of settled) {
		if (!outcome.ok) for (const step of entry) if (!outcomes.has(step)) outcomes.set(step, outcome);
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

/** The steps by their change, in the order of the first of each. */
function groups(steps: Step[]): Steps[] {
	const found = new Map<string, Steps>();
	for (const step of steps) {
		const group = found.get(sameness(step));
		if (group === undefined) found.set(sameness(step), [step]);
		else group.push(step);
	}
	return [...found.values()];
}
