import { jira, jiraCredential, type Ticket } from '../receivers/jira';
import { deliverAgain } from '../replay';
import type { Scenario } from '../scenario';

export function jiraTicket(): Scenario {
	const receiver = jira();
	const ticketOf = (customer: string): Ticket | undefined =>
		receiver.tickets.find(({ summary }) => summary.includes(customer));
	return {
		hosts: [receiver],
		credentials: jiraCredential,
		play: async (stage) => {
			const { contoso, fabrikam, until, quiet } = stage;
			const { id } = contoso.addAlert({ title: 'Suspicious PowerShell command line', severity: 'high' });
			fabrikam.addAlert({ title: 'Unusual sign-in', severity: 'medium' });
			await until('two tickets', () => receiver.tickets.length === 2);
			await quiet();
			contoso.updateAlert(id, { status: 'inProgress', assignedTo: 'analyst@contoso.example' });
			const ticket = ticketOf('Contoso');
			await until('a comment', () => ticket?.comments.length === 1);
			contoso.updateAlert(id, { status: 'resolved' });
			await until('the ticket to be closed', () => ticket?.done === true && ticket.comments.length === 2);
			await deliverAgain(stage, 2);
			await quiet();
			const expected = [`defender-${contoso.id}-${id}`, 'soc-contoso'];
			const isRight =
				receiver.tickets.length === 2 &&
				ticket?.comments.length === 2 &&
				expected.every((label) => ticket.labels.includes(label)) &&
				ticketOf('Fabrikam')?.comments.length === 0;
			if (!isRight) throw new Error(`Not as it should be: ${JSON.stringify(receiver.tickets)}`);
			return '2 tickets, 2 comments and a closed ticket, and nothing twice when all was delivered again';
		},
	};
}
