import { slack, slackCredential } from '../receivers/slack';
import type { Scenario } from '../scenario';

/** Contoso has its channel, Fabrikam's is missing. */
export function slackPerCustomer(): Scenario {
	const receiver = slack(['#soc-contoso', '#soc-unrouted']);
	const texts = (channel: string): string[] =>
		receiver.posts.filter((post) => post.channel === channel).map(({ text }) => text);
	return {
		hosts: [receiver],
		credentials: slackCredential,
		play: async ({ contoso, fabrikam, until, quiet }) => {
			const { id } = contoso.addAlert({ title: 'Suspicious PowerShell command line', severity: 'high' });
			fabrikam.addAlert({ title: 'Unusual sign-in', severity: 'medium' });
			await until('both alerts to be posted', () => receiver.posts.length === 2);
			await quiet();
			contoso.updateAlert(id, { status: 'inProgress', assignedTo: 'analyst@contoso.example' });
			await until('the change to be posted', () => texts('#soc-contoso').length === 2);
			contoso.updateAlert(id, { status: 'resolved' });
			await until('the end to be posted', () => texts('#soc-contoso').length === 3);
			await quiet();
			const wrong = [
				...texts('#soc-contoso').filter((text) => !text.includes('Contoso')),
				...texts('#soc-unrouted').filter((text) => !text.includes('Fabrikam')),
			];
			if (wrong.length > 0 || receiver.posts.length !== 4) {
				throw new Error(`Not where it belongs: ${JSON.stringify(receiver.posts)}`);
			}
			return "3 posts in Contoso's channel, 1 of Fabrikam's missing channel in the fallback channel";
		},
	};
}
