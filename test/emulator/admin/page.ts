import { escapeHtml, htmlDocument } from '../http/reply';
import type { RecordedRequest } from '../types';
import type { World } from '../world';
import { stateSnapshot } from './state';

const shownRequests = 50;

/** The page a human looks at: tenants, consent, alert counts, faults, latest requests. */
export function adminPage(world: World): string {
	const { tenants, apps, urls } = stateSnapshot(world);
	const hosts = Object.entries(urls).map(([role, url]) => [role, url]);
	const tenantRows = tenants.map((tenant) => [
		tenant.displayName,
		tenant.id,
		tenant.domains.join(', '),
		String(tenant.alerts),
		tenant.consents
			.map(({ clientId, enabled, application, delegated }) =>
				[clientId, enabled ? '' : '(disabled)', ...application, ...delegated].join(' '),
			)
			.join('; ') || 'none',
		tenant.faults
			.map(({ api, kind, remaining }) => `${api}: ${kind} (${remaining ?? 'until removed'})`)
			.join('; '),
		tenant.licensedForDefender ? 'yes' : 'no',
	]);
	const requests = world.recorder.all().slice(-shownRequests).reverse().map(requestRow);
	const tenantHead = ['Tenant', 'Id', 'Domains', 'Alerts', 'Consent', 'Faults', 'Licensed'];
	const requestHead = ['Time', 'Host', 'Request', 'Tenant', 'Token of tenant', 'Status', 'AADSTS'];
	return htmlDocument(
		"Microsoft's cloud, emulated",
		`<p>Nothing here is real. Control API: <code>GET /state</code>, <code>GET /requests</code>, <code>POST /tenants/{id}/alerts|faults|consent|revoke</code>, <code>DELETE /tenants/{id}/faults</code>.</p>
${table(['Host', 'Origin'], hosts)}
<h2>Tenants</h2>${table(tenantHead, tenantRows)}
<h2>Apps</h2>${table(
			['App', 'Client id', 'Home tenant'],
			apps.map((app) => [app.displayName, app.clientId, app.homeTenantId]),
		)}
<h2>Latest requests</h2>${table(requestHead, requests)}`,
	);
}

function requestRow(request: RecordedRequest): string[] {
	return [
		new Date(request.time).toISOString(),
		request.host,
		`${request.method} ${request.path}`,
		request.tenantId ?? '',
		request.token?.tid ?? '',
		request.status === 0 ? 'no answer' : String(request.status),
		request.entraCode === undefined ? '' : String(request.entraCode),
	];
}

function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const cells = (row: readonly string[], tag: 'td' | 'th') =>
		row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('');
	const body = rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('');
	return `<table><thead><tr>${cells(head, 'th')}</tr></thead><tbody>${body}</tbody></table>`;
}
