import { gzipSync } from 'node:zlib';
import { lookup as systemLookup } from 'node:dns';
import { createServer } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { connect } from 'node:net';
import type { IPollFunctions, NodeEgressFilter } from 'n8n-workflow';

import type { PollHttp } from '../../../nodes/MicrosoftDefenderMssp/adapters/pollHttp';
import { openPollHttp } from '../../../nodes/MicrosoftDefenderMssp/adapters/pollHttp';
import type { HttpRequest } from '../../../nodes/MicrosoftDefenderMssp/core/http';
import { trustCertificate } from '../../support/trustCertificate';
import type { WireAnswer, WireServer } from '../../support/wireServer';
import { startWireServer } from '../../support/wireServer';
import { pollContext } from './builders';

const TIMEOUT_MS = 5_000;
const NO_SETTINGS = {};
/** Headers that differ between two connections, or that the helper takes away when it unpacks an answer. */
const OF_THE_CONNECTION = ['connection', 'keep-alive', 'date', 'content-encoding', 'content-length'];

const undo: Array<() => unknown> = [];
afterEach(async () => {
	for (const step of undo.splice(0).reverse()) await step();
});

const json: WireAnswer = (response) => {
	response.setHeader('content-type', 'application/json');
	response.end('{"value":[1]}');
};

async function serve(answer: WireAnswer = json, hosts: string[] = []): Promise<WireServer> {
	const server = await startWireServer(answer, hosts);
	const untrust = trustCertificate(server.ca);
	undo.push(untrust, async () => await server.close());
	return server;
}

function open(context: IPollFunctions = pollContext(), environment: NodeJS.ProcessEnv = NO_SETTINGS) {
	const http = openPollHttp(context, environment);
	undo.push(http.close);
	return http;
}

/** The context with other helpers or another mode. */
function changed(helpers: Partial<IPollFunctions['helpers']>, mode?: string): IPollFunctions {
	const context = pollContext();
	const other = Object.create(context) as Record<string, unknown>;
	other.helpers = { ...context.helpers, ...helpers };
	if (mode !== undefined) other.getMode = () => mode;
	// SAFETY: it inherits everything else from the context.
	return other as unknown as IPollFunctions;
}

const get = (url: string, part: Partial<HttpRequest> = {}): HttpRequest => ({
	method: 'GET',
	url,
	timeoutMs: TIMEOUT_MS,
	...part,
});
const post = (url: string, body = 'a=b') => get(url, { method: 'POST', body });

