import { getEventListeners } from 'node:events';

import type { IDataObject } from 'n8n-workflow';

import { CLIENT_ID, EVERYTHING } from '../support/mssp';
import { execute } from '../support/n8nContexts';
import { eachTestHasItsMssp, mssp } from '../support/ownMssp';

const DEVICES = ['1', '2', '3'].map((digit) => digit.repeat(40));

describe('an execution that a person stops', () => {
	let stop: AbortController;
	eachTestHasItsMssp(() => {
		mssp.contoso.consent(CLIENT_ID, EVERYTHING);
		for (const id of DEVICES) mssp.contoso.addDevice({ id });
		stop = new AbortController();
	});

	const act = async (parameters: IDataObject, input: IDataObject[], onError?: 'continueRegularOutput') => {
		const fixed = { authentication: 'appOnly', tenantId: mssp.contoso.id, deviceId: '={{ $json.id }}' };
		return await execute(
			{ parameters: { ...fixed, ...parameters }, store: mssp.store, node: { onError } },
			input,
			stop.signal,
		);
	};
	const isolate = { resource: 'device', operation: 'isolate', comment: 'Contain' };
	/** A person stops it as soon as a request of that kind has been answered. */
	const stopAfterFirst = (path: RegExp) => {
		let asked = 0;
		mssp.contoso.addFault({
			api: 'defender',
			when: (request) => {
				if (path.test(request.path) && (asked += 1) === 1) setImmediate(() => stop.abort());
				return false;
			},
			delayMs: 0,
		});
		return () => asked;
	};

	it.each([undefined, 'continueRegularOutput' as const])(
		'changes nothing more, with onError %s',
		async (onError) => {
			const isolations = stopAfterFirst(/\/isolate$/);
			const items = DEVICES.map((id) => ({ id }));
			await Promise.allSettled([act(isolate, items, onError)]);
			expect(isolations()).toBe(1);
			expect(mssp.contoso.deviceActions).toHaveLength(1);
		},
	);

	it('does not wait for what is under way', async () => {
		mssp.contoso.defender.actionSeconds = 600;
		const polls = stopAfterFirst(/\/machineactions\//);
		const options = { waitUntilDone: true };
		await expect(act({ ...isolate, options }, [{ id: DEVICES[0] }])).rejects.toThrow();
		expect(polls()).toBe(1);
	});

	it('leaves nothing behind on the signal of n8n, however often it waits', async () => {
		mssp.contoso.defender.actionSeconds = 3;
		await act({ ...isolate, options: { waitUntilDone: true } }, [{ id: DEVICES[0] }]);
		expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
	});

	it('runs to its end when nobody stops it', async () => {
		const items = await act(
			isolate,
			DEVICES.map((id) => ({ id })),
		);
		expect(items).toHaveLength(3);
		expect(mssp.contoso.deviceActions).toHaveLength(3);
	});
});
