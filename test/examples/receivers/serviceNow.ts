import { isObject, stringAt, type JsonObject } from '../../n8n/json';
import type { Answer, Call, Host } from '../internet';
import { hasBasicAuth, jsonOf, must } from './check';

/** A row of table `incident`; all values are texts, as ServiceNow has them. */
export type IncidentRow = Record<string, string>;

export const serviceNowCredential = {
	serviceNowBasicApi: { user: 'n8n', password: 'a-password-of-the-test', subdomain: 'mssp-example' },
};

const { user, password, subdomain } = serviceNowCredential.serviceNowBasicApi;

/** The fields that the examples may send; anything else ServiceNow would drop without a word. */
const FIELDS = [
	'short_description',
	'description',
	'correlation_id',
	'correlation_display',
	'urgency',
	'impact',
	'company',
	'state',
	'close_code',
	'close_notes',
	'work_notes',
];

/** Table `incident` of ServiceNow's Table API. `onClosed`: what its business rule does at a change to closed. */
export function serviceNow(onClosed: (sysId: string) => void): Host & {
	incidents: IncidentRow[];
	change: (sysId: string, fields: IncidentRow) => void;
} {
	const incidents: IncidentRow[] = [];

	function change(sysId: string, fields: IncidentRow): void {
		const incident = incidents.find(({ sys_id }) => sys_id === sysId);
		must(incident !== undefined, 'no such incident');
		const wasOpen = incident.state === '1';
		const notes = [incident.work_notes, fields.work_notes].filter(Boolean).join('\n\n');
		Object.assign(incident, fields, { work_notes: notes });
		if (wasOpen && incident.state !== '1') onClosed(sysId);
	}

	function create(call: Call): Answer {
		const fields = readFields(call);
		must((fields.correlation_id ?? '').length <= 100, 'correlation_id holds 100 characters');
		must((fields.short_description ?? '').length <= 160, 'short_description holds 160 characters');
		const number = incidents.length + 1;
		const sys_id = number.toString(16).padStart(32, '0');
		incidents.push({ ...fields, sys_id, number: `INC00${number}`, state: '1', work_notes: '' });
		return { status: 201, body: { result: incidents.at(-1) } };
	}

	function answer(call: Call): Answer {
		must(hasBasicAuth(call, user, password), 'the password is not there');
		const [, sysId] = /^\/api\/now\/table\/incident(?:\/([0-9a-f]{32}))?$/.exec(call.path) ?? [];
		if (sysId === undefined) return call.method === 'POST' ? create(call) : list(incidents, call);
		if (call.method === 'PATCH') change(sysId, readFields(call));
		const result = incidents.find(({ sys_id }) => sys_id === sysId);
		must(result !== undefined, 'no such incident');
		return { status: 200, body: { result } };
	}

	return { names: [`${subdomain}.service-now.com`], incidents, change, answer };
}

function list(incidents: IncidentRow[], { path, method, query }: Call): Answer {
	must(path === '/api/now/table/incident' && method === 'GET', 'no call of ServiceNow that is known');
	const [, id] = /^correlation_id=([^^]+)$/.exec(query.get('sysparm_query') ?? '') ?? [];
	must(id !== undefined, 'a query that is not understood');
	return { status: 200, body: { result: incidents.filter(({ correlation_id }) => correlation_id === id) } };
}

function readFields(call: Call): IncidentRow {
	const sent: JsonObject = jsonOf(call);
	must(isObject(sent), 'no fields');
	const unknown = Object.keys(sent).filter((name) => !FIELDS.includes(name));
	must(unknown.length === 0, `fields that incidents do not have: ${unknown.join(', ')}`);
	return Object.fromEntries(
		Object.entries(sent).map(([name, value]) => [
			name,
			typeof value === 'number' ? String(value) : stringAt(sent, name),
		]),
	);
}
