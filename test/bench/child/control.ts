import { request } from 'node:https';

import type { Stage, Traffic } from '../service/stage';

/** Sets the service's stage, as far as given. */
export async function setStage(origin: string, stage: Partial<Stage>): Promise<void> {
	await steer(`${origin}/bench/stage`, JSON.stringify(stage));
}

/** What the service was asked for since the last call, and its CPU time. */
export async function takeTraffic(origin: string): Promise<Traffic> {
	// SAFETY: what service/main.ts sends.
	return JSON.parse(await steer(`${origin}/bench/traffic`, '')) as Traffic;
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
