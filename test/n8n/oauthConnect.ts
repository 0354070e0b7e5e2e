import { clickablesOf, visibleText, type Clickable } from './htmlPage';
import { cookiesOf, sendHttp, type HttpResponse } from './http';
import type { RestClient } from './rest';

export interface ConnectOptions {
	/** User principal name to choose in the account picker. */
	user: string;
	/** PEM of the authority behind the sign-in page's certificate. */
	ca?: string;
}

interface Step {
	url: string;
	method: 'GET' | 'POST';
	body?: string;
}

const mostSteps = 15;
const agreeing = /^(accept|approve|continue|yes|next|sign in)$/i;

/** What a person who wants to connect as this user clicks on this page. */
function choice(clickables: Clickable[], user: string): Clickable | undefined {
	const isUser = (text: string): boolean => text.toLowerCase().includes(user.toLowerCase());
	return (
		clickables.find(({ text }) => isUser(text)) ??
		clickables.find(({ text }) => agreeing.test(text)) ??
		// A picker may name the account in the form instead of on the button.
		clickables.find(({ fields }) => fields.some(([, value]) => isUser(value)))
	);
}

function stepFor({ method, target, fields }: Clickable, page: string): Step {
	const url = new URL(target, page);
	const form = new URLSearchParams(fields);
	if (method === 'POST') return { url: url.href, method, body: form.toString() };
	if (fields.length > 0) url.search = form.toString();
	return { url: url.href, method };
}

/** A browser without scripts and pictures, with cookies for each origin. */
function plainBrowser(ca: string | undefined) {
	const jars = new Map<string, Map<string, string>>();
	return async ({ url, method, body }: Step): Promise<HttpResponse> => {
		const { origin } = new URL(url);
		const jar = jars.get(origin) ?? new Map<string, string>();
		jars.set(origin, jar);
		const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
		const response = await sendHttp({
			url,
			method,
			ca,
			headers: {
				cookie,
				accept: 'text/html',
				...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
			},
			body,
		});
		for (const [name, value] of cookiesOf(response)) jar.set(name, value);
		return response;
	};
}

function nextStep(response: HttpResponse, page: string, user: string): Step {
	const { location } = response.headers;
	if (typeof location === 'string') return { url: new URL(location, page).href, method: 'GET' };
	const clicked = choice(clickablesOf(response.text), user);
	if (response.status !== 200 || clicked === undefined) {
		const text = visibleText(response.text).slice(0, 1000);
		throw new Error(`Nothing to click for ${user} at ${page} (status ${response.status}): ${text}`);
	}
	return stepFor(clicked, page);
}

async function finishAtN8n(rest: RestClient, url: string): Promise<void> {
	const response = await sendHttp({ url, headers: { cookie: rest.cookieHeader } });
	if (response.status !== 200 || !/connection successful/i.test(response.text)) {
		throw new Error(
			`n8n did not connect (status ${response.status}): ${visibleText(response.text).slice(0, 1000)}`,
		);
	}
}

/**
 * Connects an OAuth2 credential as a person does with its Connect button: opens the sign-in page, chooses the account,
 * accepts what is asked, and comes back to n8n. Throws with the text of the page on which it does not go on.
 */
export async function connectOAuth(
	rest: RestClient,
	credentialId: string,
	{ user, ca }: ConnectOptions,
): Promise<void> {
	const authorizeUrl = await rest.call('GET', `/oauth2-credential/auth?id=${credentialId}`);
	if (typeof authorizeUrl !== 'string')
		throw new Error(`n8n has no sign-in address: ${JSON.stringify(authorizeUrl)}`);
	const open = plainBrowser(ca);
	const callback = `${rest.baseUrl}/rest/oauth2-credential/callback`;
	let step: Step = { url: authorizeUrl, method: 'GET' };
	for (let count = 0; count < mostSteps; count += 1) {
		if (step.url.startsWith(callback)) {
			await finishAtN8n(rest, step.url);
			return;
		}
		step = nextStep(await open(step), step.url, user);
	}
	throw new Error(`The sign-in of ${user} went round in circles; last page: ${step.url}`);
}
