import type { IncomingMessage } from 'node:http';
import { Agent, request as startRequest } from 'node:https';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { NodeEgressFilter } from 'n8n-workflow';

import type { HttpRequest } from '../core/http';
import { parsed } from '../core/json';
import type { Exchange } from './n8nHttp';

/** Connections that serve one request after another. */
export interface KeptConnections {
	exchange: Exchange;
	/** Ends the idle ones at once, and those in use with their answer. */
	close: () => void;
}

/**
 * An https client that keeps its connections until `close`. Every address passes n8n's egress filter before it is asked and
 * again when it is connected to; no proxy is used and no redirect followed. `once` makes an exchange over a connection of its
 * own: there a read goes that met a kept connection which the server had just given up.
 */
export function keepConnections(filter: NodeEgressFilter, once: Exchange): KeptConnections {
	const agent = new Agent({ keepAlive: true, lookup: filter.createSecureLookup() });
	return {
		exchange: async (request) => {
			const allowed = await filter.validateUrl(request.url);
			if (!allowed.ok) throw allowed.error;
			return (await exchangeWith(agent, request)) ?? (await once(request));
		},
		close: () => {
			agent.maxFreeSockets = 0;
			const idle = Object.values(agent.freeSockets).flatMap((sockets = []) => sockets);
			for (const socket of idle) socket.destroy();
		},
	};
}

/** Undefined for a read that met a connection which the server had given up. */
async function exchangeWith(agent: Agent, request: HttpRequest): Promise<object | undefined> {
	const signal = AbortSignal.timeout(request.timeoutMs);
	try {
		const answer = await answerTo(agent, request, signal);
		if (answer === undefined) return undefined;
		return { statusCode: answer.statusCode, headers: answer.headers, body: await bodyOf(answer) };
	} catch (thrown) {
		// As n8n's helper calls it.
		throw signal.aborted ? Object.assign(new Error('Timeout'), { code: 'ECONNABORTED' }) : thrown;
	}
}

async function answerTo(
	agent: Agent,
	{ method, url, headers, body }: HttpRequest,
	signal: AbortSignal,
): Promise<IncomingMessage | undefined> {
	// The name that n8n's helper gives, unless it is told another.
	const sent = { 'user-agent': 'n8n', 'accept-encoding': 'gzip', ...headers };
	return await new Promise((resolve, reject) => {
		const started = startRequest(url, { agent, method, headers: sent, signal }, resolve);
		started.on('error', (error: NodeJS.ErrnoException) => {
			const isGivenUp = started.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(error.code ?? '');
			if (isGivenUp && method === 'GET') resolve(undefined);
			else reject(error);
		});
		started.end(body);
	});
}

const unzip = promisify(gunzip);

/** Parsed JSON, or the text. */
async function bodyOf(answer: IncomingMessage): Promise<unknown> {
	const chunks: Buffer[] = [];
	// SAFETY: no encoding was set, so the chunks are buffers.
	for await (const chunk of answer) chunks.push(chunk as Buffer);
	const bytes = Buffer.concat(chunks);
	const isZipped = answer.headers['content-encoding'] === 'gzip' && bytes.length > 0;
	return parsed(new TextDecoder().decode(isZipped ? await unzip(bytes) : bytes));
}
