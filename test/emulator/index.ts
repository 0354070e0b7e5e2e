import { createAdminHandler } from './admin/handler';
import { createApp } from './app';
import { handleDefender } from './defender/handler';
import { findTenant } from './entra/directory';
import { handleLogin } from './entra/handler';
import { makeSigningKey, sharedSigningKey } from './entra/signingKey';
import { handleGraph } from './graph/handler';
import { makeServerCertificate } from './http/certificate';
import { listen, type Call } from './http/listen';
import type { Outcome } from './http/reply';
import { createRecorder, matches } from './recording';
import { createTenant, tenantControls } from './tenant';
import type { Emulator, EmulatorOptions, HostRole, RecordedRequest } from './types';
import type { SigningKey, World } from './world';

export type * from './types';
export type { AlertInput, AlertPatch, AlertRecord } from './alerts/record';

type Handler = (world: World, call: Call, recorded: RecordedRequest) => Promise<Outcome>;

/** Starts Entra ID, Graph and Defender on three https origins of the loopback interface, and the admin page on http. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	const [certificate, signingKey] = await Promise.all([
		makeServerCertificate(),
		options.separateCloud ? makeSigningKey() : sharedSigningKey(),
	]);
	const world = createWorld(options, signingKey);
	const { ports = {} } = options;
	const serve = (role: HostRole, handler: Handler) =>
		listen({ port: ports[role] ?? 0, certificate }, (call) => record(world, role, call, handler));
	const [login, graph, defender] = await Promise.all([
		serve('login', handleLogin),
		serve('graph', handleGraph),
		serve('defender', handleDefender),
	]);
	world.urls = { login: login.url, graph: graph.url, defender: defender.url };
	const admin = await listen({ port: ports.admin ?? 0 }, createAdminHandler(world));
	const listeners = [login, graph, defender, admin];
	return {
		loginUrl: login.url,
		graphUrl: graph.url,
		defenderUrl: defender.url,
		adminUrl: admin.url,
		caPem: certificate.cert,
		...steering(world),
		close: async () => {
			await Promise.all(listeners.map((listener) => listener.close()));
		},
	};
}

function steering(
	world: World,
): Pick<Emulator, 'addApp' | 'addTenant' | 'tenant' | 'requests' | 'clearRequests'> {
	return {
		addApp: (app) => createApp(world, app),
		addTenant: (tenant) => tenantControls(world, createTenant(world, tenant)),
		tenant(idOrDomain) {
			const state = findTenant(world, idOrDomain);
			if (!state) throw new Error(`there is no tenant ${idOrDomain}`);
			return tenantControls(world, state);
		},
		requests(filter = {}) {
			const keep =
				typeof filter === 'function' ? filter : (request: RecordedRequest) => matches(request, filter);
			return world.recorder.all().filter(keep);
		},
		clearRequests: () => {
			world.recorder.clear();
		},
	};
}

async function record(world: World, role: HostRole, call: Call, handler: Handler): Promise<Outcome> {
	const recorded = world.recorder.begin(role, call, world.now());
	const outcome = await handler(world, call, recorded);
	if (typeof outcome !== 'string') recorded.status = outcome.status;
	return outcome;
}

function createWorld(options: EmulatorOptions, signingKey: SigningKey): World {
	return {
		now: options.now ?? Date.now,
		accessTokenSeconds: options.accessTokenSeconds ?? 3599,
		urls: { login: '', graph: '', defender: '' },
		signingKey,
		apps: new Map(),
		tenants: new Map(),
		codes: new Map(),
		signIns: new Map(),
		refreshTokens: new Map(),
		usedAssertions: new Map(),
		recorder: createRecorder(options.maxRecordedRequests ?? 100_000),
	};
}
