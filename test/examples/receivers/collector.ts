import { cefProblems } from '../../unit/formats/cefProblems';
import type { Host } from '../internet';
import { hasBasicAuth, must, mustBeFine } from './check';

export const collectorCredential = { httpBasicAuth: { user: 'n8n', password: 'a-password-of-the-test' } };

const { user, password } = collectorCredential.httpBasicAuth;

/** RFC 5424 without structured data. Source: RFC 5424, section 6. */
const SYSLOG = /^<134>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}Z \S{1,255} \S{1,48} - - - (CEF:.*)$/;

/** A collector that takes lines over HTTP and passes them on to a SIEM as syslog. */
export function collector(): Host & { lines: string[] } {
	const lines: string[] = [];
	return {
		names: ['collector.example'],
		lines,
		answer: (call) => {
			must(hasBasicAuth(call, user, password), 'the password is not there');
			must(call.method === 'POST' && call.body.endsWith('\n'), 'the last line does not end');
			for (const line of call.body.slice(0, -1).split('\n')) {
				const [, cef] = SYSLOG.exec(line) ?? [];
				must(cef !== undefined, `no line of syslog: ${line}`);
				mustBeFine(cefProblems(cef));
				lines.push(line);
			}
			return { status: 200 };
		},
	};
}
