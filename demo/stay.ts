import { startConsentLapses } from './consentLapse';
import { printLine } from './progress';
import type { Session } from './session';
import type { RunningDemo } from './start';

const alertEveryMs = 7_000;
const lapses = { firstAfterMs: 60_000, everyMs: 300_000, lastsMs: 45_000 };

function present({ urls, secrets, workflows }: RunningDemo): void {
	printLine(`
  Receiver page   ${urls.receiver}   alerts of each customer as they arrive
  n8n             ${urls.n8n}   login ${secrets.email}   password ${secrets.password}
  Emulator        ${urls.emulator}   the stand-in for Microsoft's cloud

  Running workflow          ${workflows.routingUrl}
  Workflow of the buttons   ${workflows.closeUrl}
  Workflow to run by hand   ${workflows.handsOnUrl}

  A new alert comes every ${alertEveryMs / 1000} seconds. Ctrl+C ends everything; the next start begins with a fresh n8n.
`);
}

/** Shows the demo, with alerts that keep coming, until it is to end. Resolves to the exit code; throws when n8n crashes. */
export async function stay(demo: RunningDemo, { cleanup, ended, log }: Session): Promise<number> {
	demo.feed.nextOfEach(1);
	cleanup.add('The alerts', demo.feed.keepComing(alertEveryMs));
	const troubled = [...demo.tenants.values()].at(-1);
	if (troubled) cleanup.add('The lapses of consent', startConsentLapses(troubled, lapses, log));
	present(demo);
	const crash = await Promise.race([demo.crashed, ended.then(() => undefined)]);
	if (crash === undefined) return 0;
	throw new Error(crash);
}
