import { simplifyComments } from '../../../../nodes/MicrosoftDefenderMssp/core/simplify/comments';
import {
	simplifyAlertDevice,
	simplifyDomains,
	simplifyFiles,
	simplifyIps,
	simplifyUser,
} from '../../../../nodes/MicrosoftDefenderMssp/core/simplify/relatedEntities';

describe('entities of an alert', () => {
	it.each([undefined, null, 'x', {}, [null, 7, 'x', []]])('are none in %j', (rows) => {
		expect([simplifyFiles(rows), simplifyIps(rows), simplifyDomains(rows)]).toEqual([[], [], []]);
	});

	it('leave out what is null or of another type', () => {
		const file = { sha1: 'ab', sha256: null, size: '12', globalPrevalence: 0, isValidCertificate: false };
		expect(simplifyFiles([file])).toEqual([{ sha1: 'ab', globalPrevalence: 0, isValidCertificate: false }]);
		expect(simplifyUser({ id: 'contoso\\kim', accountName: null })).toEqual({
			name: 'contoso\\kim',
			id: 'contoso\\kim',
		});
		expect(simplifyAlertDevice({ id: 'ab', machineTags: [], riskScore: null })).toEqual({ id: 'ab' });
	});

	it('name each address and domain once', () => {
		expect(simplifyIps([{ id: '203.0.113.9' }, { id: '203.0.113.9' }])).toEqual(['203.0.113.9']);
		expect(simplifyDomains([{ host: 'bad.example' }, { host: null }])).toEqual(['bad.example']);
	});
});

it('comments of both APIs have the same names', () => {
	const graph = { comment: 'a', createdByDisplayName: 'kim', createdDateTime: '2026-01-05T09:00:00Z' };
	const defender = { comment: 'a', createdBy: 'kim', createdTime: '2026-01-05T09:00:00Z' };
	expect(simplifyComments([graph, defender, null])).toEqual([graph, graph]);
});
