import { pagerDuty, pagerDutyCredential } from '../receivers/pagerDuty';
import { slack, slackCredential } from '../receivers/slack';
import type { Scenario } from '../scenario';

const forbidden = { status: 403, body: { error: { code: 'Forbidden', message: 'No permission.' } } };

/** A customer that was found broken twice is asked again after a minute, then after two. */
const afterABreakMs = 200_000;

/** Fabrikam takes its permission away and gives it back. */
export function tenantHealthOnCall(): Scenario {
	const pager = pagerDuty();
	const chat = slack(['#soc-on-call']);
	return {
		hosts: [pager, chat],
		credentials: { ...slackCredential, ...pagerDutyCredential },
		play: async ({ contoso, fabrikam, until, quiet }) => {
			contoso.addAlert();
			await quiet();
			const fault = fabrikam.addFault({ api: 'graph', respond: forbidden });
			await until('the page', () => pager.events.length === 1 && chat.posts.length === 1);
			await quiet();
			fault.remove();
			const isClosed = () => pager.events.length === 2 && chat.posts.length === 2;
			await until('the page to be closed', isClosed, afterABreakMs);
			await quiet();
			const [opened, closed, ...more] = pager.events;
			const isRight =
				more.length === 0 &&
				chat.posts.length === 2 &&
				opened?.action === 'trigger' &&
				closed?.action === 'resolve' &&
				opened.key === closed.key &&
				opened.key.endsWith(fabrikam.id) &&
				opened.summary.includes('Fabrikam');
			if (!isRight) throw new Error(`Not as it should be: ${JSON.stringify([pager.events, chat.posts])}`);
			return '1 page opened and closed under the same key, 2 posts to the on-call channel';
		},
	};
}
