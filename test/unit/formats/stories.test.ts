import { alertItem } from '../../../nodes/MicrosoftDefenderMssp/core/item';
import { simplifyGraphAlert } from '../../../nodes/MicrosoftDefenderMssp/core/simplify/graphAlert';
import { FORMATS } from '../../../nodes/MicrosoftDefenderMssp/formats';
import { sceneOf, stories } from '../../emulator';
import { graphAlert } from '../../emulator/alerts/graphView';
import { newAlertRecord } from '../../emulator/alerts/record';
import { CONTOSO, NOW } from '../core/builders';
import { FORMAT_NAMES, problemsOf } from './problems';
import { routed } from './samples';

const domain = 'contoso.example';

/** The alerts of every service as the node gives them: what it made of them, and untouched. */
const items = Object.entries(stories).flatMap(([name, tell]) => {
	const record = newAlertRecord(tell(sceneOf({ tenantId: CONTOSO.id, domain }, NOW)), NOW, domain);
	const raw = graphAlert(record, CONTOSO.id, true);
	return [true, false].map((simplify) => ({
		name,
		simplify,
		item: routed(
			alertItem({ raw, simple: simplifyGraphAlert(raw) }, CONTOSO, {
				portalUrl: 'https://security.microsoft.com',
				simplify,
			}),
		),
	}));
});

describe.each(FORMAT_NAMES)('%s', (format) => {
	it.each(items)('is valid for $name (simplified: $simplify)', ({ item }) => {
		expect(problemsOf(format, FORMATS[format].documents(item))).toEqual([]);
	});
});
