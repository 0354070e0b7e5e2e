import type { INodeListSearchItems } from 'n8n-workflow';

import type { Failure } from '../core/failure';
import type { JsonObject } from '../core/json';
import { objects, text, texts } from '../core/json';
import { portalLink } from '../core/links';
import { odataString } from '../core/odata';
import type { Result } from '../core/result';
import { succeed } from '../core/result';
import type { Tenant } from '../core/tenant';
import { defenderEndpoints } from '../sources/endpoints/defender';
import type { Connection } from '../transport/connection';
import { callEndpoint } from '../transport/endpoint';
import { listOf, matching, tenantPicker } from './picker';

const SHOWN = 100;
/** Source: Defender API "list machines", `$top`. */
const LARGEST_PAGE = 10_000;

/** The devices whose name begins with what was typed; if there are none, those that have it in their name or ID. */
export const searchDevices = tenantPicker(async ({ filter, page }, connection, tenant) => {
	const skip = Number(page ?? 0);
	const begins = filter === '' ? undefined : `startswith(computerDnsName,${odataString(filter)})`;
	const rows = await readDevices({ $filter: begins, top: SHOWN, skip }, connection, tenant);
	const isRefused = !rows.ok && rows.failure.kind === 'badRequest';
	if (begins !== undefined && skip === 0 && (isRefused || (rows.ok && rows.value.length === 0))) {
		const every = await readDevices({ top: LARGEST_PAGE, skip: 0 }, connection, tenant);
		if (!every.ok) return every;
		return listOf(matching(entriesOf(every.value, connection, tenant), filter));
	}
	if (!rows.ok) return rows;
	const next = rows.value.length < SHOWN ? undefined : String(skip + rows.value.length);
	return listOf(entriesOf(rows.value, connection, tenant), next);
});

async function readDevices(
	{ $filter, top, skip }: { $filter?: string; top: number; skip: number },
	connection: Connection,
	tenant: Tenant,
): Promise<Result<JsonObject[], Failure>> {
	const query = { $filter, $top: String(top), $skip: skip > 0 ? String(skip) : undefined };
	const body = await callEndpoint(defenderEndpoints.listDevices, { query }, connection, tenant.id);
	if (body.ok) return succeed(objects(body.value.value));
	// A tenant without devices is answered 404.
	return body.failure.kind === 'notFound' ? succeed([]) : body;
}

function entriesOf(rows: JsonObject[], { cloud }: Connection, { id }: Tenant): INodeListSearchItems[] {
	return rows.flatMap((row) => {
		const deviceId = text(row.id);
		if (deviceId === undefined) return [];
		const about = texts([row.osPlatform, row.healthStatus]).join(', ');
		const name = text(row.computerDnsName) ?? deviceId;
		const { portalUrl } = cloud;
		return [
			{
				name: about === '' ? name : `${name} (${about})`,
				value: deviceId,
				...(portalUrl !== '' && { url: portalLink(portalUrl, id, 'device', deviceId) }),
			},
		];
	});
}
