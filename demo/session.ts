import type { Log } from '../test/n8n/npm';
import type { Cleanup } from './cleanup';

/** What every part of a run needs. */
export interface Session {
	/** Where this run keeps its n8n; emptied at its start. */
	folder: string;
	cleanup: Cleanup;
	/** Resolves when the run is to end. */
	ended: Promise<unknown>;
	log: Log;
}
