import { collector, collectorCredential } from '../receivers/collector';
import type { Scenario } from '../scenario';

export function syslogCef(): Scenario {
	const receiver = collector();
	return {
		hosts: [receiver],
		credentials: collectorCredential,
		play: async ({ contoso, fabrikam, until, quiet }) => {
			const { id } = contoso.addAlert({ title: 'A title | with\nsigns = of \\ CEF', severity: 'high' });
			fabrikam.addAlert({ title: 'Unusual sign-in', severity: 'low' });
			await until('two lines', () => receiver.lines.length === 2);
			await quiet();
			contoso.updateAlert(id, { status: 'resolved' });
			await until('the line of the end', () => receiver.lines.length === 3);
			await quiet();
			const own = receiver.lines.filter((line) => line.includes(id));
			const isRight =
				receiver.lines.length === 3 &&
				own.length === 2 &&
				own.every((line) => line.includes('cs2=Contoso') && line.includes(`cs3=${contoso.id}`));
			if (!isRight) throw new Error(`Not as it should be: ${receiver.lines.join('\n')}`);
			return '3 lines of CEF with a syslog header, each with its customer';
		},
	};
}
