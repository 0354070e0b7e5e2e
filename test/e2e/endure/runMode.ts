import type { ScenarioRun } from '../scenario';
import { databaseOf } from '../stage/database';
import { startStage, type Stage } from '../stage/stage';
import { createAim } from './aim';
import { endureFeed } from './feed';
import { deliveriesOf, executionsOf } from './history';
import { judge } from './judge';
import { chooseKind, waitForMoment, type MomentInput } from './killMoment';
import type { Mode } from './modes';
import { pollWatch } from './pollWatch';
import { publishWorkflow } from './publishedWorkflow';
import { randomOf } from './random';
import { count, type Result } from './report';
import { retryCrashed, untilSettled } from './settle';
import { strikeOf, type Strike } from './strike';
import { troubles, type Trouble } from './troubles';
import { writeWatch } from './writeWatch';

const alertEveryMs = 700;
/** From here on a run takes so long that long troubles hardly matter. */
const longRunKills = 50;

interface Rounds extends MomentInput {
	stage: Stage;
	kills: number;
	troubles: Trouble[];
	onStrike: (strike: Strike) => void;
	onTrouble: (name: string) => void;
	log: ScenarioRun['log'];
}

/** Kills n8n again and again, with a trouble between kills, all of which come at least once. */
async function playRounds(rounds: Rounds): Promise<void> {
	const { stage, kills, random, log } = rounds;
	const database = databaseOf(stage.installed, stage.folder);
	const killsPerTrouble = Math.max(1, Math.min(4, Math.floor(kills / rounds.troubles.length)));
	for (let kill = 1; kill <= kills; kill += 1) {
		const moment = await waitForMoment(chooseKind(random), rounds);
		stage.host.assertRunning();
		await stage.host.kill();
		const strike = moment.alertIds.length > 0 ? await strikeOf(database, moment.alertIds) : undefined;
		if (strike !== undefined) rounds.onStrike(strike);
		if (strike !== undefined && moment.kind === 'after a poll') rounds.aim.learn(strike);
		await stage.host.start();
		log(`Kill ${kill} of ${kills}, ${moment.kind}${strike === undefined ? '' : `: ${strike}`}`);
		if (kill % killsPerTrouble !== 0) continue;
		const turn = kill / killsPerTrouble - 1;
		const trouble = rounds.troubles[killsPerTrouble === 1 ? turn : turn % rounds.troubles.length];
		if (trouble === undefined) continue;
		log(`Between kills: ${trouble.name}`);
		await trouble.run();
		stage.host.assertRunning();
		rounds.onTrouble(trouble.name);
	}
}

/** Brings up an n8n in this mode, kills it while alerts keep coming, and counts what came of them. */
export async function runMode(run: ScenarioRun, mode: Mode, kills: number): Promise<Result> {
	const { options, log, cleanup } = run;
	const stage = await startStage(run, { name: `endure-${mode.name}`, env: mode.env });
	const database = databaseOf(stage.installed, stage.folder);
	const workflow = await publishWorkflow(stage);
	const feed = endureFeed(stage.tenants);
	const watch = pollWatch([...stage.tenants.values()]);
	const strikes = new Map<Strike, number>();
	const happened = new Map<string, number>();
	const random = randomOf(options.seed);
	const stopFeed = feed.keepComing(alertEveryMs);
	cleanup.add('The feed of alerts', stopFeed);
	const writes = writeWatch(stage.folder);
	cleanup.add('The watch on the database', writes.close);
	await playRounds({
		stage,
		kills,
		feed,
		watch,
		writes,
		log,
		random,
		aim: createAim(random),
		troubles: troubles({ stage, database, workflow, long: kills >= longRunKills }),
		onStrike: (strike) => {
			count(strikes, strike);
		},
		onTrouble: (name) => {
			count(happened, name);
		},
	});
	stopFeed();
	log('Waiting for what is still under way');
	const settling = { stage, database, sent: feed.sent };
	await untilSettled(settling);
	const byRetry = await retryCrashed(settling);
	const verdict = judge({
		sent: feed.sent,
		deliveries: deliveriesOf(stage.arrivals),
		executions: await executionsOf(database, workflow.id, feed.sent),
		ends: stage.host.ends.map(({ at }) => ({ from: at, to: at })),
		durable: mode.durable,
	});
	await stage.host.stop();
	return {
		mode: mode.name,
		kills,
		alerts: feed.sent.length,
		verdict,
		byRetry,
		strikes,
		troubles: happened,
	};
}
