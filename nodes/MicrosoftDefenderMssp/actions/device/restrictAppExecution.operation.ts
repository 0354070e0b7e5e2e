import { restrictNotice } from '../../descriptions/deviceResponse';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import { deviceResponse } from './deviceResponse';

/** Device: Restrict App Execution. */
export const restrictAppExecution = deviceResponse({
	option: {
		name: 'Restrict App Execution',
		action: 'Restrict app execution on a device',
		description:
			'Restrict a device to apps signed by Microsoft until the restriction is removed. Disruptive: all other apps cannot be started.',
	},
	endpoint: defenderEndpoints.restrictCodeExecution,
	type: 'RestrictCodeExecution',
	fields: [restrictNotice],
});
