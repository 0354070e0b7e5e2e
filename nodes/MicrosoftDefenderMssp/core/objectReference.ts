import type { Failure } from './failure';
import { configurationFailure } from './failure';
import type { JsonObject } from './json';
import { text } from './json';
import { requiredText } from './textFields';
import type { Result } from './result';
import { fail, succeed } from './result';
import { readTenant } from './routedItem';
import type { Tenant } from './tenant';
import { isTenantGuid } from './tenant';

/** An alert, incident or the like as a person names it. */
export interface ObjectReference {
	id: string;
	/** The tenant that it belongs to, in lower case; absent where the ID stood alone. */
	tenantId?: string;
	/** It is the input item that says so; else a portal link. */
	isItems?: true;
}

/** How one kind of thing is named. */
export interface ReferenceField {
	/** Of the field, as people see it. */
	label: string;
	/** With its article: `an incident`. */
	noun: string;
	/** Path of its page in the portal; the first group is the ID. */
	page: RegExp;
	/** Gives the ID of an item of the trigger. */
	example: string;
}

/** Field 'Alert'. The path is that of Graph's `alertWebUrl`, and `alert` that of the portal before it. */
export const ALERT_ID: ReferenceField = {
	label: 'Alert',
	noun: 'an alert',
	page: /^\/alerts?\/([^/]+)(?:\/|$)/i,
	example: '{{ $json.alert.id }}',
};

/** Field 'Incident'. The path is that of Graph's `incidentWebUrl`; `incident2` is what the portal's address bar shows. */
export const INCIDENT_ID: ReferenceField = {
	label: 'Incident',
	noun: 'an incident',
	page: /^\/incident(?:s|2)\/(\d+)(?:\/|$)/i,
	example: '{{ $json.incident.id }}',
};

/** Reads such a field: an ID, or the address of the thing's page in the Defender portal. The failure names the field. */
export function readReference(value: unknown, field: ReferenceField): Result<ObjectReference, Failure> {
	const typed = requiredText(value, field.label, whatToEnter(field));
	if (!typed.ok) return typed;
	return /^https?:\/\//i.test(typed.value) ? readLink(typed.value, field) : succeed({ id: typed.value });
}

function readLink(typed: string, field: ReferenceField): Result<ObjectReference, Failure> {
	if (!URL.canParse(typed)) return fail(isOtherLink(field));
	const { pathname, searchParams } = new URL(typed);
	const id = decoded(field.page.exec(pathname)?.[1] ?? '');
	const tenantId = searchParams.get('tid')?.toLowerCase();
	return id === '' ? fail(isOtherLink(field)) : succeed({ id, ...(tenantId !== undefined && { tenantId }) });
}

/** What the address bar shows of a segment; nothing where it is none. */
function decoded(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return '';
	}
}

/**
 * A number that every tenant counts for itself, with the tenant of the input item where that carries this very number among
 * `carried`: in any other tenant it would be another thing.
 */
export function withItemsTenant(id: string, input: JsonObject = {}, carried: unknown[]): ObjectReference {
	const tenantId = readTenant(input.tenant).id.toLowerCase();
	const isItems = isTenantGuid(tenantId) && carried.some((own) => text(own) === id);
	return isItems ? { id, tenantId, isItems } : { id };
}

/** The thing's ID in this tenant; what belongs to another tenant names nothing of this one. */
export function idIn(
	tenant: Pick<Tenant, 'id'>,
	{ id, tenantId, isItems }: ObjectReference,
	{ label }: Pick<ReferenceField, 'label'>,
): Result<string, Failure> {
	if (tenantId === undefined || tenantId === tenant.id.toLowerCase()) return succeed(id);
	return fail({
		kind: 'notFound',
		appliesTo: 'tenant',
		transient: false,
		...(isItems === true ? itemOfOther(label, tenantId) : linkToOther(label, tenantId)),
	});
}

const linkToOther = (label: string, tenantId: string) => ({
	cause: `The link in '${label}' opens another tenant (${tenantId}) than this one.`,
	remedy:
		"Nothing was sent. Choose under 'Customer Tenants' the tenant that the link opens, or use a link of this one.",
});

const itemOfOther = (label: string, tenantId: string) => ({
	cause: `'${label}' is that of the input item, which belongs to another tenant (${tenantId}) than this one.`,
	remedy:
		"Nothing was sent: in this tenant the number means something else. Set 'Customer Tenants' to 'From Input Item' and 'Customer Tenant' to {{ $json.tenant.id }}.",
});

const whatToEnter = ({ noun, example }: ReferenceField): string =>
	`Enter the ID of ${noun}, a link to it in the Defender portal, or an expression such as ${example} that gives one.`;

const isOtherLink = ({ label, noun }: ReferenceField): Failure =>
	configurationFailure(
		`'${label}' is a link, but not to the page of ${noun}.`,
		'Copy the address of the page that shows it in the Defender portal, or enter its ID alone.',
	);
