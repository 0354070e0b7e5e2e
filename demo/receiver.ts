import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { stringAt } from '../test/n8n/json';
import { alertCard, healthCard } from './card';
import type { Channel } from './channels';

/** One item that the workflow posted to a channel. */
export interface Arrival {
	/** Counts up from 1 over all channels. */
	number: number;
	channel: string;
	/** Milliseconds since 1970. */
	receivedAt: number;
	/** The trigger's item as it was posted. */
	item: unknown;
}

export interface Receiver {
	url: string;
	close: () => Promise<void>;
}

export interface ReceiverOptions {
	/** 0: any free one. */
	port: number;
	channels: Channel[];
	onArrival?: (arrival: Arrival) => void;
	/** Somebody pressed a button of the page; resolves to the HTTP status that the page is answered with. */
	onButton: (button: Button) => Promise<number>;
}

/** What the button of an alert stands for, as the `value` of a button in Slack does. */
export interface Button {
	tenantId: string;
	alertId: string;
}

/** What a page that opens late still shows of each channel. */
const keptPerChannel = 50;
const largestBody = 1_000_000;

async function readBody(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request) {
		if (!Buffer.isBuffer(chunk)) continue;
		size += chunk.length;
		if (size > largestBody) throw new Error('The body is larger than 1 MB');
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}

function answer(response: ServerResponse, status: number, body: unknown): void {
	response.writeHead(status, { 'content-type': 'application/json' });
	response.end(JSON.stringify(body));
}

const serverSentEvent = (name: string, data: unknown): string =>
	`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** Keeps what arrived and tells every open page. */
function arrivalBoard({ channels, onArrival }: ReceiverOptions) {
	const counts = new Map(channels.map(({ id }) => [id, 0]));
	const kept = new Map(channels.map(({ id }): [string, Arrival[]] => [id, []]));
	const pages = new Set<ServerResponse>();
	const healthChannels = new Set(channels.filter(({ kind }) => kind === 'health').map(({ id }) => id));
	let number = 0;

	const shown = (arrival: Arrival) => ({
		...arrival,
		card: (healthChannels.has(arrival.channel) ? healthCard : alertCard)(arrival.item),
	});

	function add(channel: string, item: unknown): Arrival {
		number += 1;
		const arrival: Arrival = { number, channel, receivedAt: Date.now(), item };
		counts.set(channel, (counts.get(channel) ?? 0) + 1);
		kept.set(channel, [...(kept.get(channel) ?? []), arrival].slice(-keptPerChannel));
		for (const page of pages) page.write(serverSentEvent('arrival', shown(arrival)));
		onArrival?.(arrival);
		return arrival;
	}

	function open(page: ServerResponse): void {
		page.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
		const arrivals = [...kept.values()]
			.flat()
			.sort((a, b) => a.number - b.number)
			.map(shown);
		page.write(serverSentEvent('state', { channels, counts: Object.fromEntries(counts), arrivals }));
		pages.add(page);
		page.once('close', () => pages.delete(page));
	}

	return { add, open, knows: (channel: string) => counts.has(channel) };
}

/** Starts the page that stands for Slack, Jira and the SIEM: it takes `POST /channels/<id>` and shows what arrived, live. */
export async function startReceiver(options: ReceiverOptions): Promise<Receiver> {
	const board = arrivalBoard(options);
	const page = await readFile(join(__dirname, 'receiverPage.html'), 'utf8');

	async function post(channel: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
		if (!board.knows(channel)) {
			answer(response, 404, { error: `There is no channel '${channel}'` });
			return;
		}
		try {
			const item: unknown = JSON.parse(await readBody(request));
			answer(response, 200, { received: board.add(channel, item).number });
		} catch (error) {
			answer(response, 400, { error: error instanceof Error ? error.message : String(error) });
		}
	}

	async function press(request: IncomingMessage, response: ServerResponse): Promise<void> {
		try {
			const pressed: unknown = JSON.parse(await readBody(request));
			const button = { tenantId: stringAt(pressed, 'tenantId'), alertId: stringAt(pressed, 'alertId') };
			const status = await options.onButton(button);
			answer(response, status, { status });
		} catch (error) {
			answer(response, 400, { error: error instanceof Error ? error.message : String(error) });
		}
	}

	const server = createServer((request, response) => {
		const { pathname } = new URL(request.url ?? '/', 'http://receiver.example');
		const channel = /^\/channels\/([^/]+)$/.exec(pathname)?.[1];
		if (request.method === 'POST' && channel) void post(decodeURIComponent(channel), request, response);
		else if (request.method === 'POST' && pathname === '/buttons/close') void press(request, response);
		else if (pathname === '/events') board.open(response);
		else if (pathname === '/') {
			response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
			response.end(page);
		} else answer(response, 404, { error: `There is nothing at ${pathname}` });
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port, '127.0.0.1', resolve);
	});
	const address = server.address();
	if (typeof address !== 'object' || address === null) throw new Error('The receiver has no port');
	const close = (): Promise<void> =>
		new Promise((resolve) => {
			server.close(() => {
				resolve();
			});
			// Open pages would keep the server up for ever.
			server.closeAllConnections();
		});
	return { url: `http://127.0.0.1:${address.port}`, close };
}
