import type { INodeProperties } from 'n8n-workflow';

import { configurationFailure } from '../../core/failure';
import { knownKey } from '../../core/knownWords';
import { PORTAL_PAGES, portalLink } from '../../core/links';
import { requiredText } from '../../core/textFields';
import { fail, succeed } from '../../core/result';
import { actionTenantProperties } from '../../descriptions/tenants';
import type { Operation } from '../operation';

const properties: INodeProperties[] = [
	...actionTenantProperties,
	{
		displayName: 'Page',
		name: 'page',
		type: 'options',
		options: [
			{ name: 'Alert', value: 'alert' },
			{ name: 'Device', value: 'device' },
			{ name: 'Home', value: 'home' },
			{ name: 'Incident', value: 'incident' },
		],
		default: 'home',
		description: "Page of the Defender portal, opened in the customer's tenant",
	},
	{
		displayName: 'ID',
		name: 'objectId',
		type: 'string',
		default: '',
		required: true,
		displayOptions: { show: { page: ['alert', 'device', 'incident'] } },
		description: 'ID of the alert, device or incident',
	},
];

/** Tenant: Get Portal Link. */
export const getPortalLink: Operation = {
	option: {
		name: 'Get Portal Link',
		action: 'Get a portal link of a tenant',
		description: "Get a link to the Defender portal that opens in the customer's tenant",
	},
	properties,
	endpoints: [],
	prepare(parameters) {
		const known = knownKey(parameters.get('page'), 'Page', PORTAL_PAGES);
		if (!known.ok) return known;
		const page = known.value;
		const id =
			page === 'home'
				? succeed('')
				: requiredText(parameters.get('objectId'), 'ID', `Enter the ID of the ${page}.`);
		if (!id.ok) return id;
		return succeed({
			work: ({ cloud }, tenant) =>
				Promise.resolve(
					cloud.portalUrl === ''
						? fail(
								configurationFailure(
									`No Defender portal is known for cloud '${cloud.displayName}'.`,
									"Choose another 'Cloud' in the credential.",
								),
							)
						: succeed([{ tenant, link: portalLink(cloud.portalUrl, tenant.id, page, id.value) }]),
				),
		});
	},
};
