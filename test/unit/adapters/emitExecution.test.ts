import type { INodeExecutionData, IPollFunctions, IRun } from 'n8n-workflow';

import { emitExecution } from '../../../nodes/MicrosoftDefenderMssp/adapters/emitExecution';
import { pollContext, without } from './builders';

type Emit = IPollFunctions['__emit'];
type Done = NonNullable<Parameters<Emit>[2]>;

const outputs: INodeExecutionData[][] = [[{ json: { id: 'a' } }], []];
const endsWithRun = { endsWithRun: true };
const endsAnyhow = { endsWithRun: false };
// SAFETY: that there is a run is all that counts.
const run = { finished: true } as unknown as IRun;

/** An n8n that notes what was emitted, and what is waited for. */
function n8n() {
	const emitted: unknown[] = [];
	const waiting: Done[] = [];
	const emit: Emit = (data, _response, done) => {
		emitted.push(data);
		if (done !== undefined) waiting.push(done);
	};
	return { emitted, waiting, context: pollContext({ emit }) };
}

/** What the promise gives by now. */
const stateOf = async (promise: Promise<boolean>): Promise<boolean | 'open'> => {
	const open = new Promise<'open'>((resolve) => setTimeout(resolve, 10, 'open' as const));
	return await Promise.race([promise, open]);
};

describe('emitExecution', () => {
	it('starts it at once', () => {
		const { emitted, context } = n8n();
		void emitExecution(context, outputs, endsWithRun);
		expect(emitted).toEqual([outputs]);
	});

	it('stays open while n8n has not said that it ended', async () => {
		const { waiting, context } = n8n();
		const arrived = emitExecution(context, outputs, endsWithRun);
		expect(await stateOf(arrived)).toBe('open');
		waiting[0]?.resolve(run);
		expect(await stateOf(arrived)).toBe(true);
	});

	it('says no where n8n gives no run, if it would give one for an execution that exists', async () => {
		const said = [endsWithRun, endsAnyhow].map(async (options) => {
			const { waiting, context } = n8n();
			const arrived = emitExecution(context, outputs, options);
			waiting[0]?.resolve(undefined);
			return await stateOf(arrived);
		});
		expect(await Promise.all(said)).toEqual([false, true]);
	});

	it('says no when n8n could not start it, and leaves no rejection unhandled, which would end its process', async () => {
		const unhandled = jest.fn();
		process.on('unhandledRejection', unhandled);
		const { waiting, context } = n8n();
		const arrived = emitExecution(context, outputs, endsWithRun);
		waiting[0]?.reject(new Error('database is locked'));
		expect(await stateOf(arrived)).toBe(false);
		await new Promise(setImmediate);
		process.off('unhandledRejection', unhandled);
		expect(unhandled).not.toHaveBeenCalled();
	});

	it.each(['ExecutionCancelledError', 'TimeoutExecutionCancelledError', 'ExecutionNotFoundError'])(
		'says yes when n8n rejects with %s, for that one existed',
		async (name) => {
			const { waiting, context } = n8n();
			const arrived = emitExecution(context, outputs, endsWithRun);
			waiting[0]?.reject(Object.assign(new Error('x'), { name }));
			expect(await stateOf(arrived)).toBe(true);
		},
	);

	it('says no, and throws nothing, when emitting itself throws', async () => {
		const emit = () => {
			throw new Error('shutting down');
		};
		const context = pollContext({ emit });
		expect(await stateOf(emitExecution(context, outputs, endsWithRun))).toBe(false);
		const older = without(pollContext({ emit }), '__commitCursor');
		expect(await stateOf(emitExecution(older, outputs, endsAnyhow))).toBe(false);
	});

	it('in an older n8n starts it without a promise, whose rejection nobody there handles, and knows nothing', async () => {
		const emit = jest.fn<ReturnType<Emit>, Parameters<Emit>>();
		const older = without(pollContext({ emit }), '__commitCursor');
		const arrived = emitExecution(older, outputs, endsAnyhow);
		expect(emit.mock.calls).toEqual([[outputs]]);
		expect(await stateOf(arrived)).toBe('open');
	});
});
