import type { Fault } from '../emulator';

/** A fault of the token endpoint, yet without `api` and `times`. */
export type Misbehaviour = () =>
	Pick<Extract<Fault, { respond: unknown }>, 'respond'> | { throttle: object } | { entraError: number };

/** Answers that ask for a wait of one second. `Date` has to stand still at a whole second. */
export const ASKING_TO_WAIT: Array<[string, Misbehaviour]> = [
	['429 with seconds', () => ({ throttle: { retryAfterSeconds: 1 } })],
	['429 with an HTTP date', () => ({ throttle: { retryAfterDate: Date.now() + 1000 } })],
	[
		'503 with seconds',
		() => ({ respond: { status: 503, headers: { 'retry-after': '1' }, body: { error: 'x' } } }),
	],
	[
		'503 with an HTTP date and a page of HTML',
		() => ({
			respond: {
				status: 503,
				headers: { 'retry-after': new Date(Date.now() + 1000).toUTCString() },
				body: '<html>busy',
			},
		}),
	],
];

/** Answers that pass, without a word about when: the transient rows of microsoft-apis 1.6 and a bare 500. */
export const JUST_FAILING: Array<[string, Misbehaviour]> = [
	['500', () => ({ respond: { status: 500, body: '' } })],
	...[50033, 90006, 90024, 90033, 90055, 90090].map((code): [string, Misbehaviour] => [
		`AADSTS${code}`,
		() => ({ entraError: code }),
	]),
];

/** The fault at the token endpoint, striking `times` times. */
export function tokenFault(misbehaviour: Misbehaviour, times?: number): Fault {
	return { api: 'token', ...(times !== undefined && { times }), ...misbehaviour() };
}
