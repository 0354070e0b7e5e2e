import type { SimpleAlert } from '../core/alert';
import type { JsonObject } from '../core/json';
import { present } from './present';
import { productOf } from './product';

/** The product that raised the alert, and as its feature what in it detected something. */
export const ocsfProduct = (alert: SimpleAlert, isIncident: boolean): JsonObject => ({
	name: productOf(alert, isIncident),
	vendor_name: 'Microsoft',
	...present({ uid: alert.serviceSource, feature: present({ name: alert.detectionSource }) }),
});
