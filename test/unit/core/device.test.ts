import fc from 'fast-check';

import {
	DEVICE_ACTION_STATUSES,
	hasEnded,
	isAsAsked,
	simplifyDeviceAction,
} from '../../../nodes/MicrosoftDefenderMssp/core/deviceAction';
import { simplifyDevice } from '../../../nodes/MicrosoftDefenderMssp/core/device';
import { deviceActionItem, deviceItem } from '../../../nodes/MicrosoftDefenderMssp/core/deviceItem';
import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { CONTOSO } from './builders';

const SHA1 = 'aa11223344556677889900112233445566778899';
const simplified = { portalUrl: 'https://security.microsoft.com', simplify: true };

describe('a simplified device', () => {
	it('keeps what people route on, in the words of the service, and leaves out what was not sent', () => {
		const raw = {
			id: 'aa',
			computerDnsName: 'pc7.contoso.example',
			riskScore: 'High',
			healthStatus: null,
			rbacGroupId: 140,
			machineTags: ['vip', '', 7, 'vip'],
			osBuild: 26_100,
		};
		expect(simplifyDevice(raw)).toEqual({
			id: 'aa',
			computerDnsName: 'pc7.contoso.example',
			riskScore: 'High',
			machineTags: ['vip', '7'],
		});
	});

	it('is made of anything', () => {
		const raw = fc.record({ id: fc.jsonValue(), machineTags: fc.jsonValue(), riskScore: fc.jsonValue() });
		fc.assert(
			fc.property(raw, fc.jsonValue(), (sent, relatedFileInfo) => {
				const { id, machineTags } = simplifyDevice(sent);
				expect([id, ...machineTags].every((value) => typeof value === 'string')).toBe(true);
				expect(Object.values(simplifyDeviceAction({ ...sent, relatedFileInfo }))).not.toContain(undefined);
			}),
		);
	});
});

describe('a simplified action', () => {
	it.each<[string, JsonObject]>([
		['an action alone', { lastUpdateDateTimeUtc: '2026-01-05T08:00:00Z' }],
		['a list', { lastUpdateTimeUtc: '2026-01-05T08:00:00Z' }],
	])('has the time of its last change under one name, also of %s', (_source, time) => {
		expect(simplifyDeviceAction({ id: 'x', title: null, ...time })).toEqual({
			id: 'x',
			lastUpdateDateTimeUtc: '2026-01-05T08:00:00Z',
		});
	});

	it('tells which file it is about', () => {
		const relatedFileInfo = { fileIdentifier: SHA1, fileIdentifierType: 'Sha1', more: 1 };
		expect(simplifyDeviceAction({ relatedFileInfo })).toEqual({
			relatedFileInfo: { fileIdentifier: SHA1, fileIdentifierType: 'Sha1' },
		});
	});
});

describe('an action', () => {
	it('has ended in every state but two, and in none that we do not know', () => {
		const going = [...DEVICE_ACTION_STATUSES, 'Canceled', 'Newer', undefined].filter(
			(status) => !hasEnded({ status }),
		);
		expect(going).toEqual(['InProgress', 'Pending', 'Newer', undefined]);
	});

	it.each([
		['the same file', { fileIdentifier: SHA1.toUpperCase(), fileIdentifierType: 'Sha1' }, false],
		['another file', { fileIdentifier: 'f'.repeat(40), fileIdentifierType: 'Sha1' }, true],
		['a file known by another hash', { fileIdentifier: 'f'.repeat(64), fileIdentifierType: 'Sha256' }, false],
		['no known file', null, false],
	])('is about %s', (_what, relatedFileInfo, isOther) => {
		expect(isAsAsked({ relatedFileInfo }, { Sha1: SHA1 })).toBe(!isOther);
	});
});

describe('items', () => {
	it('link to the page of the device in its tenant', () => {
		const device = `https://security.microsoft.com/machines/aa?tid=${CONTOSO.id}`;
		expect(deviceItem({ id: 'aa' }, CONTOSO, simplified).links).toEqual({ device });
		expect(deviceActionItem({ machineId: 'aa' }, CONTOSO, simplified).links).toEqual({ device });
	});

	it.each([
		['the device is not known', {}, simplified.portalUrl],
		['the cloud has no portal', { id: 'aa', machineId: 'aa' }, ''],
	])('link to nothing where %s', (_why, raw, portalUrl) => {
		expect(deviceItem(raw, CONTOSO, { portalUrl, simplify: true }).links).toEqual({});
		expect(deviceActionItem(raw, CONTOSO, { portalUrl, simplify: true }).links).toEqual({});
	});

	it('carry what the service sent where nothing is to be simplified', () => {
		const raw = { id: 'aa', osBuild: 1 };
		expect(deviceItem(raw, CONTOSO, { portalUrl: '', simplify: false }).device).toBe(raw);
		expect(deviceActionItem(raw, CONTOSO, { portalUrl: '', simplify: false }).deviceAction).toBe(raw);
	});
});
