import type { INodeProperties } from 'n8n-workflow';

import { readSha1 } from '../../core/deviceParameters';
import { succeed } from '../../core/result';
import { quarantineNotice } from '../../descriptions/deviceResponse';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import { deviceResponse } from './deviceResponse';

const sha1: INodeProperties = {
	displayName: 'SHA-1',
	name: 'sha1',
	type: 'string',
	default: '={{ $json.alert?.files?.find((file) => file.sha1)?.sha1 }}',
	required: true,
	placeholder: 'e.g. 0011223344556677889900112233445566778899',
	description: 'SHA-1 hash of the file. Of an alert with several files, the expression takes the first.',
};

/** Device: Stop and Quarantine File. */
export const stopAndQuarantineFile = deviceResponse({
	option: {
		name: 'Stop and Quarantine File',
		action: 'Stop and quarantine a file on a device',
		description:
			'Stop every process of a file on a device and take the file away into quarantine. Destructive: what needs the file no longer works there.',
	},
	endpoint: defenderEndpoints.stopAndQuarantineFile,
	type: 'StopAndQuarantineFile',
	fields: [quarantineNotice, sha1],
	readBody(parameters) {
		const hash = readSha1(parameters);
		return hash.ok ? succeed({ Sha1: hash.value }) : hash;
	},
});
