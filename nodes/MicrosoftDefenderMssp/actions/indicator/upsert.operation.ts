import type { INodeProperties } from 'n8n-workflow';

import type { Indicator } from '../../core/indicator';
import { collection } from '../../core/parameters';
import { succeed } from '../../core/result';
import type { Tenant } from '../../core/tenant';
import {
	everyCustomerNotice,
	indicatorActionProperty,
	indicatorProperty,
	indicatorTypeProperty,
} from '../../descriptions/indicators';
import { actionTenantProperties } from '../../descriptions/tenants';
import { verifyOptions } from '../../descriptions/verify';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import type { Connection } from '../../transport/connection';
import type { Operation, WorkResult } from '../operation';
import { additionalFields, textFields } from './fields';
import { readIndicator } from './readIndicator';
import { saveIndicators } from './saveIndicators';
import { verifyIndicators } from './verifyIndicators';

const properties: INodeProperties[] = [
	...actionTenantProperties,
	everyCustomerNotice,
	indicatorProperty,
	indicatorTypeProperty,
	indicatorActionProperty,
	...textFields,
	additionalFields,
	verifyOptions,
];

interface Wanted {
	indicator: Indicator;
	verify: boolean;
}

/** Indicator: Create or Update. */
export const upsertIndicator: Operation = {
	option: {
		name: 'Create or Update',
		action: 'Create or update an indicator',
		description:
			'Create an indicator (file hash, IP address, domain or URL), or update the one with this value, so that Defender for Endpoint allows, audits, warns of or blocks it on the devices of one or several customers. Many input items are sent together.',
	},
	properties,
	endpoints: [
		defenderEndpoints.saveIndicator,
		defenderEndpoints.importIndicators,
		defenderEndpoints.listIndicators,
	],
	startBatch() {
		const wanted = new Map<number, Wanted>();
		return {
			add(itemIndex, parameters) {
				const indicator = readIndicator(parameters);
				if (!indicator.ok) return indicator;
				const verify = collection(parameters, 'options').verify === true;
				wanted.set(itemIndex, { indicator: indicator.value, verify });
				return succeed(undefined);
			},
			work: async (connection, tenant, itemIndexes) =>
				await work(
					itemIndexes.flatMap((index) => wanted.get(index) ?? []),
					connection,
					tenant,
				),
		};
	},
};

async function work(wanted: Wanted[], connection: Connection, tenant: Tenant): Promise<WorkResult[]> {
	const saved = await saveIndicators(
		wanted.map(({ indicator }) => indicator),
		connection,
		tenant.id,
	);
	const isToVerify = wanted.map(({ verify }, position) => verify && saved[position]?.ok === true);
	const sent = wanted.filter((_entry, position) => isToVerify[position]);
	const isThere = sent.length === 0 ? [] : await areThere(sent, connection, tenant);
	return saved.map((outcome, position) => {
		if (!outcome.ok) return outcome;
		const row = { tenant, indicator: outcome.value };
		return succeed([isToVerify[position] === true ? { ...row, verified: isThere.shift() } : row]);
	});
}

const areThere = async (sent: Wanted[], connection: Connection, tenant: Tenant): Promise<boolean[]> =>
	await verifyIndicators(
		sent.map(({ indicator }) => indicator),
		connection,
		tenant.id,
	);
