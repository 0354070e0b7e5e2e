import type { SimpleAlert } from './alert';
import { compact } from './compact';

export interface AlertLinks {
	alert?: string;
	incident?: string;
}

/**
 * Portal addresses that open in the customer's own tenant (`tid`). Built rather than taken from `alertWebUrl`, which
 * only Graph sends. Source: Defender portal URL forms, MSSP access page.
 */
export function alertLinks({ id, incidentId }: SimpleAlert, tenantId: string, portalUrl: string): AlertLinks {
	if (portalUrl === '') return {};
	const page = (path: string) => `${portalUrl}/${path}?tid=${tenantId}`;
	return compact({
		alert: page(`alerts/${encodeURIComponent(id)}`),
		incident: incidentId === undefined ? undefined : page(`incidents/${encodeURIComponent(incidentId)}`),
	});
}
