import type { ActionsJob } from './actions';
import type { DrainJob } from './drain';
import type { FairnessJob } from './fairness';
import type { HttpNodeJob } from './httpNode';
import type { IdleJob } from './idle';
import type { LatencyJob } from './latency';
import type { SweepJob } from './sweep';

export type Job = ActionsJob | DrainJob | FairnessJob | HttpNodeJob | IdleJob | LatencyJob | SweepJob;

/** Does the job; only what it needs is loaded. */
export async function runJob(job: Job): Promise<object> {
	switch (job.kind) {
		case 'sweep':
			return await (await import('./sweep')).sweep(job);
		case 'actions':
			return await (await import('./actions')).actions(job);
		case 'drain':
			return await (await import('./drain')).drain(job);
		case 'fairness':
			return await (await import('./fairness')).fairness(job);
		case 'httpNode':
			return await (await import('./httpNode')).httpNode(job);
		case 'idle':
			return await (await import('./idle')).idle(job);
		case 'latency':
			return await (await import('./latency')).latency(job);
	}
}
