import { knownErrors } from './knownErrors';
import { rareErrors } from './rareErrors';

/** A refusal of Entra ID. `text` replaces the usual sentence, `status` the usual HTTP status. */
export class EntraError extends Error {
	readonly error: string;
	readonly status: number;
	readonly suberror?: string;
	readonly claims?: string;

	constructor(
		readonly code: number,
		options: { text?: string; status?: number; claims?: string } = {},
	) {
		const known = knownErrors[code] ??
			rareErrors[code] ?? { error: 'invalid_grant', text: 'The request was refused.' };
		super(options.text ?? known.text);
		this.error = known.error;
		this.status = options.status ?? known.status ?? 400;
		this.suberror = known.suberror;
		this.claims = options.claims;
	}
}
