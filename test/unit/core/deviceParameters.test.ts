import {
	isDeviceId,
	readDeviceId,
	readSha1,
	readWait,
} from '../../../nodes/MicrosoftDefenderMssp/core/deviceParameters';
import type { Parameters } from '../../../nodes/MicrosoftDefenderMssp/core/parameters';

const ID = '00112233445566778899aabbccddeeff00112233';
const given = (value: unknown): Parameters => ({ get: () => value, timezone: 'UTC' });

describe('the ID of a device', () => {
	it.each([` ${ID} `, ID.toUpperCase()])('is read from %j', (value) => {
		expect(readDeviceId(given(value))).toEqual({ ok: true, value: ID });
	});

	it.each([undefined, '', ' ', 'pc7', `${ID}/isolate`, '../x', `x${ID}`])('is not %j', (value) => {
		expect(readDeviceId(given(value))).toMatchObject({
			failure: { kind: 'configuration', cause: expect.stringContaining("'Device'") as unknown },
		});
	});

	it('has 40 digits, or as few as in a sample of the reference', () => {
		expect([40, 32, 31, 65].map((length) => isDeviceId('a'.repeat(length)))).toEqual([
			true,
			true,
			false,
			false,
		]);
	});
});

describe('the hash of a file', () => {
	it.each(['a'.repeat(64), 'a'.repeat(32), 'z'.repeat(40)])('is not %j', (value) => {
		expect(readSha1(given(value))).toMatchObject({
			failure: { cause: expect.stringContaining("'SHA-1'") as unknown },
		});
	});
});

describe('how long to wait', () => {
	it.each([
		[{}, undefined],
		[{ maxWaitMinutes: 5 }, undefined],
		[{ waitUntilDone: true }, 600_000],
		[{ waitUntilDone: true, maxWaitMinutes: 60 }, 3_600_000],
	])('%j: %p ms', (options, expected) => {
		expect(readWait(options)).toEqual({ ok: true, value: expected });
	});

	it.each([0, 61, 1.5, 'long'])('is not %j minutes', (maxWaitMinutes) => {
		expect(readWait({ maxWaitMinutes })).toMatchObject({
			failure: { cause: expect.stringContaining("'Max Wait (Minutes)'") as unknown },
		});
	});
});
