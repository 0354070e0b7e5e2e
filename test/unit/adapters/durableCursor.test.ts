import {
	durableCursorsEnabled,
	hasOwnCopy,
} from '../../../nodes/MicrosoftDefenderMssp/adapters/durableCursor';
import { pollContext, without } from './builders';

describe('hasOwnCopy', () => {
	it("says no with n8n's own static data, which is stored apart from the execution", () => {
		const context = pollContext();
		expect(hasOwnCopy(context, context.getWorkflowStaticData('node'))).toBe(false);
	});

	it('still says no when that static data was read and written', () => {
		const context = pollContext();
		context.getWorkflowStaticData('node').state = { version: 2 };
		const staticData = context.getWorkflowStaticData('node');
		expect(staticData.state).toEqual({ version: 2 });
		expect(hasOwnCopy(context, staticData)).toBe(false);
	});

	it('says yes with the plain copy that n8n makes for a poll whose state its own table has', () => {
		const context = pollContext({ staticData: { state: {} } });
		expect(hasOwnCopy(context, context.getWorkflowStaticData('node'))).toBe(true);
	});

	it('says no where that static data is watched in a way that it does not know', () => {
		const context = pollContext({ staticData: new Proxy({ state: {} }, {}) });
		expect(hasOwnCopy(context, context.getWorkflowStaticData('node'))).toBe(false);
	});

	it('says no in an older n8n, whatever its static data is', () => {
		const context = pollContext({ staticData: {} });
		const older = without(context, '__commitCursor');
		expect(hasOwnCopy(older, context.getWorkflowStaticData('node'))).toBe(false);
	});
});

describe('durableCursorsEnabled', () => {
	const all = {
		N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
		N8N_SCHEDULER_ENABLED: 'true',
		N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: '1',
	};

	it.each([all, { ...all, N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'TRUE' }])(
		'is yes where n8n is set so',
		(settings) => {
			expect(durableCursorsEnabled(settings)).toBe(true);
		},
	);

	it.each([
		...Object.keys(all).map((name) => ({ ...all, [name]: undefined })),
		...Object.keys(all).map((name) => ({ ...all, [name]: 'false' })),
		{ ...all, N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'false' },
		{ ...all, N8N_SCHEDULER_ENABLED: 'yes' },
		{},
	])('is no where one of the settings is off or not understood, as n8n has it: %p', (settings) => {
		expect(durableCursorsEnabled(settings)).toBe(false);
	});
});
