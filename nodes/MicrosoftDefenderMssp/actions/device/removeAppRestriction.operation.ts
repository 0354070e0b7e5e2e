import { defenderEndpoints } from '../../sources/endpoints/defender';
import { deviceResponse } from './deviceResponse';

/** Device: Remove App Restriction. */
export const removeAppRestriction = deviceResponse({
	option: {
		name: 'Remove App Restriction',
		action: 'Remove the app restriction of a device',
		description: 'Remove the restriction to apps signed by Microsoft, so that all apps can be started again',
	},
	endpoint: defenderEndpoints.unrestrictCodeExecution,
	type: 'UnrestrictCodeExecution',
});
