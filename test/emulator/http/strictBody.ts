import { jsonObjectBody } from './jsonBody';
import type { Call } from './listen';

/** What may stand under one key of a body. */
export interface BodyRule {
	required?: true;
	allows: (value: unknown) => boolean;
}

export interface BodyProblem {
	code: 'InvalidRequestBody' | 'MissingRequiredParameter';
	message: string;
}

/** Any text. */
export const anyText: BodyRule = { allows: (value) => typeof value === 'string' };

/** Text that is not empty. */
export const someText: BodyRule = { allows: (value) => typeof value === 'string' && value.trim() !== '' };

/** One of these words, in exactly this spelling. */
export const wordOf = (words: readonly string[]): BodyRule => ({
	allows: (value) => typeof value === 'string' && words.includes(value),
});

/** The same, but it must be there. */
export const required = (rule: BodyRule): BodyRule => ({ ...rule, required: true });

/** The JSON object of a call whose keys are all known, spelt so, and hold what they may; else what is wrong with it. */
export function strictBody<Name extends string>(
	call: Call,
	rules: Readonly<Record<Name, BodyRule>>,
): { body: Partial<Record<Name, unknown>> } | { problem: BodyProblem } {
	const body = jsonObjectBody(call);
	if (!body) return refused('InvalidRequestBody', 'Request body is incorrect: no JSON object.');
	const byName = new Map<string, BodyRule>(Object.entries(rules));
	for (const [name, value] of Object.entries(body)) {
		const rule = byName.get(name);
		if (!rule) return refused('InvalidRequestBody', `Request body is incorrect: unknown property '${name}'.`);
		if (!rule.allows(value))
			return refused('InvalidRequestBody', `Request body is incorrect: value of '${name}'.`);
	}
	for (const [name, rule] of byName) {
		if (rule.required && body[name] === undefined)
			return refused('MissingRequiredParameter', `Required parameter '${name}' is missing.`);
	}
	// SAFETY: every key was looked up among the rules above.
	return { body: body as Partial<Record<Name, unknown>> };
}

const refused = (code: BodyProblem['code'], message: string): { problem: BodyProblem } => ({
	problem: { code, message },
});
