import { httpsRequest, postForm, type HttpsAnswer } from './httpsRequest';

export interface SignInSteps {
	upn: string;
	/** What to answer on the consent page; default accept. */
	decision?: 'accept' | 'cancel';
}

/** Where a sign-in ended: the redirect's fields, or the page that goes no further. */
export interface SignInEnd {
	location?: URL;
	fields: Record<string, string>;
	/** Titles of the pages seen on the way. */
	titles: string[];
	lastPage: HttpsAnswer;
}

/** Walks through the sign-in pages like a person: picks the account, approves MFA, answers the consent page. */
export async function signIn(authorizeUrl: string, ca: string, steps: SignInSteps): Promise<SignInEnd> {
	const { origin } = new URL(authorizeUrl);
	const titles: string[] = [];
	let answer = await httpsRequest(authorizeUrl, { ca });
	while (answer.status === 200) {
		const title = /<title>([^<]*)<\/title>/.exec(answer.body)?.[1] ?? '';
		titles.push(title);
		const form = nextForm(answer.body, title, steps);
		if (!form || titles.length > 5) break;
		answer = await postForm(`${origin}${form.action}`, ca, form.fields);
	}
	const location = answer.headers.location === undefined ? undefined : new URL(answer.headers.location);
	const fields = Object.fromEntries(location?.searchParams ?? []);
	return { location, fields, titles, lastPage: answer };
}

function nextForm(html: string, title: string, { upn, decision = 'accept' }: SignInSteps) {
	const action = /action="([^"]+)"/.exec(html)?.[1];
	const id = /name="sign_in" value="([^"]+)"/.exec(html)?.[1];
	const fields: Record<string, Record<string, string>> = {
		'Pick an account': { account: upn },
		'Approve sign in request': { mfa: 'approve' },
		'Permissions requested': { decision },
	};
	const chosen = fields[title];
	return action && id && chosen ? { action, fields: { sign_in: id, ...chosen } } : undefined;
}
