import { writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import { makeServerCertificate } from '../../emulator/http/certificate';
import { leanCloud, noTraffic } from './cloud';
import type { Stage } from './stage';

/**
 * The service of the benchmark as a process of its own: `main.ts <file for its CA certificate>`. Prints its origin. The measuring
 * process sets the stage and takes the counts over `/bench/…`, which is neither delayed nor counted.
 */
async function main(caFile: string): Promise<void> {
	const certificate = await makeServerCertificate();
	writeFileSync(caFile, certificate.cert);
	const cloud = leanCloud();
	const counted = new WeakSet<Socket>();
	let cpuFrom = process.cpuUsage();

	const steer = (path: string, body: string): string => {
		if (path === '/bench/begin') cloud.begin(JSON.parse(body) as Partial<Stage>);
		if (path === '/bench/clock') cloud.stage.aheadMs = Number(body);
		const { user, system } = process.cpuUsage(cpuFrom);
		const traffic = { ...cloud.traffic, cpuMs: (user + system) / 1000 };
		if (path === '/bench/traffic') {
			cloud.traffic = noTraffic();
			cpuFrom = process.cpuUsage();
		}
		return JSON.stringify(traffic);
	};

	const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const url = new URL(request.url ?? '/', origin);
		const body = await textOf(request);
		if (url.pathname.startsWith('/bench/')) {
			response.end(steer(url.pathname, body));
			return;
		}
		if (!counted.has(request.socket)) cloud.traffic.connections += 1;
		counted.add(request.socket);
		const { method = 'GET', headers } = request;
		const asked = { method, url, authorization: headers.authorization, body };
		const latencyMs = cloud.latencyOf(asked);
		if (latencyMs > 0) await delay(latencyMs);
		const reply = cloud.answer(asked);
		const bytes = Buffer.from(reply.body);
		response.writeHead(reply.status, {
			'content-type': 'application/json; charset=utf-8',
			'content-length': bytes.length,
			date: new Date(cloud.now()).toUTCString(),
		});
		response.end(bytes);
	};

	const server = createServer({ key: certificate.key, cert: certificate.cert }, (request, response) => {
		void answer(request, response);
	});
	// A client that keeps connections alive must not meet one that is just being closed.
	server.keepAliveTimeout = 120_000;
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 4096, resolve));
	// SAFETY: a server that listens on a TCP port has an AddressInfo.
	const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
	process.stdout.write(`${JSON.stringify({ origin })}\n`);
	// The benchmark ends, or is killed: nobody would ask any more.
	process.stdin.on('end', () => process.exit(0)).resume();
}

async function textOf(request: IncomingMessage): Promise<string> {
	request.setEncoding('utf8');
	let text = '';
	for await (const chunk of request) text += String(chunk);
	return text;
}

void main(process.argv[2] ?? '');
