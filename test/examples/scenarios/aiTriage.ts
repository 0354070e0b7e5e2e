import { openAi, openAiCredential } from '../receivers/openAi';
import type { Scenario } from '../scenario';

const query = 'AlertEvidence | where EntityType == "Machine" | project DeviceName | take 50';

/** The tools that the model may be offered, with the arguments that it may give. */
const readOnly = [
	{ name: 'Hunt_at_this_customer', takes: ['query'] },
	{ name: 'Other_alerts_of_this_customer', takes: [] },
	{ name: 'Read_the_alert', takes: [] },
];

/** A model that reads, compares, hunts, and then answers with what the tools told it. */
export function aiTriage(): Scenario {
	let told: string[] = [];
	const model = openAi([
		{ tool: 'Read_the_alert', arguments: {} },
		{ tool: 'Other_alerts_of_this_customer', arguments: {} },
		{ tool: 'Hunt_at_this_customer', arguments: { query } },
		{
			answer: (results) => {
				told = results;
				return 'True positive. The device till-04 ran an encoded command. Isolate it.';
			},
		},
	]);
	return {
		hosts: [model],
		credentials: openAiCredential,
		play: async ({ contoso, fabrikam, until, quiet }) => {
			fabrikam.addAlert({ title: 'Of another customer', severity: 'low' });
			contoso.addAlert({ title: 'An earlier one', severity: 'low' });
			const { id } = contoso.addAlert({ title: 'Suspicious PowerShell command line', severity: 'high' });
			const comments = () => contoso.alerts.find((alert) => alert.id === id)?.comments ?? [];
			await until('a comment', () => comments().length === 1, 60_000);
			await quiet();
			const offered = [...model.tools].sort((one, other) => one.name.localeCompare(other.name));
			if (JSON.stringify(offered) !== JSON.stringify(readOnly)) {
				throw new Error(`The model was offered ${JSON.stringify(offered)}`);
			}
			const [read = '', others = '', hunted = ''] = told;
			const isRight =
				read.includes(id) &&
				others.includes('An earlier one') &&
				hunted.includes('DeviceName') &&
				!told.join('').includes('Of another customer') &&
				model.calls === 4 &&
				comments()[0]?.comment.startsWith('AI triage, to be checked by a person: True positive.');
			if (!isRight) throw new Error(`Not as it should be: ${JSON.stringify([told, comments()])}`);
			return '3 tools that only read were offered and used, 1 comment on the alert, low severity left alone';
		},
	};
}
