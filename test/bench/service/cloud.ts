import { alertWriter } from './alertText';
import { pageOf, writePage } from './listing';
import type { Stage, Traffic } from './stage';
import { emptyStage, stageOf, tenantIndexOf } from './stage';
import { issuedTokens } from './tokens';

export interface CloudRequest {
	method: string;
	url: URL;
	authorization?: string;
	body: string;
}

export interface CloudAnswer {
	status: number;
	body: string;
}

/** Entra ID and Graph, as much of them as a poll needs, made to cost next to nothing. */
export interface LeanCloud {
	stage: Stage;
	traffic: Traffic;
	/** Plays this from now on, and has never been asked for anything. */
	begin(stage: Partial<Stage>): void;
	now(): number;
	/** Milliseconds until the answer. */
	latencyOf(request: CloudRequest): number;
	answer(request: CloudRequest): CloudAnswer;
}

export const noTraffic = (): Traffic => ({
	tokens: 0,
	lists: 0,
	tenants: 0,
	newTenants: 0,
	metadata: 0,
	refused: 0,
	connections: 0,
	cpuMs: 0,
});

const LIST_PATH = '/v1.0/security/alerts_v2';
const TOKEN_PATH = /^\/([0-9a-f-]{36})\/oauth2\/v2\.0\/token$/i;

export function leanCloud(): LeanCloud {
	const tokens = issuedTokens();
	const write = alertWriter();
	/** The counts in which a tenant was noted last. */
	const askedIn = new Map<number, Traffic>();
	const callerOf = ({ url, authorization }: CloudRequest): number => {
		const caller = url.pathname === LIST_PATH ? tokens.tenantOf(authorization, cloud.now()) : undefined;
		return caller === undefined ? NaN : tenantIndexOf(caller);
	};
	const count = (tenant: number): void => {
		const { traffic } = cloud;
		traffic.lists += 1;
		if (!askedIn.has(tenant)) traffic.newTenants += 1;
		if (askedIn.get(tenant) !== traffic) traffic.tenants += 1;
		askedIn.set(tenant, traffic);
	};
	const cloud: LeanCloud = {
		stage: emptyStage(),
		traffic: noTraffic(),
		begin(stage) {
			cloud.stage = { ...emptyStage(), ...stage };
			askedIn.clear();
		},
		now: () => Date.now() + cloud.stage.aheadMs,
		latencyOf: (request) => stageOf(cloud.stage, callerOf(request)).latencyMs,
		answer(request) {
			const { method, url, body } = request;
			const tenantId = TOKEN_PATH.exec(url.pathname)?.[1]?.toLowerCase();
			if (method === 'POST' && tenantId !== undefined) {
				if (!body.includes('grant_type=client_credentials')) return refuse(400, 'invalid_request');
				cloud.traffic.tokens += 1;
				return { status: 200, body: tokens.issue(tenantId, cloud.now()) };
			}
			if (url.pathname.endsWith('/openid-configuration')) {
				cloud.traffic.metadata += 1;
				return { status: 200, body: JSON.stringify({ issuer: url.origin }) };
			}
			if (method !== 'GET' || url.pathname !== LIST_PATH) return refuse(404, 'notFound');
			const tenant = callerOf(request);
			if (!(tenant < cloud.stage.tenants)) return refuse(401, 'InvalidAuthenticationToken');
			count(tenant);
			const stage = stageOf(cloud.stage, tenant);
			const page = pageOf(url.searchParams, stage, cloud.now());
			return { status: 200, body: writePage(page, { tenant, url, stage }, write) };
		},
	};
	const refuse = (status: number, code: string): CloudAnswer => {
		cloud.traffic.refused += 1;
		return { status, body: JSON.stringify({ error: { code, message: 'Refused by the benchmark.' } }) };
	};
	return cloud;
}
