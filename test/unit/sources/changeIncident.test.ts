import type { IncidentChange } from '../../../nodes/MicrosoftDefenderMssp/core/incidentChange';
import { changeIncident } from '../../../nodes/MicrosoftDefenderMssp/sources/changeIncident';
import { CONTOSO, FABRIKAM } from '../core/builders';
import type { Answer } from '../transport/builders';
import { answer, answering, connectionOf } from '../transport/builders';

const resolve: IncidentChange = { properties: { status: 'resolved' } };
const incident = { id: '4711', tenantId: CONTOSO.id, status: 'resolved' };

async function change(wanted: IncidentChange, answers: Partial<Record<string, Answer>>) {
	const network = answering(({ method }) => answers[method] ?? answer(404));
	const place = { id: '4711', connection: connectionOf(network), tenantId: CONTOSO.id };
	const changed = await changeIncident(place, wanted);
	return {
		raw: changed.ok ? changed.value.raw : changed.failure.kind,
		sent: network.sent.map(({ method }) => method),
	};
}

describe('changeIncident', () => {
	it('takes the incident off the answer', async () => {
		expect(await change(resolve, { PATCH: answer(200, incident) })).toEqual({
			raw: incident,
			sent: ['PATCH'],
		});
	});

	it('reads the incident where the answer is empty', async () => {
		const answers = { PATCH: answer(204, ''), GET: answer(200, incident) };
		expect(await change(resolve, answers)).toEqual({ raw: incident, sent: ['PATCH', 'GET'] });
	});

	it('reads it after a comment, whose answer does not hold it', async () => {
		const answers = { POST: answer(200, { value: [] }), GET: answer(200, incident) };
		expect(await change({ properties: {}, comment: 'Done' }, answers)).toEqual({
			raw: incident,
			sent: ['POST', 'GET'],
		});
	});

	it('is done although the incident cannot be read then', async () => {
		expect(await change(resolve, { PATCH: answer(204, '') })).toMatchObject({ raw: { id: '4711' } });
		const commented = { ...resolve, comment: 'Done' };
		const answers = { PATCH: answer(200, incident), POST: answer(200, { value: [] }) };
		expect(await change(commented, answers)).toMatchObject({ raw: incident });
	});

	it('adds no comment to what could not be updated', async () => {
		const refused = await change({ ...resolve, comment: 'Done' }, { PATCH: answer(400) });
		expect(refused).toEqual({ raw: 'badRequest', sent: ['PATCH'] });
	});

	it('holds back an answer that names another tenant', async () => {
		const foreign = answer(200, { ...incident, tenantId: FABRIKAM.id });
		expect(await change(resolve, { PATCH: foreign })).toEqual({ raw: 'wrongTenant', sent: ['PATCH'] });
	});
});
