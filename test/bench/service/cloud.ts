import { alertWriter } from './alertText';
import { pageOf, writePage } from './listing';
import type { Stage, Traffic } from './stage';
import { tenantIndexOf } from './stage';
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
	now(): number;
	answer(request: CloudRequest): CloudAnswer;
}

export const noTraffic = (): Traffic => ({
	tokens: 0,
	lists: 0,
	metadata: 0,
	refused: 0,
	connections: 0,
	cpuMs: 0,
});

const TOKEN_PATH = /^\/([0-9a-f-]{36})\/oauth2\/v2\.0\/token$/i;

export function leanCloud(): LeanCloud {
	const tokens = issuedTokens();
	const write = alertWriter();
	const cloud: LeanCloud = {
		stage: { tenants: 0, alertsPerTenant: 0, firstAt: 0, stepMs: 1, latencyMs: 0, aheadMs: 0 },
		traffic: noTraffic(),
		now: () => Date.now() + cloud.stage.aheadMs,
		answer({ method, url, authorization, body }) {
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
			if (method !== 'GET' || url.pathname !== '/v1.0/security/alerts_v2') return refuse(404, 'notFound');
			const caller = tokens.tenantOf(authorization, cloud.now());
			const tenant = caller === undefined ? NaN : tenantIndexOf(caller);
			if (!(tenant < cloud.stage.tenants)) return refuse(401, 'InvalidAuthenticationToken');
			cloud.traffic.lists += 1;
			const { stage } = cloud;
			return { status: 200, body: writePage(pageOf(url.searchParams, stage), { tenant, url, stage }, write) };
		},
	};
	const refuse = (status: number, code: string): CloudAnswer => {
		cloud.traffic.refused += 1;
		return { status, body: JSON.stringify({ error: { code, message: 'Refused by the benchmark.' } }) };
	};
	return cloud;
}
