import { setTimeout as sleep } from 'node:timers/promises';
import { tableOf } from './check';
import { printLine } from './progress';
import { checkRoundTrip } from './roundTrip';
import { sampleCustomers } from './sampleCustomers';
import type { Session } from './session';
import type { RunningDemo } from './start';

const alertsOfEach = 4;
const arriveWithinMs = 90_000;
/** A poll and a bit: what comes twice has come by then. */
const strayWaitMs = 12_000;

/** Runs the second workflow as the signed-in user. Resolves to what is wrong with the answer, if anything. */
async function checkByHand({ workflows }: RunningDemo): Promise<string[]> {
	const read = await workflows.runHandsOn();
	const own = read.filter((tenantId) => tenantId === sampleCustomers[0]?.tenantId).length;
	if (own === alertsOfEach && read.length === own) return [];
	return [
		`By hand, as the signed-in user: ${own} of ${alertsOfEach} alerts, and ${read.length - own} of others`,
	];
}

/** A JWT, as access tokens are. */
const token = /eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/;

/** Searches what n8n keeps of executions and static data, and its log. Resolves to where a secret or token was found. */
async function checkSecrets({ workflows, log, secrets }: RunningDemo): Promise<string[]> {
	const places = { 'execution records and static data': await workflows.records(), "n8n's log": await log() };
	return Object.entries(places)
		.filter(([, text]) => text.includes(secrets.clientSecret) || token.test(text))
		.map(([place]) => `A secret or token stands in the ${place}`);
}

/** Lets alerts happen and waits until each has arrived in its own channel. Prints the result, resolves to the exit code. */
export async function runCheck(demo: RunningDemo, { log }: Session): Promise<number> {
	log(`Adding ${alertsOfEach} alerts to each customer and waiting for them at the receiver`);
	demo.feed.nextOfEach(alertsOfEach);
	const deadline = Date.now() + arriveWithinMs;
	while (demo.judge().missing.length > 0 && Date.now() < deadline) await sleep(250);
	log('Waiting for another poll, in case something comes twice');
	await sleep(strayWaitMs);
	const result = demo.judge();
	const byHand = await checkByHand(demo);
	log('Closing an alert with its button and waiting for the trigger to tell it');
	const roundTrip = await checkRoundTrip(demo);
	const wrong = [...result.missing, ...result.misplaced, ...byHand, ...roundTrip];
	const findings = [...wrong, ...(await checkSecrets(demo))];
	const passed = findings.length === 0;
	printLine(`\n${tableOf(result)}\n`);
	for (const finding of findings) printLine(finding);
	printLine(
		passed
			? 'Every alert arrived in its own channel and nowhere else; the one that was closed there is resolved.'
			: 'The check failed.',
	);
	return passed ? 0 : 1;
}
