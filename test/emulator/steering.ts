import { createApp } from './app';
import { findTenant } from './entra/directory';
import { matches } from './recording';
import { createTenant, tenantControls } from './tenant';
import type { EmulatorControls, RecordedRequest } from './types';
import type { World } from './world';

/** The controls of an emulator over its world. */
export function steering(
	world: World,
): Pick<EmulatorControls, 'addApp' | 'addTenant' | 'tenant' | 'requests' | 'clearRequests'> {
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
