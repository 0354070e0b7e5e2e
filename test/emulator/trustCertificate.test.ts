import { Agent, get } from 'node:https';

import { trustCertificate } from '../support/trustCertificate';
import { ids, startSample, type Sample } from './testing/sample';

let sample: Sample;
beforeAll(async () => {
	sample = await startSample();
});
afterAll(() => sample.emulator.close());

function statusOf(url: string, options: { agent?: Agent } = {}): Promise<number | undefined> {
	return new Promise((resolve, reject) => {
		const outgoing = get(url, { agent: options.agent ?? new Agent() }, (incoming) => {
			incoming.resume();
			resolve(incoming.statusCode);
		});
		outgoing.on('error', reject);
	});
}

const metadata = () => `${sample.emulator.loginUrl}/${ids.contoso}/v2.0/.well-known/openid-configuration`;

test('a process trusts the certificate from the call on, by IP and by name, until it is undone', async () => {
	await expect(statusOf(metadata())).rejects.toThrow(/self.signed/);
	const undo = trustCertificate(sample.emulator.caPem);
	try {
		expect(await statusOf(metadata())).toBe(200);
		expect(await statusOf(metadata().replace('127.0.0.1', 'localhost'))).toBe(200);
	} finally {
		undo();
	}
	await expect(statusOf(metadata())).rejects.toThrow(/self.signed/);
});

test('the certificate of another emulator is still refused', async () => {
	const other = await startSample();
	const undo = trustCertificate(other.emulator.caPem);
	try {
		await expect(statusOf(metadata())).rejects.toThrow(/self.signed|signature/);
	} finally {
		undo();
		await other.emulator.close();
	}
});
