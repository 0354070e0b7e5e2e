import {
	createServer as createHttpServer,
	type IncomingMessage,
	type Server,
	type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

import type { ServerCertificate } from './certificate';
import { bodyText, httpDate, type Outcome } from './reply';

/** A request as it came over the wire, body read. */
export interface Call {
	method: string;
	url: URL;
	/** Lower-case names, as Node gives them. */
	headers: Record<string, string>;
	body: string;
}

export interface Listener {
	url: string;
	close(): Promise<void>;
}

const largestBody = 1_000_000;
/** Larger answers are packed where the client allows it, as Microsoft's hosts do. */
const leastPacked = 1_000;
const host = '127.0.0.1';

/**
 * Listens on the loopback interface; https when a certificate is given. Port 0 means any free one. Answers are dated by
 * `now`, not by the machine's clock, because clients measure the skew of their clock by the date.
 */
export async function listen(
	options: { port: number; certificate?: ServerCertificate; now: () => number },
	handle: (call: Call) => Promise<Outcome>,
): Promise<Listener> {
	const { certificate, port, now } = options;
	const scheme = certificate ? 'https' : 'http';
	const onRequest = (request: IncomingMessage, response: ServerResponse) => {
		void answer(request, response, { origin: `${scheme}://${host}`, now }, handle);
	};
	const server: Server = certificate
		? createHttpsServer({ key: certificate.key, cert: certificate.cert }, onRequest)
		: createHttpServer(onRequest);
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, resolve);
	});
	// SAFETY: a server that listens on a TCP port has an AddressInfo.
	const address = server.address() as AddressInfo;
	return { url: `${scheme}://${host}:${address.port}`, close: () => closeServer(server) };
}

function closeServer(server: Server): Promise<void> {
	return new Promise((resolve) => {
		server.close(() => {
			resolve();
		});
		server.closeAllConnections();
	});
}

async function answer(
	request: IncomingMessage,
	response: ServerResponse,
	{ origin, now }: { origin: string; now: () => number },
	handle: (call: Call) => Promise<Outcome>,
): Promise<void> {
	try {
		const outcome = await handle(await readCall(request, origin));
		if (outcome === 'hang') return;
		if (outcome === 'reset') {
			// A TLS socket cannot send RST; the client sees ECONNRESET all the same.
			request.socket.destroy();
			return;
		}
		const plain = Buffer.from(bodyText(outcome), 'utf8');
		const packs = plain.length >= leastPacked && /\bgzip\b/.test(String(request.headers['accept-encoding']));
		const body = packs ? gzipSync(plain) : plain;
		response.setHeader('date', httpDate(now()));
		const packing = packs ? { 'content-encoding': 'gzip', vary: 'Accept-Encoding' } : {};
		const told = { ...outcome.headers, ...packing, 'content-length': String(body.length) };
		response.writeHead(outcome.status, told);
		response.end(request.method === 'HEAD' ? undefined : body);
	} catch (error) {
		// A broken emulator must not look like a Microsoft answer.
		const headers = { 'content-type': 'text/plain', date: httpDate(now()) };
		if (!response.headersSent) response.writeHead(599, headers);
		response.end(`emulator: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
	}
}

async function readCall(request: IncomingMessage, origin: string): Promise<Call> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request) {
		// SAFETY: no encoding is set on the request, so its chunks are buffers.
		const buffer = chunk as Buffer;
		size += buffer.length;
		if (size > largestBody) throw new Error('request body too large');
		chunks.push(buffer);
	}
	const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const);
	return {
		method: request.method ?? 'GET',
		url: new URL(`${origin}${request.url ?? '/'}`),
		headers: Object.fromEntries(headers),
		body: Buffer.concat(chunks).toString('utf8'),
	};
}
