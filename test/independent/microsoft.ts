import type { IHttpRequestOptions } from 'n8n-workflow';

import type { SecurityRecord, Version } from './records';
import { defenderAlert, graphAlert, graphIncident, shownAt } from './records';
import type { VirtualTime } from './virtualTime';

/** What is odd about a customer's API, all the time. */
export interface Oddities {
	/** Graph's `$orderby`: kept, ignored (newest first, or as it comes), or refused with 400. */
	order: 'kept' | 'newestFirst' | 'none' | 'refused';
	/** Its nextLinks: given, answered with 410, or left out. */
	links: 'given' | 'refused' | 'absent';
	/** Rows that it gives at a time at most, whatever is asked for; needs links. */
	page: number;
	ignoresFilter: boolean;
	/** How far its `Date` header is off; milliseconds. */
	dateOff: number;
	latencyMs: number;
}

/** Status, body and headers. */
type Told = [number, unknown, Record<string, string>?];

const problem = (status: number, code: string, headers = {}): Told => [
	status,
	{ error: { code, message: code } },
	headers,
];

/** What may be wrong for a while, and what is said then; `slow`, `hangs` and `noConsent` (of Entra ID) say nothing here. */
const SAID = {
	down: problem(503, 'ServiceUnavailable'),
	everySecond: problem(500, 'InternalServerError'),
	throttled: problem(429, 'TooManyRequests', { 'retry-after': '120' }),
	page: [200, '<html>Sign in</html>'],
	noList: [200, {}],
	forbidden: problem(403, 'Forbidden'),
	hangs: undefined,
	slow: undefined,
	noConsent: undefined,
} satisfies Record<string, Told | undefined>;

export type Fault = keyof typeof SAID;

export const FAULTS = Object.keys(SAID) as Fault[];

export interface Customer {
	id: string;
	oddities: Oddities;
	records: SecurityRecord[];
	fault?: { kind: Fault; until: number };
}

interface Answer {
	statusCode: number;
	headers: Record<string, string>;
	body: unknown;
}

const MINUTE = 60_000;
/** Seconds; as long as for an app that answers claims challenges. */
const TOKEN_LIFE = 24 * 3600;
const LARGEST = { alerts_v2: 1000, incidents: 50, alerts: 10_000 } as const;
type List = keyof typeof LARGEST;

/** Entra ID, Graph and Defender for Endpoint of these customers, as n8n's HTTP helper shows them. */
export class Microsoft {
	readonly customers: Customer[];
	/** Nothing of Microsoft's can be reached until then. */
	unreachableUntil = 0;
	entraDownUntil = 0;
	/** Customers that sort and never refused to, and were asked without it. */
	readonly askedUnsorted = new Set<string>();
	private readonly time: VirtualTime;
	private readonly recent = new Map<string, number[]>();
	/** Rows that are left behind a nextLink. */
	private readonly behindLinks: Array<Array<[SecurityRecord, Version]>> = [];
	private requests = 0;

	constructor(time: VirtualTime, oddities: Oddities[]) {
		this.time = time;
		this.customers = oddities.map((entry, index) => ({
			id: `${String(index + 1).padStart(8, '0')}-0000-4000-8000-000000000000`,
			oddities: entry,
			records: [],
		}));
	}

	/** Like `helpers.httpRequest` with the full response and no errors for statuses; the answer is lost with the process. */
	async request(options: IHttpRequestOptions, process: number): Promise<Answer> {
		const url = new URL(options.url);
		const customer = this.customerOf(url, options);
		const { timeout = 300_000 } = options;
		const wait = this.waitFor(url, customer);
		return await new Promise((resolve, reject) => {
			const settle = (): void => {
				if (wait > timeout) reject(Object.assign(new Error('timeout'), { code: 'ECONNABORTED' }));
				else if (this.isUnreachable(url))
					reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
				else resolve(this.answer(url, customer));
			};
			this.time.at(this.time.now + Math.min(wait, timeout), process, settle);
		});
	}

	private isUnreachable({ hostname }: URL): boolean {
		const isEntra = hostname.startsWith('login.');
		return this.time.now < Math.max(this.unreachableUntil, isEntra ? this.entraDownUntil : 0);
	}

	private waitFor({ hostname }: URL, customer: Customer | undefined): number {
		if (customer === undefined || hostname.startsWith('login.')) return 80;
		const fault = this.faultOf(customer);
		if (fault === 'hangs') return Infinity;
		return fault === 'slow' ? 19_000 : customer.oddities.latencyMs;
	}

	private faultOf({ fault }: Customer): Fault | undefined {
		return fault !== undefined && this.time.now < fault.until ? fault.kind : undefined;
	}

	/** A token decides whose data is shown; a request for one names the customer in its path. */
	private customerOf(url: URL, { headers }: IHttpRequestOptions): Customer | undefined {
		const { authorization = '' } = (headers ?? {}) as Record<string, string>;
		const claims = authorization.split('.')[1];
		const id =
			claims === undefined
				? url.pathname.split('/')[1]
				: (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { tid: string }).tid;
		return this.customers.find((customer) => customer.id === id);
	}

	private answer(url: URL, customer: Customer | undefined): Answer {
		const isEntra = url.hostname.startsWith('login.');
		const [statusCode, body, headers] = isEntra ? this.entra(url, customer) : this.api(url, customer);
		const off = isEntra ? 0 : (customer?.oddities.dateOff ?? 0);
		return { statusCode, headers: { ...headers, date: new Date(this.time.now + off).toUTCString() }, body };
	}

