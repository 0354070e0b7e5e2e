import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type AddressInfo, type Server } from 'node:net';
import type { Duplex } from 'node:stream';

import { makeServerCertificate } from '../emulator/http/certificate';

/** A request to one of the hosts that are played. */
export interface Call {
	host: string;
	method: string;
	path: string;
	query: URLSearchParams;
	/** Lower-case names. */
	headers: IncomingMessage['headers'];
	body: string;
}

export interface Answer {
	status: number;
	/** Sent as JSON. */
	body?: unknown;
}

/** A service of somebody else, played on this machine. */
export interface Host {
	/** The names under which the examples reach it. */
	names: readonly string[];
	/** Answers as the service does; throws at what the service would never get from a right workflow. */
	answer: (call: Call) => Answer;
}

export interface Internet {
	/** For `HTTPS_PROXY`: whoever goes out through it meets the played hosts and nobody else. */
	proxyUrl: string;
	/** The certificate of all of them, to be trusted. */
	caPem: string;
	/** Replaces the hosts that are there. */
	play: (hosts: readonly Host[]) => void;
	/** What was wrong with the requests since the last `play`. */
	problems: () => string[];
	close: () => Promise<void>;
}

/**
 * Plays hosts of the internet on the loopback interface: a proxy that opens tunnels to a TLS server of ours instead of to
 * the host asked for. So the workflows keep their own addresses, slack.com among them.
 */
export async function startInternet(names: readonly string[]): Promise<Internet> {
	const certificate = await makeServerCertificate([...names]);
	let played: readonly Host[] = [];
	let problems: string[] = [];

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const call = await readCall(request);
		try {
			const host = played.find((one) => one.names.includes(call.host));
			if (!host) throw new Error('nobody plays this host');
			reply(response, host.answer(call));
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			problems.push(`${call.method} https://${call.host}${call.path}: ${reason}`);
			reply(response, { status: 400, body: { error: reason } });
		}
	}

	const service = createHttpsServer({ key: certificate.key, cert: certificate.cert }, (request, response) => {
		void answer(request, response);
	});
	const servicePort = await listening(service);
	const proxy = createServer((_request, response) => {
		response.writeHead(501).end();
	});
	const tunnels = new Set<Duplex>();
	proxy.on('connect', ({ url = '' }: IncomingMessage, socket: Duplex) => {
		tunnels.add(socket);
		socket.once('close', () => tunnels.delete(socket));
		// n8n asks for its own services too, which are not here.
		if (names.includes(url.replace(/:\d+$/, ''))) openTunnel(socket, servicePort);
		else socket.end('HTTP/1.1 502 Not on this machine\r\n\r\n');
	});
	const proxyPort = await listening(proxy);
	return {
		proxyUrl: `http://127.0.0.1:${proxyPort}`,
		caPem: certificate.cert,
		play: (hosts) => {
			played = hosts;
			problems = [];
		},
		problems: () => problems,
		close: async () => {
			for (const tunnel of tunnels) tunnel.destroy();
			service.closeAllConnections();
			await Promise.all([closed(service), closed(proxy)]);
		},
	};
}

function openTunnel(socket: Duplex, port: number): void {
	const inner = connect(port, '127.0.0.1', () => {
		socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
		inner.pipe(socket).pipe(inner);
	});
	for (const [end, other] of [
		[inner, socket],
		[socket, inner],
	] as const) {
		end.on('error', () => other.destroy());
		end.on('close', () => other.destroy());
	}
}

async function readCall(request: IncomingMessage): Promise<Call> {
	const { host = '', ...headers } = request.headers;
	const url = new URL(request.url ?? '/', `https://${host}`);
	const chunks: Buffer[] = [];
	for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
	return {
		host: url.hostname,
		method: request.method ?? 'GET',
		path: url.pathname,
		query: url.searchParams,
		headers,
		body: Buffer.concat(chunks).toString('utf8'),
	};
}

function reply(response: ServerResponse, { status, body }: Answer): void {
	response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
	response.end(body === undefined ? undefined : JSON.stringify(body));
}

function listening(server: Server): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			// SAFETY: a server that listens on a TCP port has an AddressInfo.
			resolve((server.address() as AddressInfo).port);
		});
	});
}

const closed = (server: Server): Promise<void> =>
	new Promise((resolve) => {
		server.close(() => {
			resolve();
		});
	});
