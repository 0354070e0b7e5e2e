import type { Failure } from '../core/failure';
import { configurationFailure } from '../core/failure';
import type { JsonObject } from '../core/json';
import { isJsonObject, objects, parsed, text } from '../core/json';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import { requiredText } from '../core/textFields';
import type { TenantLabels, TenantReference } from '../core/tenant';
import { isTenantIdOrDomain } from '../core/tenant';

/** A customer tenant as typed, and whether it can be one. */
export type TenantEntry = Result<TenantReference, Failure> &
	Omit<TenantReference, 'idOrDomain'> & { typed: string };

/** Reads parameter 'Tenants' (a fixed collection). One bad entry is that entry's failure. */
export function tenantsFromList(list: unknown): Result<TenantEntry[], Failure> {
	const rows = isJsonObject(list) ? objects(list.tenant) : [];
	return notEmpty(
		rows.map((row) => entry(text(row.tenantId), text(row.name), labelsFromList(row.labels))),
		'Tenants',
		'Add at least one customer tenant.',
	);
}

/**
 * Reads parameter 'Tenants (JSON)': an array of `{id, name?, labels?}`, as text or already parsed by an expression.
 * Anything but an array fails as a whole; one bad entry is that entry's failure.
 */
export function tenantsFromJson(value: unknown): Result<TenantEntry[], Failure> {
	const rows = typeof value === 'string' ? parsed(value) : value;
	if (!Array.isArray(rows)) {
		return fail(
			configurationFailure(
				"'Tenants (JSON)' is not a JSON array.",
				'Write it like [{"id": "contoso.com", "name": "Contoso", "labels": {"channel": "#contoso"}}].',
			),
		);
	}
	return notEmpty(
		rows.map((row: unknown) => (isJsonObject(row) ? jsonEntry(row) : entry(text(row)))),
		'Tenants (JSON)',
		'Put at least one customer tenant into the array.',
	);
}

/**
 * A single tenant given as text, in the parameter shown to people as `label`. `carried` is a tenant known from
 * elsewhere: if it is the same one, its name and labels go on to the next items.
 */
export function tenantFromText(
	value: unknown,
	label: string,
	carried?: unknown,
): Result<TenantEntry[], Failure> {
	const typed = requiredText(
		value,
		label,
		'Enter a tenant ID or domain, or an expression such as {{ $json.tenant.id }} that gives one.',
	);
	if (!typed.ok) return typed;
	const same = isJsonObject(carried) && text(carried.id)?.toLowerCase() === typed.value.toLowerCase();
	return succeed([same ? jsonEntry(carried) : entry(typed.value)]);
}

function jsonEntry(row: JsonObject): TenantEntry {
	return entry(text(row.id) ?? text(row.tenantId), text(row.name), labelsOf(row.labels));
}

function entry(id = '', name = '', labels: TenantLabels = {}): TenantEntry {
	const typed = id.trim();
	const reference = { idOrDomain: typed.toLowerCase(), name: name.trim(), labels };
	const checked = isTenantIdOrDomain(reference.idOrDomain) ? succeed(reference) : fail(notATenant(typed));
	return { typed, name: reference.name, labels, ...checked };
}

const notATenant = (typed: string): Failure => ({
	...configurationFailure(
		typed === ''
			? "A customer under 'Customer Tenants' has no tenant ID."
			: `'${typed}' under 'Customer Tenants' is no tenant ID.`,
		"Enter the customer's tenant GUID or one of its domains, such as contoso.com.",
	),
	appliesTo: 'tenant',
});

function notEmpty(entries: TenantEntry[], label: string, remedy: string): Result<TenantEntry[], Failure> {
	return entries.length > 0
		? succeed(entries)
		: fail(configurationFailure(`'${label}' names no customer tenant.`, remedy));
}

function labelsFromList(value: unknown): TenantLabels {
	const rows = isJsonObject(value) ? objects(value.label) : [];
	return toLabels(rows.map(({ key, value: label }) => [text(key), text(label)]));
}

function labelsOf(value: unknown): TenantLabels {
	return isJsonObject(value) ? toLabels(Object.entries(value).map(([key, label]) => [key, label])) : {};
}

function toLabels(pairs: Array<[unknown, unknown]>): TenantLabels {
	const named = pairs.map(([key, value]): [string, string] => [(text(key) ?? '').trim(), labelText(value)]);
	return Object.fromEntries(named.filter(([key]) => key !== ''));
}

const labelText = (value: unknown): string =>
	typeof value === 'boolean' ? String(value) : (text(value) ?? (value ? JSON.stringify(value) : ''));
