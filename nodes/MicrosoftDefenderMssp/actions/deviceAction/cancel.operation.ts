import type { INodeProperties } from 'n8n-workflow';

import { compact } from '../../core/compact';
import { isCancelled } from '../../core/deviceAction';
import { deviceActionItem } from '../../core/deviceItem';
import { readDeviceActionId } from '../../core/deviceParameters';
import { collection } from '../../core/parameters';
import { succeed } from '../../core/result';
import { readComment } from '../../core/updateFields';
import { deviceActionIdProperty } from '../../descriptions/deviceId';
import { actionCommentProperty } from '../../descriptions/deviceResponse';
import { simplifyProperty } from '../../descriptions/source';
import { changeTenantProperties } from '../../descriptions/tenants';
import { verifyOptions } from '../../descriptions/verify';
import { cancelDeviceAction, getDeviceAction } from '../../sources/deviceActions';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import { readBack } from '../../sources/readBack';
import type { Operation, TenantWork } from '../operation';

const properties: INodeProperties[] = [
	...changeTenantProperties,
	deviceActionIdProperty,
	actionCommentProperty,
	simplifyProperty,
	verifyOptions,
];

/** Device Action: Cancel. */
export const cancelAction: Operation = {
	option: {
		name: 'Cancel',
		action: 'Cancel a device action',
		description:
			'Cancel an action that a device has not finished. Of one that has ended the final state is given, with alreadyEnded; it is not undone.',
	},
	properties,
	endpoints: [defenderEndpoints.cancelDeviceAction, defenderEndpoints.getDeviceAction],
	oneTenantHasIt: true,
	prepare(parameters) {
		const id = readDeviceActionId(parameters);
		if (!id.ok) return id;
		const comment = readComment(parameters.get('comment'));
		if (!comment.ok) return comment;
		const simplify = parameters.get('simplify') !== false;
		const verify = collection(parameters, 'options').verify === true;
		const work: TenantWork = async (connection, tenant) => {
			const cancelled = await cancelDeviceAction(id.value, comment.value, connection, tenant.id);
			if (!cancelled.ok) return cancelled;
			const { action: last, alreadyEnded } = cancelled.value;
			// What has ended was read already, and does not change any more.
			const looksBack = verify && alreadyEnded !== true;
			const read = async () => await getDeviceAction(id.value, connection, tenant.id);
			const { found = last, verified } = looksBack
				? await readBack(connection, read, isCancelled)
				: { verified: isCancelled(last) };
			const { portalUrl } = connection.cloud;
			return succeed([
				{
					...deviceActionItem(found, tenant, { portalUrl, simplify }),
					...compact({ alreadyEnded, verified: verify ? verified : undefined }),
				},
			]);
		};
		return succeed({ work });
	},
};
