import { formatTicks, parseTicks, ticksFromMilliseconds } from './alerts/timestamp';
import { newAlertRecord, patchedAlertRecord } from './alerts/record';

describe('time with 100 ns', () => {
	test.each([
		['2026-01-05T08:47:17.7211305Z', '2026-01-05T08:47:17.7211305Z'],
		['2026-01-05T08:47:17.7200000Z', '2026-01-05T08:47:17.72Z'],
		['2026-01-05T08:47:17.000Z', '2026-01-05T08:47:17Z'],
		['2026-01-05T09:47:17.5+01:00', '2026-01-05T08:47:17.5Z'],
		['0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
	])('%s is printed as %s', (text, printed) => {
		expect(formatTicks(parseTicks(text) ?? -1n)).toBe(printed);
	});

	test.each([
		'',
		'now',
		'2026-01-05',
		'2026-01-05T08:47:17',
		'2026-01-05T08:47:17.12345678Z',
		'2026-01-05T25:00:00Z',
		'2026-02-30T08:00:00Z',
	])('%p is no DateTimeOffset', (text) => {
		expect(parseTicks(text)).toBeUndefined();
	});

	test('ticks count from year one, as .NET does', () => {
		expect(ticksFromMilliseconds(0)).toBe(621_355_968_000_000_000n);
	});
});

describe('record', () => {
	const now = Date.UTC(2026, 0, 5, 8);

	test('has an id whose ticks are those of its creation', () => {
		const record = newAlertRecord({}, now, 'contoso.example');
		const [, ticks] = /^da(\d{18})_-?\d+$/.exec(record.id) ?? [];
		expect(formatTicks(BigInt(ticks ?? 0))).toBe(record.createdDateTime);
	});

	test('moves lastUpdateDateTime with every change unless the change sets it', () => {
		const record = newAlertRecord({}, now, 'contoso.example');
		const changed = patchedAlertRecord(record, { assignedTo: 'kim' }, now + 5000);
		expect(changed.lastUpdateDateTime.startsWith('2026-01-05T08:00:05')).toBe(true);
		const kept = patchedAlertRecord(record, { lastUpdateDateTime: record.lastUpdateDateTime }, now + 5000);
		expect(kept.lastUpdateDateTime).toBe(record.lastUpdateDateTime);
	});

	test('gets a resolved time when it is resolved and loses it when it is opened again', () => {
		const resolved = patchedAlertRecord(
			newAlertRecord({}, now, 'x.example'),
			{ status: 'resolved' },
			now + 1000,
		);
		expect(resolved.resolvedDateTime).toBe(resolved.lastUpdateDateTime);
		expect(patchedAlertRecord(resolved, { status: 'inProgress' }, now + 2000).resolvedDateTime).toBeNull();
	});

	test('refuses a time that Microsoft could not store', () => {
		expect(() => newAlertRecord({ createdDateTime: 'yesterday' }, now, 'x.example')).toThrow(
			'DateTimeOffset',
		);
	});
});
