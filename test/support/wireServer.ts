import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

import { makeServerCertificate } from '../emulator/http/certificate';

/** An https server that tells what came over which connection. */
export interface WireServer {
	/** `https://127.0.0.1:<port>`. */
	url: string;
	port: number;
	/** PEM of the certificate that it shows, also for the host names it was told. */
	ca: string;
	/** The number of the connection, from 1 on, of each request so far. */
	requests: WireRequest[];
	/** Connections that were made so far. */
	connections: () => number;
	/** Connections that are open now. */
	open: () => number;
	close: () => Promise<void>;
}

export interface WireRequest {
	connection: number;
	method: string;
	path: string;
	headers: IncomingMessage['headers'];
	body: string;
}

/** Answers a request, whose number among all is given from 1 on. */
export type WireAnswer = (response: ServerResponse, request: WireRequest, index: number) => void;

/** Starts one on the loopback interface. */
export async function startWireServer(answer: WireAnswer, hosts: string[] = []): Promise<WireServer> {
	const { key, cert } = await makeServerCertificate(hosts);
	const requests: WireRequest[] = [];
	const numbers = new Map<Socket, number>();
	const open = new Set<Socket>();
	const server = createServer({ key, cert }, (request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { method = '', url: path = '', headers, socket } = request;
			const connection = numbers.get(socket) ?? 0;
			const seen = { connection, method, path, headers, body: Buffer.concat(chunks).toString() };
			requests.push(seen);
			answer(response, seen, requests.length);
		});
	});
	server.on('secureConnection', (socket) => {
		numbers.set(socket, numbers.size + 1);
		open.add(socket);
		socket.on('close', () => open.delete(socket));
		socket.on('error', () => open.delete(socket));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	// SAFETY: a server that listens on a TCP port has an AddressInfo.
	const { port } = server.address() as AddressInfo;
	return {
		url: `https://127.0.0.1:${port}`,
		port,
		ca: cert,
		requests,
		connections: () => numbers.size,
		open: () => open.size,
		close: async () => {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			server.closeAllConnections();
			await closed;
		},
	};
}
