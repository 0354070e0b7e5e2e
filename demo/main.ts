import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Tenant } from '../test/emulator';
import { ensureN8n } from '../test/n8n/install';
import { withLock } from '../test/n8n/lock';
import type { Log } from '../test/n8n/npm';
import { installPackageInto } from '../test/n8n/packPackage';
import { freePort } from '../test/n8n/ports';
import { startN8n } from '../test/n8n/process';
import { alertFeed, type AlertFeed } from './alertFeed';
import { channelsFor } from './channels';
import { judge, tableOf, type CheckResult } from './check';
import { cleanupList, endRequested, type Cleanup } from './cleanup';
import { startConsentLapses } from './consentLapse';
import { startDemoCloud } from './emulatorSetup';
import { setUpN8n, type DemoWorkflows } from './n8nSetup';
import { parseOptions, type DemoOptions } from './options';
import { progressPrinter } from './progress';
import { startReceiver, type Arrival } from './receiver';
import { sampleCustomers } from './sampleCustomers';
import { demoFolder, demoSecrets, type DemoSecrets } from './secrets';

const n8nVersion = '2.41.1';
const alertEveryMs = 7_000;
const lapses = { firstAfterMs: 60_000, everyMs: 300_000, lastsMs: 45_000 };
/** A demo may run for days. */
const mostKeptArrivals = 1_000;
const checkedAlertsOfEach = 4;
const checkWithinMs = 90_000;
/** A poll and a bit: what comes twice has come by then. */
const strayWaitMs = 12_000;

interface RunningDemo {
	urls: { n8n: string; receiver: string; emulator: string };
	secrets: DemoSecrets;
	workflows: DemoWorkflows;
	feed: AlertFeed;
	tenants: Map<string, Tenant>;
	/** Resolves to the reason when n8n ends without having been asked to. */
	crashed: Promise<string>;
	/** Compares what was sent with what has arrived by now. */
	judge(): CheckResult;
}

/** What every part of the run needs. */
interface Session {
	cleanup: Cleanup;
	/** Resolves when the demo is to end. */
	ended: Promise<unknown>;
	log: Log;
}

async function startDemo(folder: string, cleanup: Cleanup, log: Log): Promise<RunningDemo> {
	const secrets = await demoSecrets();
	const n8n = await ensureN8n({ version: n8nVersion, log });
	// A fresh n8n each time: the emulator forgets everything too, and a known state cannot be broken.
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true, mode: 0o700 });
	await installPackageInto(folder, log);

	const channels = channelsFor(sampleCustomers);
	const arrivals: Arrival[] = [];
	const port = await freePort(5678);
	const receiver = await startReceiver({
		port: await freePort(5680),
		channels,
		onArrival: (arrival) => {
			arrivals.push(arrival);
			if (arrivals.length > mostKeptArrivals) arrivals.shift();
		},
	});
	cleanup.add('The receiver page', receiver.close);
	const { emulator, tenants } = await startDemoCloud({
		customers: sampleCustomers,
		clientSecret: secrets.clientSecret,
		redirectUri: `http://127.0.0.1:${port}/rest/oauth2-credential/callback`,
	});
	cleanup.add('The emulator', () => emulator.close());
	const caPath = join(folder, 'emulator-ca.pem');
	await writeFile(caPath, emulator.caPem);

	log(`Starting n8n ${n8nVersion}`);
	const running = await startN8n({ n8n, userFolder: folder, port, caPath });
	cleanup.add('n8n', running.stop);
	log('Creating the account, the credentials and the workflows');
	const workflows = await setUpN8n({
		n8nUrl: running.url,
		receiverUrl: receiver.url,
		emulator,
		secrets,
		customers: sampleCustomers,
	});
	const feed = alertFeed(sampleCustomers, tenants);
	const urls = { n8n: running.url, receiver: receiver.url, emulator: emulator.adminUrl };
	const crashed = running.exited.then(async () => `n8n ended. Its last lines:\n${await running.log()}`);
	return {
		urls,
		secrets,
		workflows,
		feed,
		tenants,
		crashed,
		judge: () => judge(feed.sent, arrivals, channels),
	};
}

