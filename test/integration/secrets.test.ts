import { inspect } from 'node:util';

import { makeClientCertificate } from '../support/certificates';
import { connectDelegated } from '../support/delegatedCredential';
import type { Mssp } from '../support/mssp';
import { ANALYST, CLIENT_ID, listOf, startMssp } from '../support/mssp';
import { createTrigger, execute } from '../support/n8nContexts';

/** Everything about a value that could end in a log, an item or the database: properties, hidden ones, causes, stacks. */
const deep = (value: unknown) =>
	inspect(value, { depth: 20, showHidden: true, maxArrayLength: null, maxStringLength: null });

describe('secrets and tokens stay where they belong', () => {
	let mssp: Mssp;
	let logged: string[];

	beforeEach(async () => {
		mssp = await startMssp();
		logged = [];
		for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
			jest.spyOn(console, method).mockImplementation((...args: unknown[]) => void logged.push(deep(args)));
		}
		jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => logged.push(String(chunk)) > 0);
		jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => logged.push(String(chunk)) > 0);
	});
	afterEach(async () => {
		jest.restoreAllMocks();
		await mssp.close();
	});

	const actionParameters = () => ({
		authentication: 'appOnly',
		operation: 'getAll',
		...listOf(mssp.customers),
	});
	const errorOf = (run: Promise<unknown>) =>
		run.then(
			() => undefined,
			(error: unknown) => error,
		);

	async function collect(): Promise<string> {
		const polling = createTrigger({
			parameters: { authentication: 'appOnly', ...listOf(mssp.customers) },
			store: mssp.store,
		});
		const seen: unknown[] = [
			await errorOf(polling.poll()),
			await errorOf(polling.poll({ mode: 'manual' })),
			await execute({ parameters: actionParameters(), store: mssp.store }).catch((error: unknown) => error),
			polling.staticData(),
		];
		return [...seen.map(deep), ...logged].join('\n');
	}

	/** The emulator signs tokens with "eyJ" heads, as Entra does. */
	const TOKEN = /eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/;

	it.each<[string, (m: Mssp) => void]>([
		[
			'all goes well',
			(m) => {
				for (const tenant of m.customers) tenant.addAlert();
			},
		],
		[
			'the secret is refused',
			(m) => {
				m.app.removeSecrets();
			},
		],
		[
			'the API refuses the token',
			(m) => {
				for (const t of m.customers) t.addFault({ api: 'graph', respond: { status: 401 } });
			},
		],
		[
			'a permission is missing',
			(m) => {
				for (const t of m.customers) t.revokeConsent(CLIENT_ID);
			},
		],
		[
			'the connection breaks at the API',
			(m) => {
				for (const t of m.customers) t.addFault({ api: 'graph', resetConnection: true });
			},
		],
		[
			'the connection breaks at Entra',
			(m) => {
				for (const t of m.customers) t.addFault({ api: 'token', resetConnection: true });
			},
		],
		[
			'the API redirects to another host',
			(m) => {
				for (const t of m.customers)
					t.addFault({
						api: 'graph',
						respond: { status: 302, headers: { location: 'https://evil.example/' } },
					});
			},
		],
		[
			'a nextLink leads to another host',
			(m) => {
				for (const t of m.customers) {
					t.graph.nextLinkOrigin = 'https://evil.example';
					for (let index = 0; index < 60; index += 1) t.addAlert();
				}
			},
		],
	])('when %s', async (_, arrange) => {
		arrange(mssp);
		const everything = await collect();
		expect(everything).not.toContain(mssp.secret);
		expect(everything).not.toMatch(TOKEN);
		expect(everything).not.toMatch(/Bearer [^<]/);
	});

	it.each(['all goes well', 'the sign-in has ended', 'another tenant refuses'])(
		'of a signed-in user, when %s',
		async (what) => {
			const stored = await connectDelegated(mssp);
			if (what === 'the sign-in has ended') mssp.home.revokeRefreshTokens(ANALYST);
			if (what !== 'all goes well')
				for (const t of mssp.customers) t.addFault({ api: 'graph', respond: { status: 401 } });
			const parameters = { authentication: 'oAuth2', ...listOf(mssp.customers) };
			const polling = createTrigger({ parameters, store: mssp.store });
			const seen: unknown[] = [
				await errorOf(polling.poll()),
				await errorOf(polling.poll({ mode: 'manual' })),
				await execute({ parameters: { ...parameters, operation: 'getAll' }, store: mssp.store }).catch(
					(error: unknown) => error,
				),
				polling.staticData(),
			];
			const everything = [...seen.map(deep), ...logged].join('\n');
			for (const secret of [mssp.secret, stored.access_token, stored.refresh_token]) {
				expect(secret.length).toBeGreaterThan(20);
				expect(everything).not.toContain(secret);
			}
			expect(everything).not.toMatch(TOKEN);
		},
	);

	it('when the certificate cannot be read', async () => {
		const { privateKey, certificate } = await makeClientCertificate();
		const marked = privateKey.replace('-----END', 'CANARY\n-----END');
		Object.assign(mssp.appFields, {
			clientCredentialType: 'certificate',
			certificate,
			privateKey: marked,
			passphrase: 'CANARY-PASS',
		});
		const everything = await collect();
		expect(everything).not.toContain('CANARY');
		expect(everything).not.toContain(privateKey.split('\n')[3]);
	});

	it('finds a secret that does leak, so that the checks above can fail', async () => {
		mssp.contoso.addAlert({ title: `oops ${mssp.secret}` });
		const polling = createTrigger({
			parameters: { authentication: 'appOnly', ...listOf(mssp.customers) },
			store: mssp.store,
		});
		expect(deep(await polling.poll({ mode: 'manual' }))).toContain(mssp.secret);
	});
});
