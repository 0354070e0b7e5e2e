import { createDirectEmulator } from './index';
import { ids } from './testing/sample';

test('20,000 calls of one moment are all counted, and quickly', async () => {
	const direct = createDirectEmulator({ now: () => 0, maxRecordedRequests: 0 });
	const tenant = direct.addTenant({ id: ids.contoso, displayName: 'Contoso', domains: ['contoso.example'] });
	tenant.graph.requestsPerMinute = 1_000_000;
	const headers = { authorization: `Bearer direct:${ids.contoso}` };
	const url = `${direct.graphUrl}/v1.0/security/alerts_v2`;
	for (let call = 0; call < 20_000; call += 1) await direct.request({ url, headers });
	tenant.graph.requestsPerMinute = 20_000;
	expect(await direct.request({ url, headers })).toMatchObject({ status: 429 });
});
