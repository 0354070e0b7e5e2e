import { compact } from './compact';
import { wellFormed } from './wellFormed';

export interface PortalLinks {
	alert?: string;
	incident?: string;
	device?: string;
}

/** Folder of each page in the Defender portal. The device page is a field report, not documented. */
export const PORTAL_PAGES = { home: '', alert: 'alerts', device: 'machines', incident: 'incidents' } as const;

export type PortalPage = keyof typeof PORTAL_PAGES;

/** Address of a portal page that opens in the customer's own tenant (`tid`). Source: Defender MSSP access page. */
export function portalLink(portalUrl: string, tenantId: string, page: PortalPage, id: string): string {
	const path = page === 'home' ? '' : `${PORTAL_PAGES[page]}/${encodeURIComponent(wellFormed(id))}`;
	return `${portalUrl}/${path}?tid=${tenantId}`;
}

/** Portal pages of an alert. Built rather than taken from `alertWebUrl`, which only Graph sends. */
export function alertLinks(
	{ id, incidentId }: { id: string; incidentId?: string },
	tenantId: string,
	portalUrl: string,
): PortalLinks {
	if (portalUrl === '') return {};
	return compact({
		alert: portalLink(portalUrl, tenantId, 'alert', id),
		incident: incidentId === undefined ? undefined : portalLink(portalUrl, tenantId, 'incident', incidentId),
	});
}

/** Portal page of an incident. */
export function incidentLinks(id: string, tenantId: string, portalUrl: string): PortalLinks {
	return portalUrl === '' ? {} : { incident: portalLink(portalUrl, tenantId, 'incident', id) };
}

/** Portal page of a device; none of one whose ID is not known. */
export function deviceLinks(id: string | undefined, tenantId: string, portalUrl: string): PortalLinks {
	return portalUrl === '' || id === undefined
		? {}
		: { device: portalLink(portalUrl, tenantId, 'device', id) };
}
