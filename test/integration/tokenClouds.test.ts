import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { Emulator } from '../emulator';
import { httpsRequest, postForm } from '../emulator/testing/httpsRequest';
import { textOf } from '../emulator/testing/sample';
import type { CredentialStore } from '../support/credentialStore';
import { connectDelegated } from '../support/delegatedCredential';
import type { Mssp } from '../support/mssp';
import { CLIENT_ID, listOf, startMssp } from '../support/mssp';
import type { NodeSetup } from '../support/n8nContexts';
import { CREDENTIAL_IDS, createTrigger, execute } from '../support/n8nContexts';

interface Use {
	cloud: 0 | 1;
	authentication: 'appOnly' | 'oAuth2';
	source: 'graphAlerts' | 'defenderAlerts';
	tenants: number[];
	node: 'action' | 'trigger';
	startsAfterMs: number;
	/** Lets one token be refused on its way, so that a new one is asked for amid the others. */
	refuseOne: boolean;
}

const USES = fc.array(
	fc.record<Use>({
		cloud: fc.constantFrom(0, 1),
		authentication: fc.constantFrom('appOnly', 'oAuth2'),
		source: fc.constantFrom('graphAlerts', 'defenderAlerts'),
		tenants: fc.shuffledSubarray([0, 1, 2], { minLength: 1 }),
		node: fc.constantFrom('action', 'trigger'),
		startsAfterMs: fc.nat({ max: 15 }),
		refuseOne: fc.boolean(),
	}),
	{ minLength: 2, maxLength: 7 },
);

describe('two clouds with the same client id and the same tenant ids', () => {
	let clouds: [Mssp, Mssp];
	beforeAll(async () => {
		clouds = [await startMssp({ separateCloud: true }), await startMssp({ separateCloud: true })];
		for (const [index, mssp] of clouds.entries()) {
			await connectDelegated(mssp, { access: 'both' });
			renameCredentials(mssp.store, index);
			for (const tenant of mssp.customers) {
				tenant.addAlert({ title: `${tenant.displayName} ${index}` });
				// All rounds fall into one minute, which some of them would exhaust.
				tenant.graph.requestsPerMinute = 100_000;
				tenant.defender.requestsPerMinute = 100_000;
				tenant.defender.requestsPerHour = 100_000;
			}
		}
	});
	afterAll(async () => {
		for (const mssp of clouds) await mssp.close();
	});

	async function run(
		{ cloud, authentication, source, tenants, node: kind, startsAfterMs }: Use,
		mssp: Mssp,
	): Promise<unknown[]> {
		const { store } = mssp;
		const chosen = mssp.customers.filter((_, index) => tenants.includes(index));
		await new Promise((resolve) => setTimeout(resolve, startsAfterMs));
		const parameters = { authentication, source, ...listOf(chosen) };
		const node = { credentials: credentialsOf(cloud) };
		const items =
			kind === 'action'
				? await execute({ parameters: { ...parameters, operation: 'getAll' }, store, node })
				: await poll({ parameters, store, node });
		return items.map(({ json }) => (json.alert as IDataObject | undefined)?.title ?? json);
	}

	it('no request ever carries a token of the other, over random interleavings', async () => {
		await fc.assert(
			fc.asyncProperty(USES, async (uses) => {
				clouds.forEach(forgetTokens);
				// Two refusals could meet in one run, which would then be right to give up.
				const refused = new Set<string>();
				for (const { cloud, source, tenants, refuseOne } of uses) {
					const tenant = clouds[cloud].customers[tenants[0] ?? 0];
					const api = source === 'graphAlerts' ? 'graph' : 'defender';
					const place = `${cloud} ${api} ${tenant?.id ?? ''}`;
					if (!refuseOne || refused.has(place)) continue;
					refused.add(place);
					tenant?.addFault({ api, times: 1, respond: { status: 401 } });
				}
				const results = await Promise.all(uses.map((use) => run(use, clouds[use.cloud])));
				for (const [index, { cloud, tenants }] of uses.entries()) {
					const expected = clouds[cloud].customers.filter((_, place) => tenants.includes(place));
					expect([...(results[index] ?? [])].sort()).toEqual(
						expected.map(({ displayName }) => `${displayName} ${cloud}`).sort(),
					);
				}
				for (const mssp of clouds) mssp.customers.forEach((tenant) => tenant.clearFaults());
			}),
			{ numRuns: 20 },
		);
		for (const { emulator } of clouds) expectOnlyOwnTokens(emulator);
		for (const { emulator } of clouds) {
			for (const host of ['graph', 'defender'] as const) {
				expect(emulator.requests({ host }).length).toBeGreaterThan(20);
			}
		}
		expect(issuedBy(clouds[0].emulator).some((id) => issuedBy(clouds[1].emulator).includes(id))).toBe(false);
	});

	it('would notice a token of the other', async () => {
		const [here, there] = clouds;
		const answer = await postForm(
			`${there.emulator.loginUrl}/${there.contoso.id}/oauth2/v2.0/token`,
			there.emulator.caPem,
			{
				grant_type: 'client_credentials',
				client_id: CLIENT_ID,
				client_secret: there.secret,
				scope: 'https://graph.microsoft.com/.default',
			},
		);
		await httpsRequest(`${here.emulator.graphUrl}/v1.0/security/alerts_v2`, {
			ca: here.emulator.caPem,
			headers: { authorization: `Bearer ${textOf(answer.json, 'access_token')}` },
		});
		expect(() => {
			expectOnlyOwnTokens(here.emulator);
		}).toThrow();
	});
});

