import type { INodeProperties } from 'n8n-workflow';

import { knownWord } from '../../core/knownWords';
import { succeed } from '../../core/result';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import { deviceResponse } from './deviceResponse';

const scanType: INodeProperties = {
	displayName: 'Scan Type',
	name: 'scanType',
	type: 'options',
	options: [
		{
			name: 'Full',
			value: 'Full',
			description: 'Every file. Disruptive: it takes hours and slows the device down.',
		},
		{
			name: 'Quick',
			value: 'Quick',
			description: 'The places where malware usually starts from',
		},
	],
	default: 'Quick',
};

/** Device: Run Antivirus Scan. */
export const runAntivirusScan = deviceResponse({
	option: {
		name: 'Run Antivirus Scan',
		action: 'Run an antivirus scan on a device',
		description:
			'Run a scan of Microsoft Defender Antivirus on a device. What it finds is treated as the policy of the device says; a full scan slows it down for hours.',
	},
	endpoint: defenderEndpoints.runAntivirusScan,
	type: 'RunAntiVirusScan',
	fields: [scanType],
	readBody(parameters) {
		const type = knownWord(parameters.get('scanType'), 'Scan Type', ['Full', 'Quick']);
		return type.ok ? succeed({ ScanType: type.value }) : type;
	},
});
