import { setTimeout as sleep } from 'node:timers/promises';
import type { Aim } from './aim';
import type { Feed } from './feed';
import type { PollWatch } from './pollWatch';
import type { WriteWatch } from './writeWatch';

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
	writes: WriteWatch;
	random: () => number;
	aim: Aim;
}

/** After a kill, n8n may leave a trigger alone until a lease of up to a minute is over. */
const pollWithinMs = 120_000;
/** A poll that has begun is over by then, unless the machine is very busy. */
const pollOverMs = 600;
/** From the last question to the first write of the hand-over. */
const handOverWithinMs = 1_000;

/** Most kills fall where alerts could get lost: when the poll returns and n8n stores its state and the execution. */
export function chooseKind(random: () => number): MomentKind {
	const draw = random();
	if (draw < 0.7) return 'after a poll';
	if (draw < 0.82) return 'in the first poll';
	if (draw < 0.88) return 'during a poll';
	return draw < 0.94 ? 'any time' : 'after a start';
}

async function asked(wait: (withinMs: number) => Promise<boolean>): Promise<void> {
	if (await wait(pollWithinMs)) return;
	throw new Error(`The trigger did not poll within ${pollWithinMs / 1000} s`);
}

/** Waits for a moment of this kind. */
export async function waitForMoment(
	kind: MomentKind,
	{ feed, watch, writes, random, aim }: MomentInput,
): Promise<KillMoment> {
	const alertsNow = (): string[] => feed.nextOfEach().map(({ alertId }) => alertId);
	if (kind === 'any time' || kind === 'after a start') {
		await sleep(random() * (kind === 'any time' ? 8_000 : 2_500));
		return { kind, alertIds: [] };
	}
	if (kind === 'in the first poll') {
		// It competes with the start of n8n, which writes too, so it cannot be aimed at as well.
		const alertIds = alertsNow();
		await asked(watch.untilAllAreAsked);
		await writes.untilWritten(handOverWithinMs);
		await sleep(random() * 100);
		return { kind, alertIds };
	}
	await asked(watch.untilAllAreAsked);
	await sleep(pollOverMs);
	const alertIds = alertsNow();
	if (kind === 'during a poll') {
		await asked(watch.untilOneIsAsked);
		await sleep(random() * 20);
		// Nothing is handed over yet.
		return { kind, alertIds: [] };
	}
	await asked(watch.untilAllAreAsked);
	await writes.untilWritten(handOverWithinMs);
	await sleep(aim.next());
	return { kind, alertIds };
}
