import type { CloudName } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import { apiHost, CLOUDS, customCloud, serviceTitle } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';

const clouds = Object.values(CLOUDS);
const own = {
	loginUrl: 'https://login.proxy.example/',
	graphUrl: 'https://graph.proxy.example:8443',
	defenderUrl: 'http://127.0.0.1:9000/',
	portalUrl: 'https://portal.proxy.example',
};

describe('the table of clouds', () => {
	// Entra "national clouds", Graph "deployments", Defender for Endpoint "gov".
	it.each<[CloudName, string, string, string | undefined]>([
		['global', 'login.microsoftonline.com', 'graph.microsoft.com', 'api.securitycenter.microsoft.com'],
		['gcc', 'login.microsoftonline.com', 'graph.microsoft.com', 'api-gcc.securitycenter.microsoft.us'],
		['gccHigh', 'login.microsoftonline.us', 'graph.microsoft.us', 'api-gov.securitycenter.microsoft.us'],
		['dod', 'login.microsoftonline.us', 'dod-graph.microsoft.us', 'api-gov.securitycenter.microsoft.us'],
		['china', 'login.partner.microsoftonline.cn', 'microsoftgraph.chinacloudapi.cn', undefined],
	])('has the hosts that Microsoft documents for %s', (name, login, graph, defender) => {
		const cloud = clouds.find((entry) => entry.name === name);
		expect(cloud?.loginUrl).toBe(`https://${login}`);
		expect(cloud?.graph.url).toBe(`https://${graph}`);
		expect(cloud?.defender?.url).toBe(defender && `https://${defender}`);
	});

	it.each(clouds.map((cloud) => [cloud.name, cloud] as const))(
		'gives %s origins over https only, and asks each API for its own audience',
		(_name, { loginUrl, portalUrl, graph, defender }) => {
			const hosts = [graph, ...(defender === undefined ? [] : [defender])];
			for (const url of [loginUrl, ...hosts.map((host) => host.url)]) {
				expect(new URL(url).origin).toBe(url);
				expect(url).toMatch(/^https:/);
			}
			expect(portalUrl === '' || new URL(portalUrl).origin === portalUrl).toBe(true);
			expect(hosts.map(({ audience }) => audience)).toEqual(hosts.map(({ url }) => url));
		},
	);

	it('names every cloud by its own key', () => {
		expect(Object.entries(CLOUDS).map(([key, { name }]) => [key, name])).toEqual(
			Object.keys(CLOUDS).map((key) => [key, key]),
		);
	});
});

describe('customCloud', () => {
	it('takes the hosts typed in and keeps the audiences of Microsoft, because they name who reads the token', () => {
		const cloud = customCloud(own);
		expect(cloud).toMatchObject({
			name: 'custom',
			loginUrl: 'https://login.proxy.example',
			portalUrl: 'https://portal.proxy.example',
			graph: { url: 'https://graph.proxy.example:8443', audience: 'https://graph.microsoft.com' },
			defender: { url: 'http://127.0.0.1:9000', audience: 'https://api.securitycenter.microsoft.com' },
		});
	});

	it("lets none of Microsoft's sibling hosts through beside the hosts typed in", () => {
		const { graph, defender } = customCloud(own);
		expect([graph.siblings, defender?.siblings]).toEqual([undefined, undefined]);
	});

	it("links to Microsoft's portal when no portal is typed in", () => {
		expect(customCloud({ ...own, portalUrl: '' }).portalUrl).toBe('https://security.microsoft.com');
	});
});

describe('apiHost', () => {
	it('gives the host where the cloud offers the service', () => {
		expect(apiHost(CLOUDS.gccHigh, 'graph')).toEqual({ ok: true, value: CLOUDS.gccHigh.graph });
	});

	it('says which API and which cloud do not go together', () => {
		const host = apiHost(CLOUDS.china, 'defender');
		expect(host).toMatchObject({ ok: false, failure: { kind: 'wrongCloud', transient: false } });
		expect(host.ok ? '' : host.failure.cause).toContain(serviceTitle('defender'));
		expect(host.ok ? '' : host.failure.cause).toContain('China');
	});
});
