import { lookup } from 'node:dns';
import type { IPollFunctions } from 'n8n-workflow';

import { openPollHttp } from '../../nodes/MicrosoftDefenderMssp/adapters/pollHttp';

/**
 * A process of its own that sends one request over kept connections and prints what came of it: Node reads
 * NODE_EXTRA_CA_CERTS only at its start. `tsx askOnce.ts <url>`.
 */
async function main(url: string): Promise<void> {
	const filter = {
		validateUrl: async () => await Promise.resolve({ ok: true, result: undefined }),
		createSecureLookup: () => lookup,
	};
	// SAFETY: the members that the code under test touches.
	const context = {
		getMode: () => 'trigger',
		helpers: { getSecureEgressFilter: () => filter },
	} as unknown as IPollFunctions;
	const http = openPollHttp(context, {});
	const answer = await http.send({ method: 'GET', url, timeoutMs: 10_000 });
	http.close();
	process.stdout.write(answer.ok ? String(answer.value.status) : (answer.failure.code ?? 'no code'));
}

void main(process.argv[2] ?? '');
