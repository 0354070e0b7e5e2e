import type { Failure } from '../core/failure';
import { configurationFailure } from '../core/failure';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';

/** How the IDs of Defender for Endpoint's own alerts begin; `ed` are custom detections. Source: "Investigate alerts in Defender XDR". */
const DEFENDER_ID = /^(da|ed)/i;

/** The ID if Defender for Endpoint serves it; the failure names the field, and says what to do instead. */
export const servedByDefender = (alertId: string, remedy: string): Result<string, Failure> =>
	DEFENDER_ID.test(alertId)
		? succeed(alertId)
		: fail(
				configurationFailure(
					`'Alert' is '${alertId}', which Defender for Endpoint does not serve: IDs of its own alerts begin with 'da' or 'ed'.`,
					remedy,
				),
			);
