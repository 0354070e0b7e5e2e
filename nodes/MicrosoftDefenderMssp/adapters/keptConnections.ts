import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
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
	const { method, url, headers, body, timeoutMs } = request;
	// The name that n8n's helper gives, unless it is told another.
	const sent = { 'user-agent': 'n8n', 'accept-encoding': 'gzip', ...headers };
	const started = startRequest(url, { agent, method, headers: sent });
	const time = AbortSignal.timeout(timeoutMs);
	// What the option `signal` does, without its watch over the stream, which is a tenth of what a request costs.
	const giveUp = (): void => {
		started.destroy(timeout());
	};
	time.addEventListener('abort', giveUp);
	try {
		const answer = await answerTo(started, body);
		if (answer === undefined) return undefined;
		const { statusCode, headers: told } = answer.head;
		return { statusCode, headers: told, body: await bodyOf(told, await answer.bytes) };
	} catch (thrown) {
		throw time.aborted ? timeout() : thrown;
	} finally {
		time.removeEventListener('abort', giveUp);
	}
}

/** As n8n's helper calls it. */
const timeout = (): Error => Object.assign(new Error('Timeout'), { code: 'ECONNABORTED' });

interface Answer {
	head: IncomingMessage;
	bytes: Promise<Buffer>;
}

async function answerTo(started: ClientRequest, body?: string): Promise<Answer | undefined> {
	return await new Promise((resolve, reject) => {
		started.on('response', (head) => {
			resolve({ head, bytes: bytesOf(head) });
		});
		started.on('error', (error: NodeJS.ErrnoException) => {
			const isGivenUp = started.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(error.code ?? '');
			if (isGivenUp && started.method === 'GET') resolve(undefined);
			else reject(error);
		});
		started.end(body);
	});
}

/** To be called as soon as there is an answer: it may break off before anything else is done. */
async function bytesOf(answer: IncomingMessage): Promise<Buffer> {
	return await new Promise((resolve, reject) => {
		const chunks: Buffer[] = [];
		answer.on('data', (chunk: Buffer) => {
			chunks.push(chunk);
		});
		answer.on('end', () => {
			resolve(Buffer.concat(chunks));
		});
		answer.on('error', reject);
	});
}

const unzip = promisify(gunzip);

/** Parsed JSON, or the text. */
async function bodyOf(headers: IncomingHttpHeaders, bytes: Buffer): Promise<unknown> {
	const isZipped = headers['content-encoding'] === 'gzip' && bytes.length > 0;
	return parsed(new TextDecoder().decode(isZipped ? await unzip(bytes) : bytes));
}
