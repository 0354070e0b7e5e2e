import type { INodeProperties } from 'n8n-workflow';

import { consentLink } from '../../auth/entraAdvice';
import { apiHost } from '../../core/clouds';
import { configurationFailure } from '../../core/failure';
import { text } from '../../core/json';
import { fail, succeed } from '../../core/result';
import { triggerSourceProperty } from '../../descriptions/source';
import { actionTenantProperties } from '../../descriptions/tenants';
import { readSource } from '../../sources';
import type { Operation } from '../operation';

const properties: INodeProperties[] = [
	triggerSourceProperty,
	...actionTenantProperties,
	{
		displayName: 'Redirect URL',
		name: 'redirectUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://n8n.example.com/webhook/consented',
		description:
			'Where the administrator is sent afterwards. It must be a redirect URL of the app registration.',
	},
	{
		displayName: 'State',
		name: 'state',
		type: 'string',
		default: '',
		placeholder: 'e.g. ticket-4711',
		description:
			'Comes back with the redirect, so that you know whose consent it is. Do not trust the tenant in the redirect: check it with Check Access.',
	},
];

/** Tenant: Get Consent Link. */
export const getConsentLink: Operation = {
	option: {
		name: 'Get Consent Link',
		action: 'Get the consent link of a tenant',
		description: "Get the link with which the customer's administrator allows your app",
	},
	properties,
	endpoints: [],
	prepare(parameters) {
		const source = readSource(parameters.get('source'));
		if (!source.ok) return source;
		const redirectUrl = text(parameters.get('redirectUrl'))?.trim() ?? '';
		if (!URL.canParse(redirectUrl)) {
			return fail(
				configurationFailure(
					"'Redirect URL' is no address.",
					'Enter one of the redirect URLs of the app registration.',
				),
			);
		}
		const state = text(parameters.get('state'));
		return succeed({
			work: ({ cloud, clientId }, tenant) => {
				const host = apiHost(cloud, source.value.service);
				if (!host.ok) return Promise.resolve(host);
				const { loginUrl } = cloud;
				const { audience } = host.value;
				const link = consentLink({ loginUrl, tenantId: tenant.id, clientId, audience, redirectUrl, state });
				return Promise.resolve(succeed([{ tenant, link }]));
			},
		});
	},
};
