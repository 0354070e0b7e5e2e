import { defenderEndpoints } from '../../sources/endpoints/defender';
import { deviceResponse } from './deviceResponse';

/** Device: Release From Isolation. */
export const releaseDevice = deviceResponse({
	option: {
		name: 'Release From Isolation',
		action: 'Release a device from isolation',
		description: 'Release a device from isolation, so that it is back on the network',
	},
	endpoint: defenderEndpoints.unisolate,
	type: 'Unisolate',
});