	private entra(url: URL, customer: Customer | undefined): Told {
		if (!url.pathname.endsWith('/token')) return [200, { issuer: `${url.origin}/x/v2.0` }];
		if (customer === undefined || this.faultOf(customer) === 'noConsent') {
			const error = { error: 'unauthorized_client', error_description: 'AADSTS700016: x' };
			return [400, { ...error, error_codes: [700016] }];
		}
		const exp = Math.floor(this.time.now / 1000) + TOKEN_LIFE;
		const claims = { tid: customer.id, aud: 'https://graph.microsoft.com', exp, oid: 'app' };
		const token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
		return [200, { token_type: 'Bearer', expires_in: TOKEN_LIFE, access_token: token }];
	}

	private api(url: URL, customer: Customer | undefined): Told {
		if (customer === undefined) return problem(401, 'InvalidAuthenticationToken');
		const recent = (this.recent.get(customer.id) ?? []).filter((at) => at > this.time.now - MINUTE);
		this.recent.set(customer.id, [...recent, this.time.now]);
		this.requests += 1;
		// Graph's limit for one app in one tenant.
		if (recent.length >= 150) return SAID.throttled;
		const fault = this.faultOf(customer) ?? 'slow';
		const said = fault === 'everySecond' && this.requests % 2 > 0 ? undefined : SAID[fault];
		if (said !== undefined) return said;
		const [name, id] = /(alerts_v2|incidents|alerts)(?:\/([^/]+))?/.exec(url.pathname)?.slice(1) ?? [];
		const list = name as List;
		return id === undefined ? this.list(list, url, customer) : this.details(list, id, customer);
	}

	private list(list: List, url: URL, customer: Customer): Told {
		const query = url.searchParams;
		const isGraph = list !== 'alerts';
		const refused = isGraph ? refusal(query, customer.oddities) : undefined;
		if (refused !== undefined) return refused;
		if (isGraph && isUnsorted(query, customer.oddities)) this.askedUnsorted.add(customer.id);
		const from = Number(query.get('$skip') ?? 0);
		const to = from + rowsOf(list, query, customer.oddities);
		const found =
			this.behindLinks[Number(query.get('$skiptoken') ?? NaN)] ?? this.found(list, query, customer);
		const value = found.slice(from, to).map(([record, version]) => {
			const row = ROWS[list](record, version, nameOf(record, customer));
			return list === 'incidents' && !query.has('$expand') ? { ...row, alerts: undefined } : row;
		});
		if (!isGraph || customer.oddities.links === 'absent' || found.length <= to) return [200, { value }];
		query.delete('$skip');
		query.set('$skiptoken', String(this.behindLinks.push(found.slice(to)) - 1));
		return [200, { value, '@odata.nextLink': url.href }];
	}

	/** The alerts of an incident, or an alert of Defender for Endpoint in full. */
	private details(list: List, id: string, customer: Customer): Told {
		const record = customer.records.find((entry) => entry.id === id && entry.kind === KINDS[list]);
		const version = record === undefined ? undefined : shownAt(record, this.time.now);
		if (record === undefined || version === undefined) return problem(404, 'ResourceNotFound');
		const row = ROWS[list](record, version, customer.id);
		return [200, 'alerts' in row ? { value: row.alerts } : row];
	}

	private found(list: List, query: URLSearchParams, customer: Customer): Array<[SecurityRecord, Version]> {
		const { order, ignoresFilter } = customer.oddities;
		const filter = query.get('$filter') ?? '';
		const [from = '', to = '~'] = ['ge', 'le'].map((word) => new RegExp(` ${word} (\\S+)`).exec(filter)?.[1]);
		const shown = customer.records.flatMap((record): Array<[SecurityRecord, Version]> => {
			const version = record.kind === KINDS[list] ? shownAt(record, this.time.now) : undefined;
			return version === undefined ? [] : [[record, version]];
		});
		const matching = shown.filter(
			([{ timeless }, { at }]) => ignoresFilter || (timeless !== true && at >= from && at <= to),
		);
		if (order === 'none') return matching.sort(([a], [b]) => (a.id < b.id ? -1 : 1));
		const sign = order === 'kept' && query.has('$orderby') ? 1 : -1;
		return matching.sort(([, a], [, b]) => (a.at < b.at ? -sign : Number(a.at > b.at) * sign));
	}
}

function refusal(query: URLSearchParams, { order, links }: Oddities): Told | undefined {
	if (Number(query.get('$skip') ?? 0) > 500) return problem(400, 'BadRequest');
	if (query.has('$skiptoken') && links === 'refused') return problem(410, 'ResourceGone');
	return query.has('$orderby') && order === 'refused' ? problem(400, 'BadRequest') : undefined;
}

const isUnsorted = (query: URLSearchParams, { order }: Oddities): boolean =>
	order === 'kept' && !query.has('$orderby') && !query.has('$skiptoken');

/** On one page. */
function rowsOf(list: List, query: URLSearchParams, { links, page }: Oddities): number {
	const most = list === 'alerts' || links === 'absent' ? Infinity : page;
	return Math.min(Number(query.get('$top') ?? 100), LARGEST[list], most);
}

const KINDS = { alerts_v2: 'alert', incidents: 'incident', alerts: 'alert' };

const ROWS = { alerts_v2: graphAlert, incidents: graphIncident, alerts: defenderAlert };

const nameOf = ({ foreign }: SecurityRecord, { id }: Customer): string =>
	foreign ? 'ffffffff-0000-4000-8000-000000000000' : id;
