import { setTimeout as sleep } from 'node:timers/promises';
import type { Aim } from './aim';
import type { Feed } from './feed';
import type { PollWatch } from './pollWatch';

/** How the moment of a kill is chosen. */
export type MomentKind =
	'after a poll' | 'in the first poll' | 'during a poll' | 'any time' | 'after a start';

export interface KillMoment {
	kind: MomentKind;
	/** Alerts that the poll in question was the first to see; empty where the kill is not aimed at a hand-over. */
	alertIds: string[];
}

export interface MomentInput {
	feed: Feed;
	watch: PollWatch;
	random: () => number;
	aim: Aim;
}

/** After a kill, n8n may leave a trigger alone until a lease of up to a minute is over. */
const pollWithinMs = 120_000;
/** A poll that has begun is over by then. */
const pollOverMs = 600;

/** Most kills fall where alerts could get lost: when the poll returns and n8n stores its state and the execution. */
export function chooseKind(random: () => number): MomentKind {
	const draw = random();
	if (draw < 0.6) return 'after a poll';
	if (draw < 0.75) return 'in the first poll';
	if (draw < 0.85) return 'during a poll';
	return draw < 0.95 ? 'any time' : 'after a start';
}

async function asked(wait: (withinMs: number) => Promise<boolean>): Promise<void> {
	if (await wait(pollWithinMs)) return;
	throw new Error(`The trigger did not poll within ${pollWithinMs / 1000} s`);
}

/** Waits for a moment of this kind. */
export async function waitForMoment(
	kind: MomentKind,
	{ feed, watch, random, aim }: MomentInput,
): Promise<KillMoment> {
	const alertsNow = (): string[] => feed.nextOfEach().map(({ alertId }) => alertId);
	if (kind === 'any time' || kind === 'after a start') {
		await sleep(random() * (kind === 'any time' ? 8_000 : 2_500));
		return { kind, alertIds: [] };
	}
	if (kind === 'in the first poll') {
		// It reads more than the others and competes with the start of n8n, so it cannot be aimed at as well.
		const alertIds = alertsNow();
		await asked(watch.untilAllAreAsked);
		await sleep(random() * 400);
		return { kind, alertIds };
	}
	await asked(watch.untilAllAreAsked);
	await sleep(pollOverMs);
	const alertIds = alertsNow();
	await asked(kind === 'after a poll' ? watch.untilAllAreAsked : watch.untilOneIsAsked);
	await sleep(kind === 'after a poll' ? aim.next() : random() * 20);
	return { kind, alertIds };
}
