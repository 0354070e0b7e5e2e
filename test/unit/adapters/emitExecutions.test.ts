import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { emitExecutions } from '../../../nodes/MicrosoftDefenderMssp/adapters/emitExecutions';
import { pollContext, without } from './builders';

type Emit = IPollFunctions['__emit'];
type Done = NonNullable<Parameters<Emit>[2]>;

const outputs = (id: string): INodeExecutionData[][] => [[{ json: { id } }], []];
const three = [outputs('a'), outputs('b'), outputs('c')];

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

describe('emitExecutions', () => {
	it('starts one execution for each entry, in their order', () => {
		const { emitted, context } = n8n();
		void emitExecutions(context, three);
		expect(emitted).toEqual(three);
	});

	it('stays open while one is not known to exist, and says yes once all are', async () => {
		const { waiting, context } = n8n();
		const arrived = emitExecutions(context, three);
		waiting.slice(0, 2).forEach((done) => done.resolve(undefined));
		expect(await stateOf(arrived)).toBe('open');
		waiting.forEach((done) => done.resolve(undefined));
		expect(await stateOf(arrived)).toBe(true);
	});

	it.each([0, 1, 2])(
		'says no as soon as n8n could not start execution %d, without waiting for the others',
		async (index) => {
			const { waiting, context } = n8n();
			const arrived = emitExecutions(context, three);
			waiting[index]?.reject(new Error('database is locked'));
			expect(await stateOf(arrived)).toBe(false);
		},
	);

	it('leaves no rejection unhandled when n8n could start none, which would end its process', async () => {
		const unhandled = jest.fn();
		process.on('unhandledRejection', unhandled);
		const { waiting, context } = n8n();
		const arrived = emitExecutions(context, three);
		waiting.forEach((done) => done.reject(new Error('database is locked')));
		expect(await stateOf(arrived)).toBe(false);
		await new Promise(setImmediate);
		process.off('unhandledRejection', unhandled);
		expect(unhandled).not.toHaveBeenCalled();
	});

	it('says no, and throws nothing, when emitting itself throws', async () => {
		const context = pollContext({
			emit: () => {
				throw new Error('shutting down');
			},
		});
		expect(await stateOf(emitExecutions(context, three))).toBe(false);
	});

	it('says yes when there is nothing to start', async () => {
		expect(await stateOf(emitExecutions(n8n().context, []))).toBe(true);
	});

	it('in an older n8n starts all of them without a promise, whose rejection nobody there handles, and knows nothing', async () => {
		const emit = jest.fn<ReturnType<Emit>, Parameters<Emit>>();
		const older = without(pollContext({ emit }), '__commitCursor');
		const arrived = emitExecutions(older, three);
		expect(emit.mock.calls).toEqual(three.map((entry) => [entry]));
		expect(await stateOf(arrived)).toBe('open');
	});
});
