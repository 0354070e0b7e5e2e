import type { IDataObject, IHttpRequestOptions, INodeExecutionData } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import type { PollParts } from '../../independent/pollContext';
import { pollContext } from '../../independent/pollContext';
import { VirtualTime } from '../../independent/virtualTime';
import type { CloudRequest } from '../service/cloud';
import { leanCloud, noTraffic } from '../service/cloud';
import { builtNode } from './n8n';
import { createTally, placeOf } from './tally';
import { tenantsJson } from './trigger';

/** Polls, one a minute, of customers that have new alerts all the time, some of which take long to answer; in virtual time. */
export interface LatencyJob {
	kind: 'latency';
	packageDir: string;
	tenants: number;
	/** How long each answer takes; milliseconds. */
	latencyMs: number;
	/** The first so many take so long for a page of alerts, from the second poll on; null: no answer ever comes. */
	slow: { tenants: number; pageMs: number | null };
	/** A new alert of each customer. */
	everyMs: number;
	/** So long they come. Polls go on for a third longer, so that late ones arrive. */
	minutes: number;
}

/** How late an alert of a customer that is not slow was handed over. */
export interface LatencyResult {
	/** From when it could be seen. In no order. */
	delaysMs: number[];
	/** Polls that began meanwhile and did not bring it, at most. */
	pollsLost: number;
	/** Customers that answered, in the first poll, which has no tokens, and at least in one of the others while alerts came. */
	readCold: number;
	readWarm: number;
	faults: string[];
}

const START = Date.UTC(2030, 0, 7, 9, 0, 0);
const MINUTE_MS = 60_000;

export async function latency(job: LatencyJob): Promise<LatencyResult> {
	const time = new VirtualTime(START);
	time.install();
	try {
		return await measured(job, time);
	} finally {
		time.uninstall();
	}
}

async function measured(job: LatencyJob, time: VirtualTime): Promise<LatencyResult> {
	const { packageDir, tenants, latencyMs, slow, everyMs, minutes } = job;
	const cloud = leanCloud();
	const alertsPerTenant = Math.floor((minutes * MINUTE_MS) / everyMs);
	const others = Array.from({ length: tenants }, (_, tenant) => ({
		// Each at times of its own, spread over all that a poll may fall on.
		firstAt: START + MINUTE_MS + Math.floor((tenant * everyMs) / tenants),
		...(tenant < slow.tenants && { latencyMs: slow.pageMs ?? Infinity }),
	}));
	cloud.begin({ tenants, alertsPerTenant, stepMs: everyMs, latencyMs, others: {} });
	const arrived: Arrived[] = [];
	const poll = virtualPoll({ packageDir, tenants, time, cloud, arrived });
	const read: number[] = [];
	const starts: number[] = [];
	for (let minute = 0; minute <= Math.ceil((minutes * 4) / 3); minute += 1) {
		starts.push(time.now);
		void poll();
		await time.to(START + (minute + 1) * MINUTE_MS);
		read.push(cloud.traffic.tenants);
		cloud.traffic = noTraffic();
		cloud.stage.others = others;
	}
	return { ...judge(job, { others, alertsPerTenant, arrived, starts }), ...readOf(read, minutes) };
}

const readOf = ([readCold = 0, ...others]: number[], minutes: number) => ({
	readCold,
	readWarm: Math.min(...others.slice(0, minutes)),
});

interface Arrived {
	items: INodeExecutionData[];
	at: number;
}

interface Setting {
	packageDir: string;
	tenants: number;
	time: VirtualTime;
	cloud: ReturnType<typeof leanCloud>;
	/** Takes the alerts that are handed over. */
	arrived: Arrived[];
}

/** The trigger with its default settings, in an n8n where all goes well. */
function virtualPoll({ packageDir, tenants, time, cloud, arrived }: Setting): () => Promise<void> {
	const staticData: IDataObject = {};
	const nodeType = builtNode(packageDir, 'MicrosoftDefenderMsspTrigger');
	const set = { authentication: 'appOnly', customerTenants: 'json', tenantsJson: tenantsJson(tenants) };
	const { description } = nodeType;
	const emit: PollParts['emit'] = ([items = []], done) => {
		arrived.push({ items, at: time.now });
		done?.resolve({});
	};
	const context = pollContext({
		parameters:
			NodeHelpers.getNodeParameters(description.properties, set, true, false, null, description) ?? {},
		activationMode: 'activate',
		staticData: () => staticData,
		request: async (options) => await answered(options, time, cloud),
		emit,
		commitCursor: async () => {
			await Promise.resolve();
		},
		budgetMs: 5 * MINUTE_MS,
	});
	return async () => {
		const result = await nodeType.poll.call(context);
		if (result !== null) emit(result);
	};
}

/** As n8n's helper answers. */
async function answered(
	{ url, method = 'GET', headers = {}, body = '', timeout = Infinity }: IHttpRequestOptions,
	time: VirtualTime,
	cloud: ReturnType<typeof leanCloud>,
): Promise<unknown> {
	// SAFETY: the trigger sends texts only.
	const { authorization } = headers as Record<string, string>;
	const request: CloudRequest = { method, url: new URL(url), authorization, body: body as string };
	const waitMs = cloud.latencyOf(request);
	await new Promise<void>((resolve) => {
		time.at(time.now + Math.min(waitMs, timeout), undefined, resolve);
	});
	if (waitMs > timeout) throw Object.assign(new Error('timeout'), { code: 'ECONNABORTED' });
	const { status, body: text } = cloud.answer(request);
	const date = new Date(time.now).toUTCString();
	return { statusCode: status, headers: { date }, body: JSON.parse(text) as unknown };
}

interface History {
	others: Array<{ firstAt: number }>;
	alertsPerTenant: number;
	arrived: Arrived[];
	/** When each poll began. */
	starts: number[];
}

function judge({ tenants, slow, everyMs }: LatencyJob, history: History) {
	const { others, alertsPerTenant, arrived, starts } = history;
	const tally = createTally();
	const delaysMs: number[] = [];
	let pollsLost = 0;
	for (const { items, at } of arrived) {
		for (const item of items) {
			const { tenant, index } = placeOf(item) ?? { tenant: NaN, index: NaN };
			if (tenant < slow.tenants) continue;
			tally.add([item]);
			const seenAt = (others[tenant]?.firstAt ?? NaN) + index * everyMs;
			delaysMs.push(at - seenAt);
			const begun = starts.filter((start) => start >= seenAt && start < at).length;
			pollsLost = Math.max(pollsLost, begun - 1);
		}
	}
	return { delaysMs, pollsLost, faults: tally.faults(tenants - slow.tenants, alertsPerTenant) };
}
