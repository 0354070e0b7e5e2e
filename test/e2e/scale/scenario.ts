import { printLine } from '../../../demo/progress';
import { endureFeed } from '../endure/feed';
import { pollWatch } from '../endure/pollWatch';
import type { Scenario } from '../scenario';
import { untilBothWork } from './bothWorkers';
import { runDurably } from './durable';
import { endMain } from './mainEnds';
import { measuresOf } from './measures';
import { publishScaleWorkflow } from './published';
import { startQueueStage } from './queueStage';
import { scaleFindings, scaleReport } from './report';
import { failOn, notTaken, type Scale } from './scale';
import { alertEveryMs, scaleSettings } from './settings';
import { killWorkerAndRestartMain, killWorkerUnderMain, killWorkerUnnoticed } from './workerKilled';

async function untilWorkersShare(scale: Scale): Promise<number[]> {
	const stopFeed = scale.feed.keepComing(alertEveryMs);
	scale.run.cleanup.add('The feed of alerts', stopFeed);
	try {
		return await untilBothWork(scale);
	} finally {
		stopFeed();
	}
}

/** Queue mode: PostgreSQL, Redis, one main that polls and two workers that execute. Main and workers are killed. */
export const scaleOut: Scenario = {
	name: 'scale',
	title: 'one main and two workers in queue mode, each killed in turn',
	run: async (run) => {
		const stages = await startQueueStage(run, scaleSettings);
		const { stage } = stages;
		const scale: Scale = {
			...stages,
			run,
			workflow: await publishScaleWorkflow(stage),
			feed: endureFeed(stage.tenants),
			watch: pollWatch([...stage.tenants.values()]),
		};
		run.log('Alerts by way of both workers');
		const workers = await untilWorkersShare(scale);
		const ends = await endMain(scale);
		const measures = await measuresOf(scale);
		run.log('A worker is killed, and main is restarted');
		const mainRestarted = await killWorkerAndRestartMain(scale);
		run.log('A worker is killed, and main goes on');
		const mainAlive = await killWorkerUnderMain(scale);
		run.log('A worker is killed, and nobody looks for it');
		const unnoticed = await killWorkerUnnoticed(scale);
		run.log('Main is killed with durable cursors');
		await scale.workflow.change({ executionPer: 'poll', slowSeconds: 0 });
		const durable = await runDurably(scale);
		const result = { workers, ends, mainRestarted, mainAlive, unnoticed, durable, measures };
		printLine(`\n${scaleReport(result)}\n`);
		failOn([...scaleFindings(result), ...notTaken(stage.arrivals)]);
	},
};
