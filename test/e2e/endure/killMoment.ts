import { setTimeout as sleep } from 'node:timers/promises';
import type { Aim } from './aim';
import type { Feed } from './feed';
import type { PollWatch } from './pollWatch';

/** How the moment of a kill is chosen. */
export type MomentKind = 'after a poll' | 'during a poll' | 'any time' | 'after a start';

export interface KillMoment {
	kind: MomentKind;
	/** Alerts that the poll in question was the first to see. */
	alertIds: string[];
}

export interface MomentInput {
	feed: Feed;
	watch: PollWatch;
	random: () => number;
	aim: Aim;
}

/** After a kill, n8n's durable scheduler may leave a trigger alone until a lease of a minute is over. */
const pollWithinMs = 120_000;

/**
 * Most kills fall where alerts could get lost: within some tens of milliseconds from the answer of the last customer, in
 * which the poll returns and n8n stores its state and the execution.
 */
export function chooseKind(random: () => number): MomentKind {
	const draw = random();
	if (draw < 0.65) return 'after a poll';
	if (draw < 0.8) return 'during a poll';
	return draw < 0.9 ? 'any time' : 'after a start';
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
	if (kind === 'any time' || kind === 'after a start') {
		await sleep(random() * (kind === 'any time' ? 8_000 : 2_500));
		return { kind, alertIds: [] };
	}
	const alertIds = feed.nextOfEach().map(({ alertId }) => alertId);
	await asked(kind === 'after a poll' ? watch.untilAllAreAsked : watch.untilOneIsAsked);
	await sleep(kind === 'after a poll' ? aim.next() : random() * 20);
	return { kind, alertIds };
}
