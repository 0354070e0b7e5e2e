import { availableParallelism } from 'node:os';

import type { Area, Fault } from './fault';
import { areas } from './faults';
import { firstFailure } from './jestRun';
import type { Stage } from './stage';
import { createStage } from './stage';

/** The random histories that every fault must pass to survive, always the same ones, however busy the machine is. */
const HISTORIES = { PROPERTY_RUNS: '500', PROPERTY_SEED: '17', PROPERTY_LIMIT_MS: '600000' };
const PROPERTIES = ['test/properties/delivery.test.ts'];

interface Verdict {
	area: Area;
	fault: Fault;
	/** The test that noticed; undefined: none did. */
	caughtBy?: string;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Without the random histories, which take minutes on a busy machine: what survives so need not survive them. */
const UNIT_ALONE = '--unit';

const args = process.argv.slice(2);
const isUnitAlone = args.includes(UNIT_ALONE);

async function judge(stage: Stage, area: Area, fault: Fault): Promise<Verdict> {
	const caughtBy = await stage.with(fault, async () => {
		const failure = await firstFailure(stage.folder, area.tests);
		return failure === undefined && !isUnitAlone
			? await firstFailure(stage.folder, PROPERTIES, HISTORIES)
			: failure;
	});
	say(`${caughtBy === undefined ? 'SURVIVED' : 'caught  '}  ${area.name}: ${fault.name}`);
	return { area, fault, ...(caughtBy !== undefined && { caughtBy }) };
}

/** The faults of these areas, or those with one of the words in their name; all of them without words. */
function chosen(words: string[]): Array<{ area: Area; fault: Fault }> {
	const all = areas.flatMap((area) => area.faults.map((fault) => ({ area, fault })));
	if (words.length === 0) return all;
	return all.filter(({ area, fault }) =>
		words.some((word) => area.name === word || fault.name.includes(word) || fault.file.includes(word)),
	);
}

/** What fails without any fault, and would seem to notice every one of them. */
async function failsAnyway(faults: Array<{ area: Area }>): Promise<string | undefined> {
	const stage = createStage();
	try {
		const tests = new Set(faults.flatMap(({ area }) => area.tests));
		return await firstFailure(stage.folder, [...tests, ...(isUnitAlone ? [] : PROPERTIES)], HISTORIES);
	} finally {
		stage.remove();
	}
}

async function judgeAll(faults: Array<{ area: Area; fault: Fault }>): Promise<Verdict[]> {
	const waiting = faults.entries();
	const verdicts: Verdict[] = [];
	const work = async () => {
		const stage = createStage();
		try {
			for (const [index, { area, fault }] of waiting) verdicts[index] = await judge(stage, area, fault);
		} finally {
			stage.remove();
		}
	};
	await Promise.all(Array.from({ length: Math.min(availableParallelism(), faults.length) }, work));
	return verdicts;
}

const rowOf = ({ area, fault, caughtBy }: Verdict): string =>
	`| ${area.name} | ${fault.name} | \`${fault.file}\` | ${caughtBy ?? '**SURVIVED**'} |`;

async function main(): Promise<void> {
	const faults = chosen(args.filter((arg) => arg !== UNIT_ALONE));
	const failure = await failsAnyway(faults);
	if (failure !== undefined) {
		say(`Nothing was planted, because a test fails without it: ${failure}`);
		process.exitCode = 1;
		return;
	}
	const verdicts = await judgeAll(faults);
	const survivors = verdicts.filter(({ caughtBy }) => caughtBy === undefined);
	say(
		[
			'',
			'| part | planted fault | in | caught by |',
			'| --- | --- | --- | --- |',
			...verdicts.map(rowOf),
			'',
		].join('\n'),
	);
	say(`${verdicts.length - survivors.length} of ${verdicts.length} planted faults were caught.`);
	if (survivors.length > 0 || verdicts.length === 0) process.exitCode = 1;
}

void main();
