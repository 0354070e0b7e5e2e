import { createServer } from 'node:net';

function listens(port: number): Promise<number | undefined> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => {
			resolve(undefined);
		});
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			const actual = typeof address === 'object' && address !== null ? address.port : undefined;
			server.close(() => {
				resolve(actual);
			});
		});
	});
}

/** The preferred TCP port of the loopback interface if it is free, any free one otherwise. */
export async function freePort(preferred = 0): Promise<number> {
	const port = (await listens(preferred)) ?? (await listens(0));
	if (port === undefined) throw new Error('This machine has no free TCP port on 127.0.0.1');
	return port;
}
