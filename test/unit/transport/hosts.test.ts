import fc from 'fast-check';

import type { Cloud, Service } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import { CLOUDS } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import { apiGet } from '../../../nodes/MicrosoftDefenderMssp/transport/apiRequest';
import { checkHost } from '../../../nodes/MicrosoftDefenderMssp/transport/hosts';
import { answer, authorizationOf, callOf, connectionOf, ownCloud, wire } from './builders';

const { global, gcc, gccHigh, china } = CLOUDS;
const passes = (url: string, service: Service = 'graph', cloud: Cloud = global) =>
	checkHost(url, service, cloud).ok;

describe('checkHost lets through', () => {
	it.each<[string, Service, string]>([
		['the Graph host', 'graph', 'https://graph.microsoft.com/v1.0/security/alerts_v2'],
		['a nextLink with a token', 'graph', 'https://graph.microsoft.com/v1.0/x?$skiptoken=a%2Fb'],
		['the host in capitals', 'graph', 'https://GRAPH.Microsoft.COM/v1.0'],
		['the default port written out', 'graph', 'https://graph.microsoft.com:443/v1.0'],
		['the Defender host', 'defender', 'https://api.securitycenter.microsoft.com/api/alerts'],
		['a Defender geo host', 'defender', 'https://api-eu.securitycenter.microsoft.com/api/alerts'],
		['a numbered Defender geo host', 'defender', 'https://api-us3.securitycenter.microsoft.com/api/alerts'],
		['the unified Defender host', 'defender', 'https://api.security.microsoft.com/api/alerts'],
		['a unified geo host', 'defender', 'https://eu.api.security.microsoft.com/api/alerts'],
	])('%s', (_what, service, url) => {
		expect(passes(url, service)).toBe(true);
	});

	it('own hosts of cloud custom, over http only on this machine', () => {
		expect(passes('http://127.0.0.1:7002/v1.0', 'graph', ownCloud())).toBe(true);
		expect(passes('http://localhost:7003/api', 'defender', ownCloud())).toBe(true);
		const ipv6 = ownCloud({ graphUrl: 'http://[::1]:7002' });
		expect(passes('http://[::1]:7002/v1.0', 'graph', ipv6)).toBe(true);
		const proxied = ownCloud({ graphUrl: 'https://graph.proxy.example' });
		expect(passes('https://graph.proxy.example/v1.0', 'graph', proxied)).toBe(true);
	});
});

describe('checkHost stops', () => {
	it.each([
		['plain http', 'http://graph.microsoft.com/v1.0'],
		['another scheme', 'ftp://graph.microsoft.com/v1.0'],
		['a suffix of another owner', 'https://graph.microsoft.com.evil.example/v1.0'],
		['a prefix of another owner', 'https://evil-graph.microsoft.com/v1.0'],
		['a subdomain', 'https://evil.graph.microsoft.com/v1.0'],
		['the host as user name', 'https://graph.microsoft.com@evil.example/v1.0'],
		['the host as user name and password', 'https://graph.microsoft.com:443@evil.example/v1.0'],
		['a user name in front of the host', 'https://user@graph.microsoft.com/v1.0'],
		['a password in front of the host', 'https://:secret@graph.microsoft.com/v1.0'],
		['another port', 'https://graph.microsoft.com:8443/v1.0'],
		['a trailing dot', 'https://graph.microsoft.com./v1.0'],
		['a punycode look-alike', 'https://xn--grph-6qa.microsoft.com/v1.0'],
		['a Cyrillic look-alike', 'https://graph.microsоft.com/v1.0'],
		['a backslash before the other host', 'https://evil.example\\@graph.microsoft.com/v1.0'],
		['the host in the path', 'https://evil.example/graph.microsoft.com'],
		['the host in the query', 'https://evil.example?https://graph.microsoft.com'],
		['the Defender host, which wants another token', 'https://api.securitycenter.microsoft.com/api/alerts'],
		['the login host', 'https://login.microsoftonline.com/x'],
		['a relative address', '/v1.0/security/alerts_v2'],
		['an address without a scheme', '//graph.microsoft.com/v1.0'],
		['no address', ''],
		['loopback in a Microsoft cloud', 'http://127.0.0.1/v1.0'],
	])('%s', (_what, url) => {
		expect(checkHost(url, 'graph', global)).toMatchObject({
			ok: false,
			failure: { kind: 'hostNotAllowed', transient: false },
		});
	});

	it.each([
		'https://evil-api.security.microsoft.com/api/alerts',
		'https://api.security.microsoft.com.evil.example/api/alerts',
		'https://evilapi.security.microsoft.com/api/alerts',
		'https://a.b.api.security.microsoft.com/api/alerts',
		'https://api-.securitycenter.microsoft.com/api/alerts',
		'https://api-eu.securitycenter.microsoft.com:444/api/alerts',
		'https://api-eu.securitycenter.microsoft.com./api/alerts',
		'https://apiXsecuritycenter.microsoft.com/api/alerts',
		'https://api.securitycenter.microsoft.us/api/alerts',
		'https://securitycenter.microsoft.com/api/alerts',
		'http://api-eu.securitycenter.microsoft.com/api/alerts',
		'https://graph.microsoft.com/v1.0',
	])('a Defender token from going to %s', (url) => {
		expect(passes(url, 'defender')).toBe(false);
	});

	it('a token of one cloud from going to a host of another', () => {
		expect(passes('https://graph.microsoft.com/v1.0', 'graph', gccHigh)).toBe(false);
		expect(passes('https://graph.microsoft.us/v1.0', 'graph', global)).toBe(false);
		expect(passes('https://api-gov.securitycenter.microsoft.us/api', 'defender', gcc)).toBe(false);
	});

	it.each([
		['http to a host that is not this machine', 'http://proxy.example', 'http://proxy.example/v1.0'],
		[
			'http to a name that begins like this machine',
			'http://localhost.evil.example',
			'http://localhost.evil.example/',
		],
		['http to a number that is not loopback', 'http://128.0.0.1', 'http://128.0.0.1/'],
		['another loopback port than configured', 'http://127.0.0.1:7002', 'http://127.0.0.1:7999/'],
		['another loopback name than configured', 'http://127.0.0.1:7002', 'http://localhost:7002/'],
		["Microsoft's host when another is configured", 'https://proxy.example', 'https://graph.microsoft.com/'],
	])('in cloud custom %s', (_what, graphUrl, url) => {
		expect(passes(url, 'graph', ownCloud({ graphUrl }))).toBe(false);
	});

	it("Microsoft's geo hosts in cloud custom", () => {
		const cloud = ownCloud({ defenderUrl: 'https://api.securitycenter.microsoft.com' });
		expect(passes('https://api-eu.securitycenter.microsoft.com/api', 'defender', cloud)).toBe(false);
	});

	it('a service that the cloud does not have, and says so', () => {
		expect(checkHost('https://api.securitycenter.microsoft.com/api', 'defender', china)).toMatchObject({
			ok: false,
			failure: { kind: 'wrongCloud' },
		});
	});

	it('with a text that names the host but nothing of the address behind it', () => {
		const checked = checkHost('https://evil.example/path?sig=secret', 'graph', global);
		expect(checked.ok ? '' : JSON.stringify(checked.failure)).toContain('evil.example');
		expect(checked.ok ? '' : JSON.stringify(checked.failure)).not.toContain('secret');
	});
});

