import type { Tenant } from '../test/emulator';
import type { Log } from '../test/n8n/npm';

export interface LapseTimes {
	firstAfterMs: number;
	everyMs: number;
	lastsMs: number;
}

const forbidden = {
	status: 403,
	body: {
		error: { code: 'Forbidden', message: 'The application lacks the required permission in this tenant.' },
	},
};

/**
 * Again and again, a customer's admin takes the app's permission away and gives it back: Tenant Health tells of both, and
 * the alerts of the time between arrive afterwards. Returns what ends it.
 */
export function startConsentLapses(
	tenant: Tenant,
	{ firstAfterMs, everyMs, lastsMs }: LapseTimes,
	log: Log,
): () => void {
	let timer = setTimeout(lapse, firstAfterMs);

	function lapse(): void {
		log(
			`An admin of ${tenant.displayName} takes the app's permission away for ${lastsMs / 1000} s: see Tenant Health`,
		);
		const fault = tenant.addFault({ api: 'graph', respond: forbidden });
		timer = setTimeout(() => {
			fault.remove();
			log(`The admin of ${tenant.displayName} gives the permission back: what was missed arrives now`);
			timer = setTimeout(lapse, everyMs - lastsMs);
		}, lastsMs);
	}

	return () => {
		clearTimeout(timer);
	};
}
