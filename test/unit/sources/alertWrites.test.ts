import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { showsAlertChange } from '../../../nodes/MicrosoftDefenderMssp/core/alertChange';
import { ALERT_SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import { commentAlert, updateAlert } from '../../../nodes/MicrosoftDefenderMssp/sources/alertWrites';
import { verifyAlert } from '../../../nodes/MicrosoftDefenderMssp/sources/verifyAlert';
import { CONTOSO } from '../core/builders';
import type { Answer } from '../transport/builders';
import { answer, connectionOf, refusal, wire } from '../transport/builders';

function placeOf(name: keyof typeof ALERT_SOURCES, ...answers: Answer[]) {
	const network = wire(...answers);
	const waits: number[] = [];
	const connection = connectionOf(network, { waits });
	return {
		network,
		waits,
		place: { source: ALERT_SOURCES[name], id: 'da1_2', connection, tenantId: CONTOSO.id },
	};
}

describe.each(['graphAlerts', 'defenderAlerts'] as const)('through %s', (name) => {
	it('gives the alert that was asked for where the answer is empty', async () => {
		const { place } = placeOf(name, answer(200, ''));
		const updated = await updateAlert(place, { status: 'resolved' });
		expect(updated).toMatchObject({ ok: true, value: { simple: { id: 'da1_2' } } });
	});

	it('gives no comments where the answer has none', async () => {
		const { place } = placeOf(name, answer(200, {}));
		expect(await commentAlert(place, 'Seen')).toEqual({ ok: true, value: [] });
	});

	it('hands on why an alert could not be changed', async () => {
		const { place, network } = placeOf(name, answer(404, refusal('ResourceNotFound', 'No.')));
		expect(await updateAlert(place, { status: 'new', comment: 'Seen' })).toMatchObject({
			ok: false,
			failure: { kind: 'notFound' },
		});
		expect(network.sent).toHaveLength(1);
	});
});

describe('verifyAlert', () => {
	const asWas = answer(200, { id: 'da1_2', status: 'new' });
	const asWanted = answer(200, { id: 'da1_2', status: 'resolved' });

	it('looks again where the change is not shown yet, and where it could not look', async () => {
		const { place, waits } = placeOf('graphAlerts', asWas, answer(503), asWanted);
		expect(await verifyAlert(place, { status: 'resolved' })).toMatchObject({
			verified: true,
			found: { simple: { status: 'resolved' } },
		});
		expect(waits).toEqual([1000, 3000]);
	});

	it('gives up after three looks, with the alert as it was seen last', async () => {
		const { place, network } = placeOf('graphAlerts', asWas);
		expect(await verifyAlert(place, { status: 'resolved' })).toMatchObject({
			verified: false,
			found: { simple: { status: 'new' } },
		});
		expect(network.sent).toHaveLength(3);
	});

	it('has verified nothing where it could not look', async () => {
		const { place } = placeOf('graphAlerts', answer(404));
		expect(await verifyAlert(place, {})).toEqual({ verified: false });
	});
});

describe('showsAlertChange', () => {
	const record = (raw: JsonObject) => ALERT_SOURCES.defenderAlerts.record(raw);
	const alert = record({
		id: 'da1_2',
		status: 'Resolved',
		assignedTo: 'Kim@Contoso.example',
		classification: 'FalsePositive',
		determination: 'Clean',
		comments: [{ comment: 'Seen ' }],
	});

	it.each([
		[true, {}],
		[true, { status: 'resolved', assignedTo: 'kim@contoso.example', comment: 'Seen' }],
		[true, { classification: 'falsePositive', determination: 'notMalicious' }],
		[false, { status: 'new' }],
		[false, { assignedTo: null }],
		[false, { determination: 'other' }],
		[false, { comment: 'Not seen' }],
	])('%p for %j', (expected, change) => {
		expect(showsAlertChange(alert, change)).toBe(expected);
	});

	it('takes an alert without an owner for one that nobody has', () => {
		expect(showsAlertChange(record({ id: 'da1_2', assignedTo: null }), { assignedTo: null })).toBe(true);
	});
});
