import type { Sample } from './sample';
import { graphScope, ids, startSample } from './sample';

export const list = '/v1.0/security/incidents';

/** The sample with access to incidents, and a token for Contoso's. */
export async function startIncidentSample(): Promise<{ sample: Sample; token: string }> {
	const sample = await startSample();
	for (const tenant of [sample.contoso, sample.fabrikam]) {
		tenant.consent(ids.app, {
			application: ['SecurityIncident.Read.All'],
			delegated: ['SecurityIncident.Read.All'],
		});
	}
	return { sample, token: await sample.appToken(ids.contoso, graphScope) };
}

export const query = (options: Record<string, string>): string =>
	`${list}?${new URLSearchParams(options).toString()}`;

/** A time within one minute. */
export const at = (second: number, fraction = ''): string =>
	`2026-01-05T08:00:${String(second).padStart(2, '0')}${fraction}Z`;