/** Written down again here, on purpose not taken from the table of clouds. */
const ALLOWED: Record<string, (host: string) => boolean> = {
	'global graph': (host) => host === 'graph.microsoft.com',
	'global defender': (host) =>
		host === 'api.securitycenter.microsoft.com' ||
		host === 'api.security.microsoft.com' ||
		(host.startsWith('api-') && host.endsWith('.securitycenter.microsoft.com')) ||
		(host.split('.').length === 5 && host.endsWith('.api.security.microsoft.com')),
	'gcc graph': (host) => host === 'graph.microsoft.com',
	'gcc defender': (host) => host === 'api-gcc.securitycenter.microsoft.us',
	'gccHigh graph': (host) => host === 'graph.microsoft.us',
	'gccHigh defender': (host) => host === 'api-gov.securitycenter.microsoft.us',
	'dod graph': (host) => host === 'dod-graph.microsoft.us',
	'dod defender': (host) => host === 'api-gov.securitycenter.microsoft.us',
	'china graph': (host) => host === 'microsoftgraph.chinacloudapi.cn',
	'china defender': () => false,
};

const hosts = Object.values(CLOUDS).flatMap(({ graph, defender }) => [graph.url, defender?.url ?? graph.url]);
const marks =
	'https:// http:// evil.example . @ : :443 :8443 / \\ # ? %2e - api api- eu. .microsoft.com xn--'.split(' ');
/** Blanks that URL readers drop, look-alikes that they fold, and a mark that turns the writing around. */
const odd = [' ', '\t', '\n', '\u3002', '\uff47', '\u202e'];
const piece = fc.oneof(
	fc.constantFrom(...hosts, ...hosts.map((host) => host.replace('https://', '')), ...marks, ...odd),
	fc.string({ maxLength: 4 }),
	fc.domain(),
);
const tricky = fc.oneof(
	fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')),
	fc.array(piece, { maxLength: 5 }).map((pieces) => `https://${pieces.join('')}`),
	fc.tuple(fc.constantFrom(...hosts), fc.string()).map(([host, rest]) => `${host}/${rest}`),
	fc.tuple(fc.constantFrom(...hosts), piece).map(([host, rest]) => `${host}${rest}`),
	fc.webUrl(),
);

describe('the one door through which bearer tokens leave', () => {
	it('sends no bearer outside the hosts of its cloud and service, whatever address it is given', async () => {
		const cloud = fc.constantFrom(...Object.values(CLOUDS));
		const service = fc.constantFrom<Service>('graph', 'defender');
		await fc.assert(
			fc.asyncProperty(tricky, cloud, service, async (url, of, to) => {
				const network = wire(answer(200, {}));
				await apiGet(url, callOf(connectionOf(network, { cloud: of }), { service: to }));
				for (const request of network.sent) {
					const { protocol, hostname, port, username, password } = new URL(request.url);
					expect({ protocol, port, username, password }).toEqual({
						protocol: 'https:',
						port: '',
						username: '',
						password: '',
					});
					expect(ALLOWED[`${of.name} ${to}`]?.(hostname)).toBe(true);
					expect(authorizationOf(request)).toBeDefined();
				}
			}),
			{ numRuns: 2000 },
		);
	});

	it('is reached by the addresses that property tries, so that it proves something', () => {
		const tried = fc.sample(tricky, { numRuns: 2000, seed: 7 });
		expect(tried.filter((url) => passes(url)).length).toBeGreaterThan(50);
	});
});