/** Waits until something that another end does has come to pass. */
async function until(holds: () => boolean): Promise<void> {
	while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('connections of one poll', () => {
	it('serve one request after the other, reads and others', async () => {
		const server = await serve();
		const { send } = open();
		for (let index = 0; index < 4; index += 1) {
			expect(await send(get(`${server.url}/${index}`))).toMatchObject({
				ok: true,
				value: { status: 200, body: { value: [1] } },
			});
		}
		expect(await send(post(server.url, 'x=1'))).toMatchObject({ ok: true });
		expect(server.requests.map(({ connection }) => connection)).toEqual([1, 1, 1, 1, 1]);
		expect(server.requests.at(-1)).toMatchObject({ method: 'POST', body: 'x=1' });
	});

	it('are as many as requests are under way at once', async () => {
		const server = await serve((response) => setTimeout(() => response.end('{}'), 50));
		const { send } = open();
		const worker = async () => {
			for (let index = 0; index < 3; index += 1) await send(get(server.url));
		};
		await Promise.all([worker(), worker(), worker()]);
		expect([server.requests.length, server.connections()]).toEqual([9, 3]);
	});

	it('end with the poll when they are idle, and after their answer when they are in use', async () => {
		const waiting: Array<() => void> = [];
		const server = await serve((response, _request, index) => {
			if (index < 3) response.end('{}');
			else waiting.push(() => response.end('{"late":true}'));
		});
		const http = open();
		await Promise.all([http.send(get(server.url)), http.send(get(server.url))]);
		const late = http.send(get(server.url));
		await until(() => waiting.length === 1);
		expect(server.open()).toBe(2);
		http.close();
		await until(() => server.open() === 1);
		waiting[0]?.();
		expect(await late).toMatchObject({ ok: true, value: { body: { late: true } } });
		await until(() => server.open() === 0);
	});

	it('are not kept for a request that comes when the poll is over', async () => {
		const server = await serve();
		const http = open();
		http.close();
		expect(await http.send(get(server.url))).toMatchObject({ ok: true });
		await until(() => server.open() === 0);
	});
});

describe('a kept connection that the server gives up while a request is on its way', () => {
	/** Answers the first request of a connection and breaks it off at the second, unanswered. */
	const fickle = (): WireAnswer => {
		const known = new Set<number>();
		return (response, { connection }) => {
			if (known.has(connection)) response.socket?.destroy();
			else response.end('{}');
			known.add(connection);
		};
	};

	it('is replaced for a read', async () => {
		const server = await serve(fickle());
		const { send } = open();
		expect(await send(get(`${server.url}/1`))).toMatchObject({ ok: true });
		expect(await send(get(`${server.url}/2`))).toMatchObject({ ok: true });
		expect(server.requests.map(({ path, connection }) => [path, connection])).toEqual([
			['/1', 1],
			['/2', 1],
			['/2', 2],
		]);
	});

	it('is told for anything else, which may have been done', async () => {
		const server = await serve(fickle());
		const { send } = open();
		await send(get(server.url));
		expect(await send(post(server.url))).toMatchObject({
			ok: false,
			failure: { kind: 'network', code: 'ECONNRESET', transient: true },
		});
		expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
	});

	it('is told for a read too, when a new one breaks as well', async () => {
		const server = await serve((response, _request, index) => {
			if (index === 1) response.end('{}');
			else response.socket?.destroy();
		});
		const { send } = open();
		await send(get(server.url));
		expect(await send(get(server.url))).toMatchObject({ ok: false, failure: { code: 'ECONNRESET' } });
		expect(server.requests).toHaveLength(3);
	});
});

describe('answers', () => {
	it.each<[string, WireAnswer]>([
		['JSON', json],
		['an error', (response) => response.writeHead(403).end('{"error":{"code":"x","message":"y"}}')],
		['a page', (response) => response.writeHead(502).end('<html>')],
		['nothing', (response) => response.writeHead(204).end()],
		['a byte order mark', (response) => response.end('\uFEFF{"a":"ü"}')],
		['JSON that breaks off', (response) => response.end('{"value":[')],
		[
			'JSON that is packed',
			(response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":"ü"}')),
		],
		['a redirect', (response) => response.writeHead(302, { location: '/elsewhere' }).end('{}')],
		[
			'repeated headers',
			(response) =>
				response
					.writeHead(
						200,
						[
							['x-a', '1'],
							['x-a', '2'],
						].flat(),
					)
					.end('{}'),
		],
		['when to come again', (response) => response.writeHead(429, { 'retry-after': '7' }).end('{}')],
	])("are those of n8n's helper: %s", async (_name, answer) => {
		const server = await serve(answer);
		const answerOf = async ({ send }: PollHttp) => {
			const result = await send(get(server.url));
			if (!result.ok) throw new Error(result.failure.cause);
			const { status, headers, body } = result.value;
			const told = Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.includes(name));
			return { status, body, headers: Object.fromEntries(told) };
		};
		const viaHelper = await answerOf(open(changed({ getSecureEgressFilter: undefined })));
		const viaKept = await answerOf(open());
		expect(viaKept).toEqual(viaHelper);
		expect(server.requests[1]?.headers['user-agent']).toBe(server.requests[0]?.headers['user-agent']);
	});

	it.each<[string, WireAnswer]>([
		['does not come', () => undefined],
		['does not come to an end', (response) => void response.writeHead(200).write('{')],
		[
			'trickles',
			(response) => {
				const timer = setInterval(() => response.write(' '), 20);
				response.on('close', () => clearInterval(timer));
			},
		],
	])('are waited for as long as the request says: one that %s', async (_name, answer) => {
		const server = await serve(answer);
		const started = Date.now();
		expect(await open().send(get(server.url, { timeoutMs: 200 }))).toMatchObject({
			ok: false,
			failure: {
				kind: 'network',
				code: 'ECONNABORTED',
				cause: `127.0.0.1:${server.port} did not answer in time.`,
			},
		});
		expect(Date.now() - started).toBeLessThan(3_000);
		await until(() => server.open() === 0);
	});

	it('that break off are told as that', async () => {
		const server = await serve((response) => {
			response.writeHead(200, { 'content-length': 100 });
			response.write('{"value":[');
			setTimeout(() => response.socket?.destroy(), 20);
		});
		expect(await open().send(get(server.url))).toMatchObject({ ok: false, failure: { code: 'ECONNRESET' } });
	});

	it.each<[string, string, WireAnswer]>([
		['do not come in time', 'ECONNABORTED', () => undefined],
		[
			'break off',
			'ECONNRESET',
			(response) => {
				response.writeHead(200, { 'content-length': 100 });
				response.write('{"value":[', () => response.socket?.destroy());
			},
		],
	])('over a kept connection that %s are not asked for again', async (_name, code, second) => {
		const server = await serve((response, request, index) =>
			index === 1 ? response.end('{}') : second(response, request, index),
		);
		const { send } = open();
		expect(await send(get(server.url))).toMatchObject({ ok: true });
		expect(await send(get(server.url, { timeoutMs: 300 }))).toMatchObject({ ok: false, failure: { code } });
		expect(server.requests.map(({ connection }) => connection)).toEqual([1, 1]);
	});

	it('are told as broken where they are no HTTP from the first byte of their body on', async () => {
		const server = await serve((response) => {
			response.socket?.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nno length\r\n');
		});
		expect(await open().send(get(server.url))).toMatchObject({ ok: false, failure: { kind: 'network' } });
	});
});

describe("n8n's egress filter", () => {
	const filter = (part: Partial<NodeEgressFilter>): IPollFunctions =>
		changed({ getSecureEgressFilter: () => ({ ...pollContext().helpers.getSecureEgressFilter(), ...part }) });

	it('stops a request before anything is sent', async () => {
		const server = await serve();
		const asked: string[] = [];
		const { send } = open(
			filter({
				validateUrl: async (url) => {
					asked.push(String(url));
					return await Promise.resolve({ ok: false, error: new Error('blocked') });
				},
			}),
		);
		expect(await send(get(`${server.url}/x`))).toMatchObject({ ok: false, failure: { kind: 'network' } });
		expect([asked, server.connections()]).toEqual([[`${server.url}/x`], 0]);
	});

	it('has the last word on which address a name stands for', async () => {
		const server = await serve(json, ['graph.contoso.example']);
		const url = `https://graph.contoso.example:${server.port}/`;
		const leading: LookupFunction = (_host, options, found) => systemLookup('127.0.0.1', options, found);
		const led = open(filter({ createSecureLookup: () => leading }));
		expect(await led.send(get(url))).toMatchObject({ ok: true });
		const refusing: LookupFunction = (_host, _options, found) => found(new Error('blocked'), '', 4);
		const refused = open(filter({ createSecureLookup: () => refusing }));
		expect(await refused.send(get(url))).toMatchObject({ ok: false, failure: { kind: 'network' } });
		expect(server.connections()).toBe(1);
	});
});

describe("n8n's helper", () => {
	/** Whether each of two requests had a connection of its own, as the helper makes them. */
	async function isUsed(context?: IPollFunctions, environment?: NodeJS.ProcessEnv): Promise<boolean> {
		const server = await serve();
		const { send } = open(context, environment);
		await send(get(server.url));
		await send(get(server.url));
		return server.connections() === 2;
	}

	it('is used where n8n is older than its egress filter, and for a test in the editor', async () => {
		expect(await isUsed()).toBe(false);
		expect(await isUsed(changed({ getSecureEgressFilter: undefined }))).toBe(true);
		expect(await isUsed(changed({}, 'manual'))).toBe(true);
	});

	it.each([
		'HTTPS_PROXY',
		'https_proxy',
		'HTTP_PROXY',
		'http_proxy',
		'ALL_PROXY',
		'all_proxy',
		'npm_config_proxy',
		'npm_config_https_proxy',
		'N8N_ENFORCE_GLOBAL_USER_AGENT',
	])('is used when %s is set', async (name) => {
		expect(await isUsed(undefined, { [name]: 'http://proxy.example:3128' })).toBe(true);
		expect(await isUsed(undefined, { [name]: '' })).toBe(false);
	});

	it('is not needed for what has to do with no proxy', async () => {
		expect(await isUsed(undefined, { NO_PROXY: '*', N8N_PROXY_HOPS: '1', PATH: '/bin' })).toBe(false);
	});

	it('is used for an address that is not https', async () => {
		const plain = createServer((request, response) => response.end(`"${request.headers.connection ?? ''}"`));
		await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
		undo.push(() => plain.close());
		const { port } = plain.address() as AddressInfo;
		expect(await open().send(get(`http://127.0.0.1:${port}/`))).toMatchObject({
			ok: true,
			value: { body: 'close' },
		});
	});

	it('goes through the proxy that the environment names', async () => {
		const server = await serve();
		const tunnels: string[] = [];
		const proxy = createServer();
		proxy.on('connect', (request, socket) => {
			tunnels.push(request.url ?? '');
			const upstream = connect(server.port, '127.0.0.1', () => {
				socket.write('HTTP/1.1 200 OK\r\n\r\n');
				upstream.pipe(socket).pipe(upstream);
			});
		});
		await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
		const { port } = proxy.address() as AddressInfo;
		const before = process.env.HTTPS_PROXY;
		process.env.HTTPS_PROXY = `http://127.0.0.1:${port}`;
		undo.push(
			() => proxy.close(),
			() => {
				if (before === undefined) delete process.env.HTTPS_PROXY;
				else process.env.HTTPS_PROXY = before;
			},
		);
		expect(await open(pollContext(), process.env).send(get(server.url))).toMatchObject({ ok: true });
		expect(tunnels).toEqual([`127.0.0.1:${server.port}`]);
	});
});