/** Lets alerts happen and waits until each has arrived in its own channel. Resolves to the exit code. */
async function check({ feed, judge: judgeNow, workflows }: RunningDemo, log: Log): Promise<number> {
	log(`Adding ${checkedAlertsOfEach} alerts to each customer and waiting for them at the receiver`);
	feed.nextOfEach(checkedAlertsOfEach);
	const deadline = Date.now() + checkWithinMs;
	while (judgeNow().missing.length > 0 && Date.now() < deadline) await sleep(250);
	log('Waiting for another poll, in case something comes twice');
	await sleep(strayWaitMs);
	const result = judgeNow();
	const findings = [...result.missing, ...result.misplaced];

	const [firstCustomer] = sampleCustomers;
	const readByHand = await workflows.runHandsOn();
	const own = readByHand.filter((tenantId) => tenantId === firstCustomer?.tenantId).length;
	if (own !== checkedAlertsOfEach || readByHand.length !== own) {
		findings.push(
			`By hand, as the signed-in user, ${own} of ${checkedAlertsOfEach} alerts and ${readByHand.length - own} of others`,
		);
	}
	console.log(`\n${tableOf(result)}\n`);
	for (const finding of findings) console.log(finding);
	console.log(
		findings.length === 0 ? 'Every alert arrived in its own channel and nowhere else.' : 'The check failed.',
	);
	return findings.length === 0 ? 0 : 1;
}

function present({ urls, secrets, workflows }: RunningDemo): void {
	console.log(`
  Receiver page   ${urls.receiver}   alerts of each customer as they arrive
  n8n             ${urls.n8n}   login ${secrets.email}   password ${secrets.password}
  Emulator        ${urls.emulator}   the stand-in for Microsoft's cloud

  Running workflow          ${workflows.routingUrl}
  Workflow to run by hand   ${workflows.handsOnUrl}

  A new alert comes every ${alertEveryMs / 1000} seconds. Ctrl+C ends everything; the next start begins with a fresh n8n.
`);
}

/** Shows the demo until it is to end. Resolves to the exit code. */
async function stay(demo: RunningDemo, { cleanup, ended, log }: Session): Promise<number> {
	demo.feed.nextOfEach(1);
	const endAlerts = demo.feed.keepComing(alertEveryMs);
	cleanup.add('The alerts', async () => endAlerts());
	const troubled = [...demo.tenants.values()].at(-1);
	const endLapses = troubled && startConsentLapses(troubled, lapses, log);
	cleanup.add('The lapses of consent', async () => endLapses?.());
	present(demo);
	const crash = await Promise.race([demo.crashed, ended.then(() => undefined)]);
	if (crash === undefined) return 0;
	throw new Error(crash);
}

async function run(options: DemoOptions, cleanup: Cleanup): Promise<number> {
	const folder = join(demoFolder(), options.check ? 'check' : 'stay');
	const log = progressPrinter(console.log, Date.now);
	const ended = endRequested();
	let staying = false;
	const work = async (): Promise<number> => {
		const demo = await startDemo(folder, cleanup, log);
		if (options.check) return await check(demo, log);
		staying = true;
		return await stay(demo, { cleanup, ended, log });
	};
	const waiting = (pid: number): void => log(`Waiting for the demo of process ${pid} to end`);
	// Ctrl+C is how a demo ends, but not how it starts.
	const interrupted = ended.then(() => (staying ? 0 : 130));
	return await Promise.race([withLock(`${folder}.lock`, work, waiting), interrupted]);
}

async function main(): Promise<void> {
	const cleanup = cleanupList(console.error);
	try {
		process.exitCode = await run(parseOptions(process.argv.slice(2)), cleanup);
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	} finally {
		await cleanup.run();
		// Not waiting for anything else: what is still being installed or started is ended by our exit.
		process.exit();
	}
}

void main();
