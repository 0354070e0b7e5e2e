import { teams as teamsReceiver } from '../receivers/teams';
import type { Scenario } from '../scenario';

/** Contoso's webhook is there, Fabrikam's has been removed. */
export function teams(): Scenario {
	const receiver = teamsReceiver(['contoso']);
	return {
		hosts: [receiver],
		failing: 1,
		play: async ({ contoso, fabrikam, rest, workflowId, until, quiet }) => {
			fabrikam.addAlert({ title: 'Unusual sign-in', severity: 'medium' });
			const { id } = contoso.addAlert({ title: 'Suspicious PowerShell command line', severity: 'high' });
			await until('the cards', () => receiver.cards.length === 1 && receiver.refused.length > 0);
			await quiet();
			contoso.updateAlert(id, { status: 'resolved' });
			await until('the card of the end', () => receiver.cards.length === 2);
			await quiet();
			if (receiver.cards.length !== 2) throw new Error(`${receiver.cards.length} cards instead of 2`);
			const [failed] = (await rest.executions(workflowId)).filter(({ status }) => status === 'error');
			const { error } = await rest.execution(String(failed?.id));
			if (!JSON.stringify(error).includes('Not posted to Teams: Fabrikam')) {
				throw new Error(`The run does not name the customer: ${JSON.stringify(error)}`);
			}
			return "2 cards in Contoso's channel; the run with Fabrikam's missing channel is marked and names it";
		},
	};
}
