import type { Failure } from './failure';
import type { Result } from './result';
import { fail, succeed } from './result';

/** The services we talk to, each with its own hosts and its own token audience. */
export type Service = 'graph' | 'defender';

export type CloudName = 'global' | 'gcc' | 'gccHigh' | 'dod' | 'china' | 'custom';

export interface Cloud {
	name: CloudName;
	displayName: string;
	/** Origin of the Entra ID endpoints. */
	loginUrl: string;
	/** Origin of the portal, for links; empty where none is known. */
	portalUrl: string;
	graph: ApiHost;
	/** Absent where Microsoft offers no Defender for Endpoint API. */
	defender?: ApiHost;
}

export interface ApiHost {
	/** Origin that requests start from. */
	url: string;
	/** App ID URI of the API; tokens are asked for `<audience>/.default`. */
	audience: string;
	/** The API's application id, which newer tokens carry as `aud` instead. */
	appId: string;
	/** Sibling hosts that the service itself names in `@odata.nextLink`. */
	siblings?: RegExp;
}

const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';
const DEFENDER_APP_ID = 'fc780465-2017-40d4-a0c5-307022471b92';

/** The fixed clouds. Source: Entra "national clouds", Graph "deployments", Defender for Endpoint "gov" pages. */
export const CLOUDS: Readonly<Record<Exclude<CloudName, 'custom'>, Cloud>> = Object.freeze({
	global: {
		name: 'global',
		displayName: 'Global',
		loginUrl: 'https://login.microsoftonline.com',
		portalUrl: 'https://security.microsoft.com',
		graph: {
			url: 'https://graph.microsoft.com',
			audience: 'https://graph.microsoft.com',
			appId: GRAPH_APP_ID,
		},
		defender: {
			url: 'https://api.securitycenter.microsoft.com',
			audience: 'https://api.securitycenter.microsoft.com',
			appId: DEFENDER_APP_ID,
			siblings: /^(api(-[a-z0-9]+)?\.securitycenter|([a-z]+\.)?api\.security)\.microsoft\.com$/,
		},
	},
	gcc: {
		name: 'gcc',
		displayName: 'US Government GCC',
		loginUrl: 'https://login.microsoftonline.com',
		portalUrl: 'https://security.microsoft.com',
		graph: {
			url: 'https://graph.microsoft.com',
			audience: 'https://graph.microsoft.com',
			appId: GRAPH_APP_ID,
		},
		defender: {
			url: 'https://api-gcc.securitycenter.microsoft.us',
			audience: 'https://api-gcc.securitycenter.microsoft.us',
			appId: DEFENDER_APP_ID,
		},
	},
	gccHigh: {
		name: 'gccHigh',
		displayName: 'US Government GCC High',
		loginUrl: 'https://login.microsoftonline.us',
		portalUrl: 'https://security.microsoft.us',
		graph: {
			url: 'https://graph.microsoft.us',
			audience: 'https://graph.microsoft.us',
			appId: GRAPH_APP_ID,
		},
		defender: {
			url: 'https://api-gov.securitycenter.microsoft.us',
			audience: 'https://api-gov.securitycenter.microsoft.us',
			appId: DEFENDER_APP_ID,
		},
	},
	dod: {
		name: 'dod',
		displayName: 'US Government DoD',
		loginUrl: 'https://login.microsoftonline.us',
		portalUrl: 'https://security.apps.mil',
		graph: {
			url: 'https://dod-graph.microsoft.us',
			audience: 'https://dod-graph.microsoft.us',
			appId: GRAPH_APP_ID,
		},
		defender: {
			url: 'https://api-gov.securitycenter.microsoft.us',
			audience: 'https://api-gov.securitycenter.microsoft.us',
			appId: DEFENDER_APP_ID,
		},
	},
	china: {
		name: 'china',
		displayName: 'China (21Vianet)',
		loginUrl: 'https://login.partner.microsoftonline.cn',
		portalUrl: '',
		graph: {
			url: 'https://microsoftgraph.chinacloudapi.cn',
			audience: 'https://microsoftgraph.chinacloudapi.cn',
			appId: GRAPH_APP_ID,
		},
	},
} as const);

/** What the user typed for cloud `custom`: own hosts in front of, or in place of, Microsoft's. */
export interface CustomHosts {
	loginUrl: string;
	graphUrl: string;
	defenderUrl: string;
	portalUrl: string;
}

/** A cloud of own hosts. The audiences stay those of the global cloud, because a proxy does not change who reads the token. */
export function customCloud({ loginUrl, graphUrl, defenderUrl, portalUrl }: CustomHosts): Cloud {
	const { graph, defender } = CLOUDS.global;
	return {
		name: 'custom',
		displayName: 'Custom',
		loginUrl: origin(loginUrl),
		portalUrl: portalUrl === '' ? CLOUDS.global.portalUrl : origin(portalUrl),
		graph: { ...graph, url: origin(graphUrl) },
		...(defender && {
			defender: { url: origin(defenderUrl), audience: defender.audience, appId: defender.appId },
		}),
	};
}

const LOOPBACK = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;

/** Whether a host name means this machine, the only one that plain http may go to. */
export const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname);

const origin = (url: string): string => new URL(url).origin;

const SERVICE_TITLES: Readonly<Record<Service, string>> = {
	graph: 'Microsoft Graph',
	defender: 'Defender for Endpoint',
};

/** The service's name for people. */
export const serviceTitle = (service: Service): string => SERVICE_TITLES[service];

/** Where the cloud offers the service, or the failure that it does not. */
export function apiHost(cloud: Cloud, service: Service): Result<ApiHost, Failure> {
	const host = cloud[service];
	if (host !== undefined) return succeed(host);
	return fail({
		kind: 'wrongCloud',
		appliesTo: 'all',
		transient: false,
		cause: `Microsoft offers no ${serviceTitle(service)} API in cloud '${cloud.displayName}'.`,
		remedy: "Choose another 'Source' in the node, or another 'Cloud' in the credential.",
	});
}
