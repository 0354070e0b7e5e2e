import type { IDataObject, IHttpRequestOptions, IPollFunctions } from 'n8n-workflow';

import { fanOut } from '../../../nodes/MicrosoftDefenderMssp/tenants/fanOut';
import { tenantIdAt } from '../service/stage';
import { CLIENT_ID, CLIENT_SECRET } from './n8n';
import type { SweepJob } from './sweep';

export interface ListBody {
	value: IDataObject[];
}

/** Makes the requests of a poll and nothing else; tokens are kept in the map. */
export type Floor = (job: SweepJob, tokens: Map<string, string>) => Promise<ListBody[]>;

interface Call {
	method: 'GET' | 'POST';
	url: string;
	headers: Record<string, string>;
	body?: string;
}

/** Sends a call and gives its answer, parsed. */
type Send = (call: Call) => Promise<unknown>;

/** The helper floor: n8n's own HTTP helper, with the options that the trigger sends. */
export const helperFloor = ({ helpers }: IPollFunctions): Floor =>
	floorOver(async ({ method, url, headers, body }) => {
		const options: IHttpRequestOptions = {
			method,
			url,
			headers,
			body,
			timeout: 30_000,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			sendCredentialsOnCrossOriginRedirect: false,
		};
		const answer = (await helpers.httpRequest(options)) as { body: unknown };
		return answer.body;
	});

/** The physical floor: fetch of undici, which keeps its connections alive, and JSON.parse. */
export const fetchFloor = (): Floor =>
	floorOver(async ({ url, ...call }) => {
		const answer = await fetch(url, call);
		return JSON.parse(await answer.text()) as unknown;
	});

function floorOver(send: Send): Floor {
	return async ({ origin, tenants, concurrency }, tokens) => {
		if (tokens.size === 0) await send({ method: 'GET', url: metadataUrl(origin), headers: {} });
		const ids = Array.from({ length: tenants }, (_, index) => tenantIdAt(index));
		const [newest, older] = listUrls(origin);
		const settled = await fanOut(ids, concurrency, async (id) => {
			const token = tokens.get(id) ?? (await tokenOf(send, origin, id));
			tokens.set(id, token);
			const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
			const list = async (url: string): Promise<ListBody> =>
				// SAFETY: what service/listing.ts sends; the tally counts its alerts.
				(await send({ method: 'GET', url, headers })) as ListBody;
			return { ok: true, value: [await list(newest), await list(older)] };
		});
		return settled.flatMap(({ outcome }) => (outcome.ok ? outcome.value : []));
	};
}

async function tokenOf(send: Send, origin: string, tenantId: string): Promise<string> {
	const body = new URLSearchParams({
		grant_type: 'client_credentials',
		client_id: CLIENT_ID,
		client_secret: CLIENT_SECRET,
		scope: 'https://graph.microsoft.com/.default',
	}).toString();
	const answer = await send({
		method: 'POST',
		url: `${origin}/${tenantId}/oauth2/v2.0/token`,
		headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
		body,
	});
	return (answer as { access_token: string }).access_token;
}

const metadataUrl = (origin: string): string => `${origin}/common/v2.0/.well-known/openid-configuration`;

/** As the trigger asks when it was just published: the newest alerts first, then what it looks back at. */
function listUrls(origin: string): [string, string] {
	const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();
	const split = ago(15 * 60_000);
	const url = (filter: string): string => {
		const query = new URLSearchParams({
			$filter: `lastUpdateDateTime ge ${filter}`,
			$orderby: 'lastUpdateDateTime asc',
			$top: '500',
		});
		return `${origin}/v1.0/security/alerts_v2?${query.toString()}`;
	};
	return [url(split), url(`${ago(24 * 3_600_000)} and lastUpdateDateTime le ${split}`)];
}
