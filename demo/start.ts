import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tenant } from '../test/emulator';
import { ensureN8n, type InstalledN8n } from '../test/n8n/install';
import { installPackageInto } from '../test/n8n/packPackage';
import { sendHttp } from '../test/n8n/http';
import { freePort } from '../test/n8n/ports';
import { startN8n } from '../test/n8n/process';
import { alertFeed, type AlertFeed } from './alertFeed';
import { channelsFor } from './channels';
import { judge, type CheckResult } from './check';
import { startDemoCloud, type DemoCloud } from './emulatorSetup';
import { setUpN8n, type DemoWorkflows } from './n8nSetup';
import { closePath } from './closeWorkflow';
import { startReceiver, type Arrival, type Button, type Receiver } from './receiver';
import { sampleCustomers } from './sampleCustomers';
import { demoSecrets, type DemoSecrets } from './secrets';
import type { Session } from './session';

const n8nVersion = '2.41.1';
/** A demo may run for days. */
const mostKeptArrivals = 1_000;

export interface RunningDemo {
	urls: { n8n: string; receiver: string; emulator: string };
	secrets: DemoSecrets;
	workflows: DemoWorkflows;
	feed: AlertFeed;
	/** The customers' tenants in the emulator, by id. */
	tenants: Map<string, Tenant>;
	/** Resolves to the reason when n8n ends without having been asked to. */
	crashed: Promise<string>;
	/** What n8n wrote to its log by now. */
	log: () => Promise<string>;
	/** Compares what was sent with what has arrived by now. */
	judge: () => CheckResult;
	/** What has arrived by now; the latest thousand. */
	arrivals: () => readonly Arrival[];
}

const channels = channelsFor(sampleCustomers);

async function receive({ cleanup }: Session, arrivals: Arrival[], n8nPort: number): Promise<Receiver> {
	const receiver = await startReceiver({
		port: await freePort(5680),
		channels,
		onArrival: (arrival) => {
			arrivals.push(arrival);
			if (arrivals.length > mostKeptArrivals) arrivals.shift();
		},
		onButton: async (button) => await pressInN8n(n8nPort, button),
	});
	cleanup.add('The receiver page', receiver.close);
	return receiver;
}

/** Hands the press of a button to n8n's webhook, as Slack and Teams do. */
async function pressInN8n(port: number, button: Button): Promise<number> {
	const { status } = await sendHttp({
		url: `http://127.0.0.1:${port}/${closePath}`,
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(button),
	});
	return status;
}

async function startCloud({ cleanup }: Session, clientSecret: string, n8nPort: number): Promise<DemoCloud> {
	const cloud = await startDemoCloud({
		customers: sampleCustomers,
		clientSecret,
		redirectUri: `http://127.0.0.1:${n8nPort}/rest/oauth2-credential/callback`,
	});
	cleanup.add('The emulator', async () => {
		await cloud.emulator.close();
	});
	return cloud;
}

/** A fresh n8n each time: the emulator forgets everything too, and a known state cannot be broken. */
async function prepareN8n({ folder, log }: Session): Promise<InstalledN8n> {
	const n8n = await ensureN8n({ version: n8nVersion, log });
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true, mode: 0o700 });
	await installPackageInto(folder, log);
	return n8n;
}

/** Brings up receiver page, emulator and n8n with everything in it, ready for the first alert. */
export async function startDemo(session: Session): Promise<RunningDemo> {
	const { folder, cleanup, log } = session;
	const secrets = await demoSecrets();
	const installed = await prepareN8n(session);
	const arrivals: Arrival[] = [];
	const port = await freePort(5678);
	const receiver = await receive(session, arrivals, port);
	const { emulator, tenants } = await startCloud(session, secrets.clientSecret, port);
	const caPath = join(folder, 'emulator-ca.pem');
	await writeFile(caPath, emulator.caPem);
	log(`Starting n8n ${n8nVersion}`);
	const n8n = await startN8n({ n8n: installed, userFolder: folder, port, caPath });
	cleanup.add('n8n', n8n.stop);
	log('Creating the account, the credentials and the workflows');
	const workflows = await setUpN8n({
		n8nUrl: n8n.url,
		receiverUrl: receiver.url,
		emulator,
		secrets,
		customers: sampleCustomers,
	});
	const feed = alertFeed(sampleCustomers, tenants);
	return {
		urls: { n8n: n8n.url, receiver: receiver.url, emulator: emulator.adminUrl },
		secrets,
		workflows,
		feed,
		tenants,
		crashed: n8n.exited.then(async () => `n8n ended. Its last lines:\n${await n8n.log()}`),
		log: n8n.log,
		judge: () => judge(feed.sent, arrivals, channels),
		arrivals: () => arrivals,
	};
}
