import type { CredentialEnd } from '../transport/connection';
import type { Tenant } from '../core/tenant';
import type { ExpiryKind, HealthItem } from './health';

const DAY_MS = 24 * 3_600_000;
/** Told once at each of these many days before the end, and once after it. */
const DAYS_AHEAD = [0, 1, 7, 30];

/** Days ahead that were told last, by the part and its end, so that a renewed part starts anew. */
export type Warned = Record<string, number>;

export interface ExpiryStep {
	warned: Warned;
	items: HealthItem[];
}

/** Warnings that are due for what of the credential ends soon, each once per step. `tenant` is the credential's own. */
export function expiryWarnings(
	ends: CredentialEnd[],
	tenant: Tenant,
	before: Warned,
	nowMs: number,
): ExpiryStep {
	const step: ExpiryStep = { warned: {}, items: [] };
	for (const { part, at } of ends) {
		const until = new Date(at).toISOString();
		const key = `${part}|${until}`;
		const due = DAYS_AHEAD.find((days) => at - nowMs <= days * DAY_MS);
		if (due === undefined) continue;
		const told = before[key];
		step.warned[key] = due;
		if (told === undefined || due < told) step.items.push(warning(part, tenant, until, due));
	}
	return step;
}

const WORDS: Record<CredentialEnd['part'], { kind: ExpiryKind; what: string; remedy: string }> = {
	certificate: {
		kind: 'certificateExpiring',
		what: 'certificate',
		remedy: 'Upload a new certificate to the app registration and put it into the credential.',
	},
	secret: {
		kind: 'secretExpiring',
		what: 'client secret',
		remedy:
			"Create a new client secret in the app registration, and put it and its end ('Secret Expires') into the credential.",
	},
	signIn: {
		kind: 'signInExpiring',
		what: 'sign-in',
		remedy: "It could not be renewed for weeks. Open the credential and sign in again ('Switch account').",
	},
};

function warning(part: CredentialEnd['part'], tenant: Tenant, until: string, due: number): HealthItem {
	const { kind, what, remedy } = WORDS[part];
	const when = due === 0 ? 'has ended' : `ends within ${due} ${due === 1 ? 'day' : 'days'}`;
	return {
		event: { id: `${tenant.id}:expiring:${part}:${until}:${due}`, type: 'expiring' },
		tenant,
		health: {
			kind,
			until,
			cause: `The ${what} of the credential ${when}, on ${until.slice(0, 10)}. Without it no customer can be read.`,
			remedy,
		},
	};
}
