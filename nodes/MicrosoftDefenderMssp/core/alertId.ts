import type { Failure } from './failure';
import { configurationFailure } from './failure';
import { text } from './json';
import type { Result } from './result';
import { fail, succeed } from './result';
import type { Tenant } from './tenant';

/** An alert as 'Alert' names it. */
export interface AlertReference {
	id: string;
	/** The tenant that a portal link opens, in lower case; absent where the ID stood alone. */
	tenantId?: string;
}

/** Page of an alert: `<portal>/alerts/<id>?tid=<tenant>`, and `/alert/<id>` in the portal before it. */
const ALERT_PAGE = /\/alerts?\/([^/]+)/i;

/** Reads 'Alert': an ID, or the address of the alert's page in the portal. The failure names the field. */
export function readAlertId(value: unknown): Result<AlertReference, Failure> {
	const typed = text(value)?.trim() ?? '';
	if (typed === '') {
		return fail(
			configurationFailure(
				"'Alert' is empty.",
				'Choose an alert, or enter its ID or an expression such as {{ $json.alert.id }} that gives one.',
			),
		);
	}
	return /^https?:\/\//i.test(typed) ? readLink(typed) : succeed({ id: typed });
}

function readLink(typed: string): Result<AlertReference, Failure> {
	const link = URL.canParse(typed) ? new URL(typed) : undefined;
	const id = decoded(ALERT_PAGE.exec(link?.pathname ?? '')?.[1] ?? '');
	if (id === '') {
		return fail(
			configurationFailure(
				"'Alert' is a link, but not to the page of an alert.",
				'Copy the address of the page that shows the alert in the Defender portal, or enter its ID alone.',
			),
		);
	}
	const tenantId = link?.searchParams.get('tid')?.toLowerCase();
	return succeed(tenantId === undefined ? { id } : { id, tenantId });
}

/** What the address bar shows of a character; nothing where it is none. */
function decoded(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return '';
	}
}

/** The alert's ID in this tenant; a link that opens another tenant names no alert of this one. */
export function alertIdIn(tenant: Tenant, { id, tenantId }: AlertReference): Result<string, Failure> {
	if (tenantId === undefined || tenantId === tenant.id) return succeed(id);
	return fail({
		kind: 'notFound',
		appliesTo: 'tenant',
		transient: false,
		cause: `The link in 'Alert' opens tenant ${tenantId}, not this one. Nothing was done.`,
		remedy:
			"Choose in 'Customer Tenants' the tenant that the link opens, or paste the link of another alert.",
	});
}