async function poll({ parameters, ...setup }: NodeSetup) {
	const options = { firstRun: 'lookBack' };
	const outputs = await createTrigger({ parameters: { ...parameters, options }, ...setup }).poll();
	return outputs?.[0] ?? [];
}

/** Credential ids are unique in an n8n, and its own renewal of tokens relies on that. */
const credentialsOf = (cloud: number) => ({
	microsoftDefenderMsspAppApi: { id: `app-${cloud}`, name: 'App' },
	microsoftDefenderMsspOAuth2Api: { id: `user-${cloud}`, name: 'User' },
});

function renameCredentials({ saved }: CredentialStore, cloud: number): void {
	saved[`app-${cloud}`] = saved[CREDENTIAL_IDS.appOnly] ?? {};
	saved[`user-${cloud}`] = saved[CREDENTIAL_IDS.oAuth2] ?? {};
}

/** A new secret makes another credential, so that every round starts without tokens. The log stays. */
function forgetTokens({ app, store }: Mssp): void {
	const clientSecret = randomBytes(24).toString('base64url');
	app.addSecret({ value: clientSecret });
	for (const fields of Object.values(store.saved)) Object.assign(fields, { clientSecret });
}

/** The tokens that this cloud gave out, by their own identifiers; n8n's first token was given before the log began. */
const issuedBy = (emulator: Emulator) =>
	emulator.requests().flatMap(({ issued }) => (issued === undefined ? [] : [issued.tokenId]));

/** Every call came with a token of its own tenant, and with none that this cloud did not sign (which would be a 401). */
function expectOnlyOwnTokens(emulator: Emulator): void {
	const issued = new Set(issuedBy(emulator));
	const calls = emulator.requests(({ host }) => host !== 'login');
	const strangers = calls.filter(({ token, tenantId }) => token === undefined || token.tid !== tenantId);
	expect(strangers).toEqual([]);
	const unknown = calls.filter(({ token }) => !issued.has(token?.tokenId ?? ''));
	// Only the token of the sign-in itself, which connectDelegated cleared from the log.
	expect(new Set(unknown.map(({ token }) => token?.tokenId)).size).toBeLessThanOrEqual(1);
	expect(unknown.every(({ token }) => token?.kind === 'delegated')).toBe(true);
}
