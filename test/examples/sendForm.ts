import { setTimeout as sleep } from 'node:timers/promises';

import { visibleText } from '../n8n/htmlPage';
import { sendHttp } from '../n8n/http';
import { at } from '../n8n/json';

const withinMs = 30_000;

/**
 * Sends the form at this address with these answers, in the order of its fields, and waits for the ending page as the
 * form's own page does (n8n `form-trigger.handlebars`). Resolves to the words on that page.
 */
export async function sendForm(url: string, authorization: string, answers: string[]): Promise<string> {
	const form = new FormData();
	for (const [index, answer] of answers.entries()) form.set(`field-${index}`, answer);
	const encoded = new Response(form);
	const { status, text } = await sendHttp({
		url,
		method: 'POST',
		headers: { authorization, 'content-type': encoded.headers.get('content-type') ?? '' },
		body: await encoded.text(),
	});
	const next = status === 200 ? at(JSON.parse(text), 'formWaitingUrl') : undefined;
	if (typeof next !== 'string') throw new Error(`The form was answered ${status}: ${text.slice(0, 500)}`);
	await untilWaiting(next);
	const page = await sendHttp({ url: next });
	await tellSeen(next, page.text);
	return visibleText(page.text);
}

/** The ending page tells n8n that it was shown (n8n `form-trigger-completion.handlebars`); only then the workflow ends. */
async function tellSeen(url: string, page: string): Promise<void> {
	const [, token = ''] = /const authToken = '([^']*)'/.exec(page) ?? [];
	await sendHttp({ url, method: 'POST', headers: { 'x-auth-token': token } });
}

/** The ending page must not be asked for before the workflow is there: n8n would not answer. */
async function untilWaiting(page: string): Promise<void> {
	const url = new URL(page);
	url.pathname += '/n8n-execution-status';
	const deadline = Date.now() + withinMs;
	let status = '';
	while (status !== 'form-waiting') {
		if (Date.now() > deadline) throw new Error(`The form's workflow is ${status}`);
		await sleep(250);
		status = (await sendHttp({ url: url.href })).text.trim();
	}
}
