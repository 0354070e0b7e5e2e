import type { INodeProperties } from 'n8n-workflow';

import { knownWord } from '../../core/knownWords';
import { succeed } from '../../core/result';
import { isolateNotice } from '../../descriptions/deviceResponse';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import { deviceResponse } from './deviceResponse';

const isolationType: INodeProperties = {
	displayName: 'Isolation Type',
	name: 'isolationType',
	type: 'options',
	options: [
		{
			name: 'Full',
			value: 'Full',
			description: 'All network connections are cut, but for the one to Defender',
		},
		{
			name: 'Selective',
			value: 'Selective',
			description: 'As Full, but Outlook, Teams and Skype go on',
		},
		{
			name: 'Unmanaged Device',
			value: 'UnManagedDevice',
			description: 'A device without Defender is contained: those with Defender refuse to talk to it',
		},
	],
	default: 'Full',
};

/** Device: Isolate. */
export const isolateDevice = deviceResponse({
	option: {
		name: 'Isolate',
		action: 'Isolate a device',
		description:
			'Isolate a device from the network until it is released. Disruptive: its user and its services are cut off.',
	},
	endpoint: defenderEndpoints.isolate,
	type: 'Isolate',
	fields: [isolateNotice, isolationType],
	readBody(parameters) {
		const type = knownWord(parameters.get('isolationType'), 'Isolation Type', [
			'Full',
			'Selective',
			'UnManagedDevice',
		]);
		return type.ok ? succeed({ IsolationType: type.value }) : type;
	},
});
