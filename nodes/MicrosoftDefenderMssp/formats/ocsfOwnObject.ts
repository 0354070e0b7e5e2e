import type { Evidence } from '../core/evidence/evidence';
import type { JsonObject } from '../core/json';
import { graphPropertiesOf } from './graphProperties';

/**
 * A piece of evidence as the service sent it. Of a simplified alert, and where the service told of it elsewhere, what is known of
 * it under Graph's names.
 */
export const ownObject = (piece: Evidence): JsonObject =>
	'@odata.type' in piece.raw || 'entityType' in piece.raw
		? piece.raw
		: { ...graphPropertiesOf(piece), mdeDeviceId: piece.deviceId, ...piece.raw };
