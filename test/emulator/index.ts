import { createAdminHandler } from './admin/handler';
import { handleDefender } from './defender/handler';
import { handleLogin } from './entra/handler';
import { makeSigningKey, sharedSigningKey } from './entra/signingKey';
import { handleGraph } from './graph/handler';
import { verifyBearer } from './http/bearer';
import { makeServerCertificate } from './http/certificate';
import { listen } from './http/listen';
import { answerRecorded, type Handler } from './recording';
import { steering } from './steering';
import { tokenDetails } from './tokenDetails';
import type { Emulator, EmulatorOptions, HostRole } from './types';
import { createWorld } from './world';

export type * from './types';
export type { AlertInput, AlertPatch, AlertRecord } from './alerts/record';
export type { EvidenceInput } from './alerts/evidence';
export { sceneOf, stories, type Scene, type Story, type StoryName } from './alerts/stories';
export type { DeviceActionInput, DeviceActionRecord, FinalStatus } from './devices/actionRecord';
export type { DeviceInput, DevicePatch, DeviceRecord } from './devices/record';
export type { IncidentInput, IncidentPatch, IncidentRecord } from './incidents/record';
export type { IndicatorInput, IndicatorRecord } from './indicators/record';
export { createDirectEmulator } from './direct';
export type { DirectAnswer, DirectEmulator, DirectOptions, DirectRequest } from './direct';

/** Starts Entra ID, Graph and Defender on three https origins of the loopback interface, and the admin page on http. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	const [certificate, signingKey] = await Promise.all([
		makeServerCertificate(),
		options.separateCloud ? makeSigningKey() : sharedSigningKey(),
	]);
	const world = createWorld(options, {
		urls: { login: '', graph: '', defender: '' },
		signingKey: () => signingKey,
		identify: verifyBearer,
		readToken: tokenDetails,
	});
	const { now } = world;
	const { ports = {} } = options;
	const serve = (role: HostRole, handler: Handler) =>
		listen({ port: ports[role] ?? 0, certificate, now }, (call) =>
			answerRecorded(world, role, call, handler),
		);
	const [login, graph, defender] = await Promise.all([
		serve('login', handleLogin),
		serve('graph', handleGraph),
		serve('defender', handleDefender),
	]);
	world.urls = { login: login.url, graph: graph.url, defender: defender.url };
	const admin = await listen({ port: ports.admin ?? 0, now }, createAdminHandler(world));
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
