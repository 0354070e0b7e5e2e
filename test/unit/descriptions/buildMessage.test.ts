import { NodeHelpers } from 'n8n-workflow';

import { buildMessage } from '../../../nodes/MicrosoftDefenderMssp/actions/alert/buildMessage.operation';
import { OPERATIONS } from '../../../nodes/MicrosoftDefenderMssp/actions/node.description';
import { MicrosoftDefenderMssp } from '../../../nodes/MicrosoftDefenderMssp/MicrosoftDefenderMssp.node';
import { MESSAGE_FORMATS } from '../../../nodes/MicrosoftDefenderMssp/messages/formats';
import { gotten } from '../messages/builders';
import { allOptions, isShown, strictParameters, valuesOf } from './strict';

const action = new MicrosoftDefenderMssp().description;
const CHOICE = { resource: 'alert', operation: 'buildMessage' };
const prepare = (given: object, input = gotten()) =>
	buildMessage.makeRows({ ...strictParameters(action, { ...CHOICE, ...given }), input });

const credentialsShown = (values: object) =>
	(action.credentials ?? []).filter((credential) =>
		NodeHelpers.displayParameter({ ...values }, credential, { typeVersion: 1 }, action),
	);

describe('Alert: Build Message', () => {
	it.each(['oAuth2', 'appOnly', undefined])(
		'demands no credential (Authentication was %s)',
		(authentication) => {
			expect(credentialsShown({ ...CHOICE, authentication })).toEqual([]);
		},
	);

	it('leaves every other operation its credential', () => {
		for (const [resource, byName] of Object.entries(OPERATIONS)) {
			for (const [operation, { endpoints }] of Object.entries(byName)) {
				const isOffline = 'makeRows' in (byName[operation] ?? {});
				const shown = credentialsShown({ resource, operation, authentication: 'appOnly' });
				expect([operation, shown.length]).toEqual([operation, isOffline ? 0 : 1]);
				if (isOffline) expect(endpoints).toEqual([]);
			}
		}
	});

	it('shows its own two fields and nothing of tenants, sources and credentials', () => {
		const names = action.properties
			.filter((property) => isShown(action, property, CHOICE))
			.map(({ name }) => name);
		expect(names).toEqual(['resource', 'operation', 'messageFormat', 'options']);
	});

	it('offers exactly the formats that there are', () => {
		expect(valuesOf(action.properties, 'messageFormat').sort()).toEqual(Object.keys(MESSAGE_FORMATS).sort());
	});

	it.each(Object.keys(MESSAGE_FORMATS))(
		'makes the same of options at their defaults as of none: %s',
		(messageFormat) => {
			const opened = prepare({ messageFormat, options: allOptions(action, 'options', CHOICE) });
			expect(opened).toMatchObject({ ok: true });
			expect(opened).toEqual(prepare({ messageFormat }));
		},
	);

	it.each([
		[{ messageFormat: 'fax' }, "'Message Format' has the unknown value 'fax'"],
		[{ options: { maxEvidence: 21 } }, "'Max Evidence Lines' is not a whole number from 0 to 20"],
		[{ options: { maxEvidence: -1 } }, "'Max Evidence Lines'"],
		[{ options: { maxEvidence: 'many' } }, "'Max Evidence Lines'"],
	])('names what cannot be used: %j', (given, message) => {
		const prepared = prepare(given);
		expect(prepared).toMatchObject({ ok: false, failure: { kind: 'configuration' } });
		expect(prepared.ok ? '' : prepared.failure.cause).toContain(message);
	});

	it('says what to connect when the item has nothing to tell', () => {
		const prepared = prepare({}, { id: 1 });
		expect(prepared.ok ? '' : prepared.failure.cause).toContain("no 'alert', 'incident' or 'health'");
		expect(prepared.ok ? '' : prepared.failure.remedy).toContain("'Microsoft Defender MSSP Trigger'");
	});
});
