import type { Failure } from '../core/failure';
import { isJsonObject, text } from '../core/json';
import type { HttpResponse } from '../core/http';
import { retryAfterMs } from '../core/retryAfter';
import type { TokenContext } from './entraAdvice';
import { entraAdvice } from './entraAdvice';
import { readRefusal } from './entraCodes';

/** Turns any answer of Entra ID but a token into a failure. Its own text is not shown: it names users and trace ids. */
export function entraFailure(response: HttpResponse, context: TokenContext, nowMs: number): Failure {
	const body = isJsonObject(response.body) ? response.body : {};
	const codes = aadstsCodes(body.error_codes, text(body.error_description));
	const refusal = readRefusal(text(body.error) ?? '', codes);
	const kind = kindOf(response.status) ?? refusal.kind;
	const { code } = refusal;
	return {
		kind,
		...entraAdvice(kind, context),
		code: code === undefined ? `HTTP ${response.status}` : `AADSTS${code}`,
		retryAfterMs: retryAfterMs(response.headers, nowMs),
	};
}

function kindOf(status: number): Failure['kind'] | undefined {
	if (status === 429) return 'throttled';
	return status >= 500 ? 'outage' : undefined;
}

/** `error_codes` when it is there, else the code that the description begins with. */
function aadstsCodes(listed: unknown, description = ''): number[] {
	const codes = Array.isArray(listed) ? listed.map(Number).filter(Number.isInteger) : [];
	const leading = /^AADSTS(\d+)/.exec(description)?.[1];
	return codes.length > 0 || leading === undefined ? codes : [Number(leading)];
}
