import type { Call } from '../http/listen';
import { json, page, type Outcome, type Reply } from '../http/reply';
import { addFault } from '../faults';
import { findTenant } from '../entra/directory';
import { createApp } from '../app';
import { createTenant, tenantControls } from '../tenant';
import type { World } from '../world';
import { AdminInputError, parseAlert, parseAlertPatch, parseClientId, parseFault, parseGrant } from './input';
import { parseApp, parseTenant, parseUser } from './registration';
import { adminPage } from './page';
import { stateSnapshot } from './state';

/** The human page and the JSON control API, for other processes on this machine. */
export function createAdminHandler(world: World): (call: Call) => Promise<Outcome> {
	return (call) => Promise.resolve(settle(world, call));
}

function settle(world: World, call: Call): Reply {
	try {
		return answer(world, call);
	} catch (error) {
		// Steering functions throw plain errors that say what was wrong with the request.
		const status = error instanceof AdminInputError ? 400 : 422;
		return json(status, { error: error instanceof Error ? error.message : String(error) });
	}
}

function answer(world: World, call: Call): Reply {
	const { method, url } = call;
	const route = `${method} ${url.pathname}`;
	if (route === 'GET /') return page(200, adminPage(world));
	if (route === 'GET /state') return json(200, stateSnapshot(world));
	if (route === 'GET /requests') return json(200, recordedRequests(world, url.searchParams));
	if (route === 'DELETE /requests') {
		world.recorder.clear();
		return json(200, {});
	}
	if (route === 'POST /apps') {
		createApp(world, parseApp(readJson(call)));
		return json(201, {});
	}
	if (route === 'POST /tenants') {
		createTenant(world, parseTenant(readJson(call)));
		return json(201, {});
	}
	const [, id, action, item] = /^\/tenants\/([^/]+)\/(\w+)(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
	if (id === undefined || action === undefined) return json(404, { error: `no route ${route}` });
	return answerTenant(world, call, {
		id: decodeURIComponent(id),
		action,
		item: item && decodeURIComponent(item),
	});
}

function recordedRequests(world: World, query: URLSearchParams) {
	const limit = Number(query.get('limit') ?? 1000);
	const host = query.get('host');
	const tenantId = query.get('tenantId')?.toLowerCase();
	const found = world.recorder
		.all()
		.filter((request) => (!host || request.host === host) && (!tenantId || request.tenantId === tenantId));
	return { requests: found.slice(-limit) };
}

function answerTenant(
	world: World,
	call: Call,
	{ id, action, item }: { id: string; action: string; item?: string },
): Reply {
	const state = findTenant(world, id);
	if (!state) return json(404, { error: `no tenant ${id}` });
	const tenant = tenantControls(world, state);
	const body = readJson(call);
	switch (`${call.method} ${action}`) {
		case 'GET alerts':
			return json(200, { alerts: tenant.alerts });
		case 'POST alerts':
			return json(201, tenant.addAlert(parseAlert(body)));
		case 'PATCH alerts':
			return json(200, tenant.updateAlert(item ?? '', parseAlertPatch(body)));
		case 'POST users':
			tenant.addUser(parseUser(body));
			return json(201, {});
		case 'POST faults':
			addFault(state, parseFault(body));
			return json(201, { faults: state.faults.length });
		case 'DELETE faults':
			tenant.clearFaults();
			return json(200, {});
		case 'POST consent':
			tenant.consent(parseClientId(body), parseGrant(body));
			return json(200, {});
		case 'POST revoke':
			tenant.revokeConsent(parseClientId(body));
			return json(200, {});
		default:
			return json(404, { error: `no route ${call.method} /tenants/{id}/${action}` });
	}
}

function readJson({ body }: Call): unknown {
	try {
		return body === '' ? {} : JSON.parse(body);
	} catch {
		throw new AdminInputError('the body is not JSON');
	}
}
