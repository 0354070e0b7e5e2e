import { eachTestHasItsSample, sample } from './testing/ownSample';
import { alertIds, graphScope, ids } from './testing/sample';

const list = '/v1.0/security/alerts_v2';
let token: string;
eachTestHasItsSample(async () => {
	token = await sample.appToken(ids.contoso, graphScope);
});

const query = (options: Record<string, string>) => `${list}?${new URLSearchParams(options).toString()}`;
const at = (second: number, fraction = '') =>
	`2026-01-05T08:00:${String(second).padStart(2, '0')}${fraction}Z`;

describe('filter', () => {
	beforeEach(() => {
		const { contoso } = sample;
		contoso.addAlert({
			id: 'a',
			severity: 'high',
			createdDateTime: at(1),
			lastUpdateDateTime: at(10, '.1234567'),
		});
		contoso.addAlert({
			id: 'b',
			severity: 'low',
			createdDateTime: at(2),
			lastUpdateDateTime: at(10, '.1234568'),
			assignedTo: "o'hara@contoso.example",
		});
		contoso.addAlert({
			id: 'c',
			status: 'resolved',
			createdDateTime: at(3),
			lastUpdateDateTime: at(10, '.12'),
			device: null,
			user: null,
			moreEvidence: [
				{ kind: 'user', userAccount: { userPrincipalName: 'dana@contoso.example' } },
				{ kind: 'mailbox', primaryAddress: 'dana@contoso.example' },
			],
		});
	});

	test.each([
		["severity eq 'high'", ['a']],
		["severity ne 'high'", ['c', 'b']],
		['lastUpdateDateTime gt 2026-01-05T08:00:10.1234567Z', ['b']],
		['lastUpdateDateTime ge 2026-01-05T08:00:10.1234567Z', ['b', 'a']],
		['lastUpdateDateTime lt 2026-01-05T08:00:10.1200001Z', ['c']],
		['createdDateTime le 2026-01-05T09:00:01+01:00', ['a']],
		["assignedTo eq 'o''hara@contoso.example'", ['b']],
		['assignedTo eq null', ['c', 'a']],
		["severity eq 'high' or severity eq 'low' and status eq 'resolved'", ['a']],
		["(severity eq 'high' or severity eq 'low') and status eq 'new'", ['b', 'a']],
		["not (status eq 'resolved')", ['b', 'a']],
		[
			"evidence/any(e: e/microsoft.graph.security.deviceEvidence/deviceDnsName eq 'pc7.contoso.example')",
			['b', 'a'],
		],
		[
			"evidence/any(e: e/microsoft.graph.security.userEvidence/userAccount/userPrincipalName eq 'dana@contoso.example')",
			['c'],
		],
		[
			"evidence/any(e: e/microsoft.graph.security.mailboxEvidence/primaryAddress eq 'dana@contoso.example')",
			['c'],
		],
	])('%s', async (filter, expected) => {
		const answer = await sample.graph(query({ $filter: filter }), token);
		expect(alertIds(answer)).toEqual(expected);
	});

	test.each([
		'',
		'severity',
		"severity = 'high'",
		"severity EQ 'high'",
		'severity eq high',
		"severity eq 'High'",
		"severity gt 'low'",
		"severity in ('high','low')",
		"title eq 'x'",
		"investigationState eq 'running'",
		"contains(severity,'h')",
		"__proto__ eq 'x'",
		"toString eq 'x'",
		"lastUpdateDateTime ge '2026-01-05T08:00:00Z'",
		'lastUpdateDateTime ge 2026-01-05',
		'lastUpdateDateTime ge 2026-01-05T08:00:00',
		'lastUpdateDateTime ge 2026-01-05T08:00:00.12345678Z',
		'lastUpdateDateTime ge 2026-13-05T08:00:00Z',
		"severity eq 'high' and",
		"(severity eq 'high'",
		"severity eq 'high')",
		"severity eq 'high' severity eq 'low'",
		"assignedTo eq 'o'hara'",
		"evidence/any(e: x/microsoft.graph.security.deviceEvidence/deviceDnsName eq 'x')",
		"evidence/any(e: e/url eq 'x')",
		"evidence/any(e: e/microsoft.graph.security.userEvidence/userPrincipalName eq 'x')",
		"evidence/any(e: e/microsoft.graph.security.mailboxEvidence/address eq 'x')",
		"categories eq 'Execution'",
		"systemTags/any(t: t eq 'x')",
	])('400 for %s', async (filter) => {
		const answer = await sample.graph(query({ $filter: filter }), token);
		expect(answer.status).toBe(400);
		expect(answer.json).toMatchObject({ error: { code: 'BadRequest', innerError: expect.anything() } });
	});
});
