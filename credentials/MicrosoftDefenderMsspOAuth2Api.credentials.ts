import type { ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

import type { Cloud } from '../nodes/MicrosoftDefenderMssp/core/clouds';
import { CLOUDS } from '../nodes/MicrosoftDefenderMssp/core/clouds';
import {
	cloudExpression,
	cloudFields,
	tenantField,
} from '../nodes/MicrosoftDefenderMssp/descriptions/cloudFields';
import { SOURCES } from '../nodes/MicrosoftDefenderMssp/sources';

const loginUrl = cloudExpression('$self', 'loginUrl', (cloud) => cloud.loginUrl);
const endpoint = (name: string) =>
	`={{ (${loginUrl}) + "/" + $self["tenantId"].trim() + "/oauth2/v2.0/${name}" }}`;

const graphScope = (cloud: Cloud) => `${cloud.graph.audience}/${SOURCES.graphAlerts.permission.delegated}`;
const defenderScope = ({ defender }: Cloud) =>
	defender && `${defender.audience}/${SOURCES.defenderAlerts.permission.delegated}`;
const bothScopes = (cloud: Cloud) => [graphScope(cloud), defenderScope(cloud)].filter(Boolean).join(' ');

/** Whether the sign-in is for the Defender API; where a cloud has none it is for Graph. */
const isForDefender = ['$credentials["access"] === "defender"']
	.concat(
		Object.values(CLOUDS)
			.filter(({ defender }) => defender === undefined)
			.map(({ name }) => `$credentials["cloud"] !== "${name}"`),
	)
	.join(' && ');

/** Custom hosts keep the audiences of the global cloud, see `customCloud`. */
const byCloud = (pick: (cloud: Cloud) => string): string =>
	Object.values(CLOUDS).reduce(
		(otherwise, cloud) => `$self["cloud"] === "${cloud.name}" ? "${pick(cloud)}" : (${otherwise})`,
		`"${pick(CLOUDS.global)}"`,
	);

/** A user signs in to the customer's tenant; n8n exchanges the code, and stores and renews the tokens. */
export class MicrosoftDefenderMsspOAuth2Api implements ICredentialType {
	name = 'microsoftDefenderMsspOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Microsoft Defender MSSP OAuth2 API';

	icon = {
		light: 'file:../icons/defenderMssp.svg',
		dark: 'file:../icons/defenderMssp.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-microsoft-defender-mssp/n8n-nodes-microsoft-defender-mssp#signed-in-user';

	properties: INodeProperties[] = [
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'authorizationCode' },
		{ displayName: 'Use PKCE', name: 'usePkce', type: 'hidden', default: true },
		{ displayName: 'Authorization URL', name: 'authUrl', type: 'hidden', default: endpoint('authorize') },
		{ displayName: 'Access Token URL', name: 'accessTokenUrl', type: 'hidden', default: endpoint('token') },
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			// The browser may hold a session of another customer's account, so always ask which one to use.
			default: 'response_mode=query&prompt=select_account',
		},
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			// The first API named here is the one that n8n's stored access token is for: n8n sends no scope with the code.
			default: `={{ "openid profile offline_access " + ($self["access"] === "defender" ? (${byCloud((cloud) => defenderScope(cloud) ?? graphScope(cloud))}) : $self["access"] === "both" ? (${byCloud(bothScopes)}) : (${byCloud(graphScope)})) }}`,
		},
		...cloudFields,
		{
			...tenantField,
			description: "GUID or domain of the customer's tenant, where the user signs in",
		},
		{
			displayName: 'Access To',
			name: 'access',
			type: 'options',
			options: [
				{
					name: 'Microsoft Graph',
					value: 'graph',
					description: "For source 'Alerts (Microsoft Graph)'",
				},
				{
					name: 'Defender for Endpoint',
					value: 'defender',
					description: "For source 'Alerts (Defender for Endpoint)'",
				},
				{
					name: 'Both',
					value: 'both',
					description: 'The customer needs a Defender for Endpoint subscription to sign in',
				},
			],
			default: 'graph',
			description: 'What the user is asked to allow when connecting: reading alerts through this API',
		},
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ ${isForDefender} ? (${cloudExpression('$credentials', 'defenderUrl', ({ defender }) => defender?.url ?? '')}) : (${cloudExpression('$credentials', 'graphUrl', ({ graph }) => graph.url)}) }}`,
			url: `={{ ${isForDefender} ? "/api/alerts?$top=1" : "/v1.0/security/alerts_v2?$top=1" }}`,
		},
	};
}
