import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../emulator';
import type { Database } from '../stage/database';
import type { Stage } from '../stage/stage';
import type { PublishedWorkflow } from './publishedWorkflow';

/** Something that goes wrong, or that people do, between kills. */
export interface Trouble {
	name: string;
	run: () => Promise<void>;
}

export interface TroubleInput {
	stage: Stage;
	database: Database;
	workflow: PublishedWorkflow;
	/** A run with as many kills as this leaves time for long troubles. */
	long: boolean;
}

async function withFaults({ tenants }: Stage, faults: Fault[], milliseconds: number): Promise<void> {
	const added = [...tenants.values()].flatMap((tenant) => faults.map((fault) => tenant.addFault(fault)));
	await sleep(milliseconds);
	for (const fault of added) fault.remove();
}

/** Every connection to Microsoft breaks. */
const outage: Fault[] = [
	{ api: 'graph', resetConnection: true },
	{ api: 'token', resetConnection: true },
];

/** A poll takes longer than the time to the next. */
const slowness: Fault[] = [{ api: 'graph', delayMs: 3_200 }];

/** The troubles in the order in which they come, again and again. */
export function troubles({ stage, database, workflow, long }: TroubleInput): Trouble[] {
	const outageOf = (seconds: number): Trouble => ({
		name: `outage of ${seconds} s`,
		run: async () => await withFaults(stage, outage, seconds * 1_000),
	});
	const restart: Trouble = {
		name: 'restart by SIGTERM',
		run: async () => {
			await stage.host.stop();
			await stage.host.start();
		},
	};
	const lock: Trouble = {
		name: 'database locked for 4 s',
		run: async () => await database.lockFor(4_000),
	};
	const slow: Trouble = {
		name: 'slow service, overlapping polls',
		run: async () => await withFaults(stage, slowness, 16_000),
	};
	const edit: Trouble = { name: 'trigger edited and published', run: workflow.editTrigger };
	const editOther: Trouble = { name: 'other step edited and published', run: workflow.editOther };
	const short = [restart, outageOf(20), lock, edit, slow, editOther];
	return long ? [...short, outageOf(150), restart, lock, edit, slow, editOther] : short;
}
