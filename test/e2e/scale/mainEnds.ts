import { setTimeout as sleep } from 'node:timers/promises';
import { createAim } from '../endure/aim';
import { deliveriesOf, executionsOf } from '../endure/history';
import { judge, type Verdict } from '../endure/judge';
import { waitForMoment } from '../endure/killMoment';
import { randomOf } from '../endure/random';
import { count } from '../endure/report';
import { untilSettled } from '../endure/settle';
import { strikeOf, type Strike } from '../endure/strike';
import type { WriteWatch } from '../endure/writeWatch';
import { measureHandOver } from './measureHandOver';
import type { Scale } from './scale';
import { alertEveryMs } from './settings';

const kills = 2;

export interface MainEnds {
	alerts: number;
	verdict: Verdict;
	/** What the kills left of the hand-over that they were aimed at. */
	strikes: Map<Strike, number>;
	/** Seconds without a main, for each of its ends. */
	downSeconds: number[];
}

async function startMeasured({ stage }: Scale, downSeconds: number[]): Promise<void> {
	const endedAt = Date.now();
	await stage.host.start();
	downSeconds.push((Date.now() - endedAt) / 1_000);
}

/** PostgreSQL's files are not watched; the first write of a hand-over comes as long after the last question as it did before. */
const writesAfter = (handOverMs: number): WriteWatch => ({
	untilWritten: async () => await sleep(handOverMs, true),
	close: () => undefined,
});

/** Stops main once and kills it when a poll returns, while alerts keep coming, and judges all that happened until now. */
export async function endMain(scale: Scale): Promise<MainEnds> {
	const { run, stage, queries, feed, workflow } = scale;
	const downSeconds: number[] = [];
	const strikes = new Map<Strike, number>();
	const stopFeed = feed.keepComing(alertEveryMs);
	run.cleanup.add('The feed of alerts', stopFeed);
	const handOverMs = await measureHandOver(stage, queries, workflow.id, scale);
	run.log(`Main creates the execution ${handOverMs} ms after the last customer was asked`);
	run.log('Restarting main by SIGTERM');
	await stage.host.stop();
	await startMeasured(scale, downSeconds);
	const random = randomOf(run.options.seed);
	const aim = createAim(random);
	const writes = writesAfter(handOverMs);
	for (let kill = 1; kill <= kills; kill += 1) {
		const moment = await waitForMoment('after a poll', { ...scale, random, aim, writes });
		await stage.host.kill();
		const strike = await strikeOf(queries, moment.alertIds);
		count(strikes, strike);
		aim.learn(strike);
		run.log(`Main killed, ${kill} of ${kills}: ${strike}`);
		await startMeasured(scale, downSeconds);
	}
	stopFeed();
	await untilSettled({ stage, database: queries, sent: feed.sent });
	const verdict = judge({
		sent: feed.sent,
		deliveries: deliveriesOf(stage.arrivals),
		executions: await executionsOf(queries, workflow.id, feed.sent),
		ends: stage.host.ends.map(({ at }) => ({ from: at, to: at })),
		durable: false,
	});
	return { alerts: feed.sent.length, verdict, strikes, downSeconds };
}
