import { simplifyGraphAlert } from '../../../nodes/MicrosoftDefenderMssp/core/simplify/graphAlert';
import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { ocsf } from '../../../nodes/MicrosoftDefenderMssp/formats/ocsf';
import { CONTOSO } from '../core/builders';
import { graphEvidence as evidence, routed } from './samples';

const documentOf = (alert: object) => ocsf.documents(routed({ alert, tenant: CONTOSO }))[0] as JsonObject;
const artifactsOf = (...entries: JsonObject[]) => documentOf({ evidence: entries }).evidences as JsonObject[];
const simplifiedOf = (...entries: JsonObject[]) =>
	documentOf(simplifyGraphAlert({ id: 'da7', evidence: entries })).evidences as JsonObject[];

describe('the data of a piece of evidence', () => {
	it("is what OCSF has no place for, under Graph's names", () => {
		const [artifact] = artifactsOf(
			evidence('file', {
				createdDateTime: '2026-01-05T08:47:18Z',
				remediationStatus: 'prevented',
				detectionStatus: 'detected',
				mdeDeviceId: 'd7',
				fileDetails: {
					fileName: 'x.dll',
					filePath: 'C:\\temp',
					sha1: 'a1',
					fileSize: 7,
					signer: 'Fabrikam',
					sha256Ac: 'a3',
					issuer: null,
				},
			}),
		);
		expect(artifact?.data).toEqual({
			remediationStatus: 'prevented',
			detectionStatus: 'detected',
			createdDateTime: '2026-01-05T08:47:18Z',
			mdeDeviceId: 'd7',
			fileDetails: { signer: 'Fabrikam', sha256Ac: 'a3' },
		});
	});

	it('does not hold the evidence within, which is a piece of its own', () => {
		const file = evidence('file', { fileDetails: { fileName: 'x.dll' } });
		const artifacts = artifactsOf(
			evidence('malware', { name: 'Example', category: 'Trojan', files: [file] }),
		);
		expect(artifacts).toMatchObject([
			{ name: 'malware', data: { name: 'Example', category: 'Trojan' } },
			{ name: 'file', file: { name: 'x.dll' }, data: { within: 'malware' } },
		]);
		expect(artifacts[0]?.data).not.toHaveProperty('files');
	});

	it('is everything where OCSF counts nothing else as evidence', () => {
		const [artifact] = artifactsOf(evidence('azureResource', { resourceId: '/web1', resourceName: 'web1' }));
		expect(artifact).toMatchObject({
			resources: [{ uid: '/web1', name: 'web1' }],
			data: { resourceId: '/web1', resourceName: 'web1' },
		});
	});

	it('is what a simplified alert knows of a process without id', () => {
		const process = evidence('process', {
			processCommandLine: 'cmd /c x',
			imageFile: { fileName: 'cmd.exe' },
		});
		expect(simplifiedOf(process)[0]).toMatchObject({
			data: { processCommandLine: 'cmd /c x', imageFile: { fileName: 'cmd.exe' } },
		});
	});
});
