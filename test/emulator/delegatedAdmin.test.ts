import { eachTestHasItsSample, sample } from './testing/ownSample';
import { graphScope, ids, nextLinkOf, rowsOf } from './testing/sample';

const customers = '/v1.0/tenantRelationships/delegatedAdminCustomers';
const relationships = '/v1.0/tenantRelationships/delegatedAdminRelationships';
const customerIds = { contoso: ids.contoso, elsewhere: '80000000-0000-4000-8000-000000000008' };
const numbered = (index: number) => `70000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

let token: string;
eachTestHasItsSample(async () => {
	sample.home.consent(ids.app, { application: ['DelegatedAdminRelationship.Read.All'] });
	token = await sample.appToken(ids.home, graphScope);
});

test("lists the partner's customers, known to the emulator or not", async () => {
	sample.home.addDelegatedAdminCustomer({ tenantId: customerIds.contoso, displayName: 'Contoso' });
	sample.home.addDelegatedAdminCustomer({ tenantId: customerIds.elsewhere, displayName: 'Elsewhere' });
	const answer = await sample.graph(customers, token);
	expect(answer.json).toMatchObject({
		'@odata.context':
			'https://graph.microsoft.com/v1.0/tenantRelationships/$metadata#delegatedAdminCustomers',
		value: [
			{ id: customerIds.contoso, tenantId: customerIds.contoso, displayName: 'Contoso' },
			{ id: customerIds.elsewhere, tenantId: customerIds.elsewhere, displayName: 'Elsewhere' },
		],
	});
	sample.home.removeDelegatedAdminCustomer(customerIds.contoso);
	expect(rowsOf(await sample.graph(customers, token))).toHaveLength(1);
	expect(rowsOf(await sample.graph(relationships, token))).toHaveLength(1);
});

test('a relationship is active for two years unless the test says otherwise', async () => {
	const tenantId = customerIds.contoso;
	sample.home.addDelegatedAdminCustomer({ tenantId, displayName: 'Contoso' });
	sample.home.addDelegatedAdminCustomer({
		tenantId,
		displayName: 'Contoso',
		relationship: { status: 'expired', endDateTime: '2026-01-05T00:00:00Z', autoExtendDuration: 'PT0S' },
	});
	expect(rowsOf(await sample.graph(relationships, token))).toMatchObject([
		{
			id: expect.stringContaining(`-${ids.home}`),
			displayName: 'Contoso relationship',
			status: 'active',
			duration: 'P730D',
			autoExtendDuration: 'P180D',
			activatedDateTime: new Date(sample.clock.now).toISOString(),
			endDateTime: new Date(sample.clock.now + 730 * 86_400_000).toISOString(),
			customer: { tenantId, displayName: 'Contoso' },
			accessDetails: { unifiedRoles: [{ roleDefinitionId: expect.any(String) }] },
		},
		{ status: 'expired', endDateTime: '2026-01-05T00:00:00Z', autoExtendDuration: 'PT0S' },
	]);
	expect(rowsOf(await sample.graph(customers, token))).toHaveLength(1);
});

test('a customer without relationship, and an invitation that names no customer yet', async () => {
	sample.home.addDelegatedAdminCustomer({ tenantId: numbered(1), displayName: 'A', relationship: null });
	sample.home.addDelegatedAdminCustomer({
		tenantId: numbered(2),
		displayName: 'B',
		relationship: {
			status: 'approvalPending',
			customer: null,
			activatedDateTime: null,
			endDateTime: null,
		},
	});
	expect(rowsOf(await sample.graph(customers, token))).toHaveLength(2);
	expect(rowsOf(await sample.graph(relationships, token))).toMatchObject([
		{ status: 'approvalPending', customer: null, endDateTime: null },
	]);
});

test.each([
	[customers, '', [100, 100, 100, 5]],
	[customers, '?$top=300', [300, 5]],
	[relationships, '?$top=200', [200, 105]],
])('%s%s in pages by nextLink', async (path, query, sizes) => {
	for (let index = 0; index < 305; index += 1) {
		sample.home.addDelegatedAdminCustomer({ tenantId: numbered(index), displayName: `Customer ${index}` });
	}
	const seen: number[] = [];
	let next: string | undefined = `${path}${query}`;
	while (next !== undefined) {
		const answer = await sample.graph(next, token);
		seen.push(rowsOf(answer).length);
		next = nextLinkOf(answer)?.slice(sample.emulator.graphUrl.length);
	}
	expect(seen).toEqual(sizes);
});

test('$filter by status or customer, $count; other options and larger pages are 400', async () => {
	sample.home.addDelegatedAdminCustomer({ tenantId: numbered(1), displayName: 'A' });
	const relationship = { status: 'terminated' } as const;
	sample.home.addDelegatedAdminCustomer({ tenantId: numbered(2), displayName: 'B', relationship });
	const ask = (options: Record<string, string>) =>
		sample.graph(`${relationships}?${new URLSearchParams(options).toString()}`, token);
	const found = await ask({ $filter: "status eq 'active'", $count: 'true' });
	expect(found.json).toMatchObject({ '@odata.count': 1, value: [{ customer: { displayName: 'A' } }] });
	const ofCustomer = await ask({ $filter: `customer/tenantId eq '${numbered(2)}'` });
	expect(rowsOf(ofCustomer)).toMatchObject([{ status: 'terminated' }]);
	for (const options of [{ $top: '301' }, { $skip: '1' }, { $filter: "status eq 'Active'" }]) {
		expect((await ask(options as never)).status).toBe(400);
	}
});

test("each tenant lists its own customers; another tenant's alert permission is not enough", async () => {
	sample.home.addDelegatedAdminCustomer({ tenantId: customerIds.contoso, displayName: 'Contoso' });
	const alertReader = await sample.appToken(ids.contoso, graphScope);
	const answer = await sample.graph(customers, alertReader);
	expect(answer.status).toBe(403);
	expect(answer.json).toMatchObject({
		error: {
			code: 'Forbidden',
			message: expect.stringContaining('DelegatedAdminRelationship.Read.All'),
		},
	});
	sample.contoso.consent(ids.app, { application: ['DelegatedAdminRelationship.Read.All'] });
	const other = await sample.appToken(ids.contoso, graphScope);
	expect(rowsOf(await sample.graph(customers, other))).toEqual([]);
	expect((await sample.graph('/v1.0/security/alerts_v2', token)).status).toBe(403);
});
