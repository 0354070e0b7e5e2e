import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { connect } from '../adapters/connect';
import { asNodeError, toNodeError } from '../adapters/n8nErrors';
import { processMemory } from '../adapters/processMemory';
import type { Failure } from '../core/failure';
import { configurationFailure } from '../core/failure';
import { text } from '../core/json';
import type { Parameters } from '../core/parameters';
import { locatorValue } from '../core/parameters';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import type { Tenant } from '../core/tenant';
import { findTenants } from '../tenants/findTenants';
import { resolveTenants } from '../tenants/resolveTenants';
import type { Connection } from '../transport/connection';

/** A method that fills the list of a resource locator. */
export type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** What a person looks for. */
export interface Wanted {
	/** Trimmed, in lower case; empty when nothing was typed. */
	filter: string;
	/** What the page before gave to go on with. */
	page?: string;
	/** The panel's fields. */
	parameters: Parameters;
}

type Found = Result<INodeListSearchResult, Failure>;

/** Searches with the credential of the panel. */
export const credentialPicker = (
	search: (wanted: Wanted, connection: Connection) => Promise<Found>,
): ListSearch =>
	async function (this, filter, page) {
		const wanted = wantedOf(this, filter, page);
		const connection = await open(this, wanted);
		if (!connection.ok) throw toNodeError(this.getNode(), connection.failure);
		const found = await search(wanted, connection.value);
		if (!found.ok) throw toNodeError(this.getNode(), found.failure);
		return found.value;
	};

/** Searches in the one customer tenant that the panel names. */
export const tenantPicker = (
	search: (wanted: Wanted, connection: Connection, tenant: Tenant) => Promise<Found>,
): ListSearch =>
	async function (this, filter, page) {
		const wanted = wantedOf(this, filter, page);
		const unknown = checkSelection(wanted.parameters);
		if (unknown !== undefined) throw toNodeError(this.getNode(), unknown);
		const connection = await open(this, wanted);
		if (!connection.ok) throw toNodeError(this.getNode(), connection.failure);
		const tenant = await findTenant(wanted.parameters, connection.value);
		if (!tenant.ok) throw toNodeError(this.getNode(), tenant.failure);
		const found = await search(wanted, connection.value, tenant.value);
		if (!found.ok) throw toNodeError(this.getNode(), found.failure, { tenant: tenant.value });
		return found.value;
	};

/** Operations that work with an alert of any source have no field for it. */
const DEFAULTS: Readonly<Record<string, unknown>> = { source: 'graphAlerts' };

const wantedOf = (context: ILoadOptionsFunctions, filter = '', page?: string): Wanted => ({
	filter: filter.trim().toLowerCase(),
	page: text(page),
	parameters: {
		get: (name) => locatorValue(context.getCurrentNodeParameter(name)) ?? DEFAULTS[name],
		timezone: context.getTimezone(),
	},
});

/** Somebody sits in front of it. */
const RETRY = { attempts: 2, longestWaitMs: 5_000 };

async function open(
	context: ILoadOptionsFunctions,
	{ parameters }: Wanted,
): Promise<Result<Connection, Failure>> {
	try {
		const authentication = parameters.get('authentication');
		return await connect(context, { authentication, memory: processMemory, retry: RETRY });
	} catch (error) {
		throw asNodeError(context.getNode(), error);
	}
}

/** Why it is not known where to search; undefined if it is. An expression that the editor cannot resolve arrives as nothing or as it was typed. */
function checkSelection(parameters: Parameters): Failure | undefined {
	const selection = parameters.get('customerTenants');
	if (selection === 'discover') return severalTenants;
	const typed = text(parameters.get('tenantId'))?.trim() ?? '';
	return selection === 'input' && (typed === '' || typed.startsWith('=')) ? tenantUnknown : undefined;
}

async function findTenant(parameters: Parameters, connection: Connection): Promise<Result<Tenant, Failure>> {
	const listed = await findTenants(parameters, connection, processMemory);
	if (!listed.ok) return listed;
	const { entries } = listed.value;
	if (entries.length > 1) return fail(severalTenants);
	const [found] = await resolveTenants(entries, connection, processMemory.domains);
	return found === undefined ? fail(tenantUnknown) : found.resolved;
}

const tenantUnknown = configurationFailure(
	'Choose the customer from the list, or run the previous node, to search here.',
	"'Customer Tenant' is an expression whose value is not known yet. An ID can be entered all the same.",
);

const severalTenants = configurationFailure(
	'Choose one customer to search here: several are chosen.',
	"Set 'Customer Tenants' to one customer for the search. An ID can be entered all the same.",
);

/** Entries whose name or value has what was typed in it. */
export const matching = <Entry extends { name: string; value: string | number | boolean }>(
	entries: Entry[],
	filter: string,
): Entry[] => entries.filter(({ name, value }) => `${name}\n${String(value)}`.toLowerCase().includes(filter));

/** "high" -> "High", as people read it. */
export const capitalized = (word: string): string => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;

/** The result of a search, with nothing about pages where there are none. */
export const listOf = (
	results: INodeListSearchResult['results'],
	paginationToken?: string,
): ReturnType<typeof succeed<INodeListSearchResult>> =>
	succeed({ results, ...(paginationToken !== undefined && { paginationToken }) });
