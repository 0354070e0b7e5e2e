import { hasDurableCursor } from '../../../nodes/MicrosoftDefenderMssp/adapters/durableCursor';
import { pollContext, without } from './builders';

describe('hasDurableCursor', () => {
	it("says no with n8n's own static data, which is stored apart from the execution", () => {
		const context = pollContext();
		expect(hasDurableCursor(context, context.getWorkflowStaticData('node'))).toBe(false);
	});

	it('still says no when that static data was read and written', () => {
		const context = pollContext();
		context.getWorkflowStaticData('node').state = { version: 2 };
		const staticData = context.getWorkflowStaticData('node');
		expect(staticData.state).toEqual({ version: 2 });
		expect(hasDurableCursor(context, staticData)).toBe(false);
	});

	it('says yes with the plain copy that n8n makes for a poll whose state it stores with the execution', () => {
		const context = pollContext({ staticData: { state: {} } });
		expect(hasDurableCursor(context, context.getWorkflowStaticData('node'))).toBe(true);
	});

	it('says no where that static data is watched in a way that it does not know', () => {
		const context = pollContext({ staticData: new Proxy({ state: {} }, {}) });
		expect(hasDurableCursor(context, context.getWorkflowStaticData('node'))).toBe(false);
	});

	it('says no in an older n8n, whatever its static data is', () => {
		const context = pollContext({ staticData: {} });
		const older = without(context, '__commitCursor');
		expect(hasDurableCursor(older, context.getWorkflowStaticData('node'))).toBe(false);
	});
});
