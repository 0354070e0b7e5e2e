import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { isJsonObject, objects } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { ocsf } from '../../../nodes/MicrosoftDefenderMssp/formats/ocsf';
import { fullEvidence } from '../../support/fullEvidence';
import { EVIDENCE_TYPES } from '../../support/graphSecuritySchema';
import { CONTOSO, everyValueOf } from '../core/builders';
import { graphEvidence as evidence, routed } from './samples';

const documentOf = (...entries: JsonObject[]) =>
	ocsf.documents(routed({ alert: { evidence: entries }, tenant: CONTOSO }))[0] as JsonObject;
const observedIn = (...entries: JsonObject[]) =>
	objects(documentOf(...entries).observables).map(({ type, value }) => `${String(type)}: ${String(value)}`);

/** Everything that stands under a name such as `evidences[].file.name`. */
function valuesUnder(value: unknown, [first, ...rest]: string[]): unknown[] {
	if (Array.isArray(value))
		return value.flatMap((one) => valuesUnder(one, first === undefined ? [] : [first, ...rest]));
	if (first === undefined) return everyValueOf(value);
	return isJsonObject(value) ? valuesUnder(value[first], rest) : [];
}

describe('the observables of an OCSF finding', () => {
	it.each<[string, object, string[]]>([
		[
			'ioTDevice',
			{ macAddress: '00:00:5E:00:53:03', deviceId: 'c3' },
			['MAC Address: 00:00:5E:00:53:03', 'Device Object: uid: c3'],
		],
		['nic', { macAddress: '00-00-5E-00-53-04' }, ['MAC Address: 00-00-5E-00-53-04']],
		['process', { processId: 7, processCommandLine: 'cmd /c x' }, ['Command Line: cmd /c x']],
		['process', { processCommandLine: 'cmd /c y' }, ['Command Line: cmd /c y']],
		[
			'user',
			{ userAccount: { accountName: 'kim', azureAdUserId: 'u7' } },
			['User Name: kim', 'User Object: uid: u7'],
		],
		[
			'analyzedMessage',
			{
				subject: 'Invoice',
				internetMessageId: '<m1@bad.example>',
				networkMessageId: 'n1',
				p2Sender: { emailAddress: 'billing@bad.example' },
				senderIp: '198.51.100.25',
				urls: ['https://pay.bad.example/'],
			},
			[
				'Email Address: billing@bad.example',
				'Email Object: subject: Invoice',
				'Message UID: <m1@bad.example>',
				'Network Message ID: n1',
				'IP Address: 198.51.100.25',
				'URL String: https://pay.bad.example/',
				'Hostname: pay.bad.example',
			],
		],
		[
			'analyzedMessage',
			{ subject: 'Invoice', networkMessageId: 'n1' },
			['Email Object: subject: Invoice', 'Network Message ID: n1'],
		],
		['mailbox', { primaryAddress: 'kim@contoso.example' }, ['Email Address: kim@contoso.example']],
		[
			'servicePrincipal',
			{ appId: 'a1', servicePrincipalName: 'Sync' },
			['Application ID: a1', 'Resource UID: a1', 'User Name: Sync'],
		],
		[
			'azureResource',
			{ resourceId: '/web1', resourceName: 'web1' },
			['Resource UID: /web1', 'Resource Details Object: name: web1'],
		],
		['dns', { domainName: 'bad.example' }, ['Hostname: bad.example']],
		['ip', { ipAddress: '203.0.113.9' }, ['IP Address: 203.0.113.9']],
		[
			'device',
			{ lastExternalIpAddress: '198.51.100.7', hostName: 'pc7' },
			['IP Address: 198.51.100.7', 'Hostname: pc7'],
		],
		['cloudLogonSession', { sessionId: 's1', userAgent: 'Mozilla/5.0' }, ['HTTP User-Agent: Mozilla/5.0']],
		[
			'registryValue',
			{ registryHive: 'HKCU', registryKey: 'Run', registryValueName: 'x' },
			['Registry Key Path: HKCU\\Run', 'Registry Value Object: name: x'],
		],
	])('of a %s tell what people search for', (type, part, expected) => {
		expect(observedIn(evidence(type, part))).toEqual(expect.arrayContaining(expected));
	});

	it('stand where their names say', () => {
		const document = documentOf(...EVIDENCE_TYPES.map((type) => fullEvidence(type).object));
		const observables = objects(document.observables);
		const misnamed = observables.filter(
			({ name, value }) =>
				!valuesUnder(document, String(name).replaceAll('[]', '').split('.'))
					.map(String)
					.includes(String(value)),
		);
		expect(observables.length).toBeGreaterThan(100);
		expect(misnamed).toEqual([]);
	});
});
