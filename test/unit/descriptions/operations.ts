import type { INodeParameters } from 'n8n-workflow';

import type { Operation } from '../../../nodes/MicrosoftDefenderMssp/actions/operation';
import type { Failure } from '../../../nodes/MicrosoftDefenderMssp/core/failure';
import type { Parameters } from '../../../nodes/MicrosoftDefenderMssp/core/parameters';
import type { Result } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import { CONTOSO } from '../core/builders';

/** What operations need filled in. */
export const NEEDED: INodeParameters = {
	alertId: 'da1_-1',
	incidentId: '4711',
	query: 'AlertInfo | take 1',
	deviceId: '00112233445566778899aabbccddeeff00112233',
	sha1: '0011223344556677889900112233445566778899',
	tag: 'vip',
	redirectUrl: 'https://n8n.example/consented',
	objectId: 'x',
	updateFields: { status: 'resolved' },
	comment: 'Seen',
	eventTime: '2026-01-05T08:45:02.1164301Z',
	reportId: '20776',
	title: 'Remote tool',
	description: 'A remote tool was started.',
	recommendedAction: 'Ask the owner.',
	indicatorValue: 'evil.example',
	indicatorTitle: 'Evil',
	indicatorDescription: 'Seen',
};

const INPUT = { tenant: CONTOSO, alert: { id: 'da1_-1' } };

/** Lets an operation read its fields. */
export function prepareOf(
	operation: Operation | undefined,
	parameters: Parameters,
): Result<unknown, Failure> {
	if (operation === undefined) throw new Error('There is no such operation.');
	if ('startBatch' in operation) return operation.startBatch().add(0, parameters);
	return 'makeRows' in operation
		? operation.makeRows({ ...parameters, input: INPUT })
		: operation.prepare(parameters);
}
