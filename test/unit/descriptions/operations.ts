import type { INodeParameters } from 'n8n-workflow';

import type { Operation } from '../../../nodes/MicrosoftDefenderMssp/actions/operation';
import type { Failure } from '../../../nodes/MicrosoftDefenderMssp/core/failure';
import type { Parameters } from '../../../nodes/MicrosoftDefenderMssp/core/parameters';
import type { Result } from '../../../nodes/MicrosoftDefenderMssp/core/result';

/** What operations need filled in. */
export const NEEDED: INodeParameters = {
	alertId: 'da1_-1',
	deviceId: '00112233445566778899aabbccddeeff00112233',
	sha1: '0011223344556677889900112233445566778899',
	tag: 'vip',
	redirectUrl: 'https://n8n.example/consented',
	objectId: 'x',
};

/** Lets an operation read its fields. */
export function prepareOf(
	operation: Operation | undefined,
	parameters: Parameters,
): Result<unknown, Failure> {
	if (operation === undefined) throw new Error('There is no such operation.');
	return 'startBatch' in operation
		? operation.startBatch().add(0, parameters)
		: operation.prepare(parameters);
}
