import { request } from 'node:https';

import type { Stage, Traffic } from '../service/stage';

/** Has the service play this and nothing of before. */
export async function beginStage(origin: string, stage: Partial<Stage>): Promise<void> {
	await steer(`${origin}/bench/begin`, JSON.stringify(stage));
}

/** What the service was asked for since the last call, and its CPU time. */
export async function takeTraffic(origin: string): Promise<Traffic> {
	// SAFETY: what service/main.ts sends.
	return JSON.parse(await steer(`${origin}/bench/traffic`, '')) as Traffic;
}

/** Sets this process's clock and the service's forward together. */
export function fastClock(origin: string): { pass: (ms: number) => Promise<void> } {
	const machine = Date.now;
	let ahead = 0;
	Date.now = () => machine() + ahead;
	return {
		async pass(ms) {
			ahead += ms;
			await steer(`${origin}/bench/clock`, String(ahead));
		},
	};
}

function steer(url: string, body: string): Promise<string> {
	return new Promise((resolve, reject) => {
		const call = request(url, { method: 'POST', agent: false }, (response) => {
			let text = '';
			response.setEncoding('utf8');
			response.on('data', (chunk: string) => (text += chunk));
			response.on('end', () => resolve(text));
		});
		call.on('error', reject);
		call.end(body);
	});
}
