import type { AlertChange } from '../core/alertChange';
import { showsAlertChange } from '../core/alertChange';
import type { AlertRecord } from '../core/item';
import type { AlertPlace } from './alertPlace';
import { readAlertAt } from './alertPlace';
import type { ReadBack } from './readBack';
import { readBack } from './readBack';

/** Reads the alert until it shows the change, a few times at most. */
export const verifyAlert = async (place: AlertPlace, change: AlertChange): Promise<ReadBack<AlertRecord>> =>
	await readBack(
		place.connection,
		async () => await readAlertAt(place),
		(record) => showsAlertChange(record, change),
	);
