import { getAlert } from '../../../nodes/MicrosoftDefenderMssp/actions/alert/get.operation';
import { CONTOSO } from '../core/builders';
import { answer, connectionOf, movingClock, wire } from '../transport/builders';

describe.each([
	['graphAlerts', 120],
	['defenderAlerts', 80],
])('Alert: Get from %s', (source, perMinute) => {
	it('waits its turn where many alerts are asked for one by one', async () => {
		const values: Record<string, unknown> = { source, alertId: 'da1_2' };
		const prepared = getAlert.prepare({ get: (name) => values[name], timezone: 'Europe/Berlin' });
		const clock = movingClock();
		const connection = connectionOf(wire(answer(200, { id: 'da1_2' })), clock);
		for (let n = 0; n <= perMinute; n += 1) {
			const gained = prepared.ok ? await prepared.value.work(connection, CONTOSO) : prepared;
			expect(gained).toMatchObject({ ok: true, value: [{ alert: { id: 'da1_2' } }] });
		}
		expect(clock.waits).toEqual([60_000]);
	});
});
