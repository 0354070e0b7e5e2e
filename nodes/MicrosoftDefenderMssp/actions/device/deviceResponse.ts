import type { INodeProperties } from 'n8n-workflow';

import { compact } from '../../core/compact';
import type { DeviceActionType } from '../../core/deviceAction';
import { deviceActionItem } from '../../core/deviceItem';
import { readDeviceId, readWait } from '../../core/deviceParameters';
import type { Failure } from '../../core/failure';
import type { JsonObject } from '../../core/json';
import type { Parameters } from '../../core/parameters';
import { collection } from '../../core/parameters';
import type { Result } from '../../core/result';
import { succeed } from '../../core/result';
import { readComment } from '../../core/updateFields';
import { deviceIdProperty } from '../../descriptions/deviceId';
import { actionCommentProperty, responseOptions } from '../../descriptions/deviceResponse';
import { simplifyProperty } from '../../descriptions/source';
import { changeTenantProperties } from '../../descriptions/tenants';
import type { StartedAction } from '../../sources/deviceActions';
import { startDeviceAction } from '../../sources/deviceActions';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import type { AwaitedAction } from '../../sources/waitForDeviceAction';
import { waitForDeviceAction } from '../../sources/waitForDeviceAction';
import type { Connection } from '../../transport/connection';
import type { Endpoint } from '../../transport/endpoint';
import type { ItemOperation, TenantWork } from '../operation';

/** How one response differs from the others. */
export interface DeviceResponse {
	option: ItemOperation['option'];
	endpoint: Endpoint;
	/** As the list of actions calls it. */
	type: DeviceActionType;
	/** Fields of its own, and what they add to the body; beside the comment that all have. */
	fields?: INodeProperties[];
	readBody?: (parameters: Parameters) => Result<JsonObject, Failure>;
	/** Collection 'Options', where it has more than the others. */
	options?: INodeProperties;
	furtherEndpoints?: readonly Endpoint[];
	/** Reads the options of its own, and gives what is added to the item once the action has ended. */
	readFollowUp?: (options: JsonObject) => Result<FollowUp, Failure>;
}

/** What to add to the item of an action that was waited for. */
export type FollowUp = (action: JsonObject, connection: Connection, tenantId: string) => Promise<object>;

/** An operation that has Defender for Endpoint do something to a device. */
export function deviceResponse(response: DeviceResponse): ItemOperation {
	const { option, endpoint, type, fields = [], options = responseOptions } = response;
	const { readBody = () => succeed({}), readFollowUp = () => succeed(nothing) } = response;
	return {
		option,
		properties: [
			...changeTenantProperties,
			deviceIdProperty,
			...fields,
			actionCommentProperty,
			simplifyProperty,
			options,
		],
		endpoints: [
			endpoint,
			defenderEndpoints.listDeviceActions,
			defenderEndpoints.getDeviceAction,
			...(response.furtherEndpoints ?? []),
		],
		oneTenantHasIt: true,
		prepare(parameters) {
			const deviceId = readDeviceId(parameters);
			if (!deviceId.ok) return deviceId;
			const body = readBody(parameters);
			if (!body.ok) return body;
			const comment = readComment(parameters.get('comment'));
			if (!comment.ok) return comment;
			const chosen = collection(parameters, 'options');
			const maxWaitMs = readWait(chosen);
			if (!maxWaitMs.ok) return maxWaitMs;
			const followUp = readFollowUp(chosen);
			if (!followUp.ok) return followUp;
			const simplify = parameters.get('simplify') !== false;
			const request = {
				endpoint,
				type,
				deviceId: deviceId.value,
				body: { Comment: comment.value, ...body.value },
			};
			const work: TenantWork = async (connection, tenant) => {
				const started = await startDeviceAction(request, connection, tenant.id);
				if (!started.ok) return started;
				const { action: first, alreadyInProgress } = started.value;
				const awaited = await awaitAction(first, maxWaitMs.value, connection, tenant.id);
				const { portalUrl } = connection.cloud;
				const item = {
					...deviceActionItem(awaited.action, tenant, { portalUrl, simplify }),
					...toldOf(awaited, alreadyInProgress),
					...(await followUp.value(awaited.action, connection, tenant.id)),
				};
				return succeed([item]);
			};
			return succeed({ work });
		},
	};
}

async function awaitAction(
	started: JsonObject,
	maxWaitMs: number | undefined,
	connection: Connection,
	tenantId: string,
): Promise<AwaitedAction> {
	return maxWaitMs === undefined
		? { action: started }
		: await waitForDeviceAction(started, maxWaitMs, connection, tenantId);
}

/** What has to be told of an action besides its state. */
function toldOf({ timedOut, failure }: AwaitedAction, alreadyInProgress: StartedAction['alreadyInProgress']) {
	return compact({ alreadyInProgress, timedOut, waitFailure: failure && toldFailure(failure) });
}

/** A failure beside a result: what was asked for is under way or done, so it must not be sent again for it. */
export const toldFailure = ({ kind, cause, remedy, link, code }: Failure) =>
	compact({ kind, cause, remedy, link, code });

const nothing: FollowUp = () => Promise.resolve({});
