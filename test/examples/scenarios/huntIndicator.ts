import { sendHttp } from '../../n8n/http';
import type { Scenario } from '../scenario';
import { sendForm } from '../sendForm';

const login = { user: 'analyst', password: 'a-password-of-the-test' };
const authorization = `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}`;

export function huntIndicator(): Scenario {
	return {
		hosts: [],
		credentials: { httpBasicAuth: login },
		play: async ({ contoso, fabrikam, n8nUrl }) => {
			const url = `${n8nUrl}/form/hunt-indicator`;
			const ask = (indicator: string) => sendForm(url, authorization, [indicator, '7 days']);
			const seen = (RemoteIP: string) => ({
				Timestamp: new Date(Date.now() - 60_000).toISOString(),
				DeviceName: 'till-04',
				RemoteIP,
				RemoteUrl: 'https://cdn.evil.example/a',
			});
			const hash = 'ab'.repeat(32);
			fabrikam.addHuntingRows('DeviceFileEvents', [
				{ Timestamp: new Date().toISOString(), DeviceName: 'till-05', SHA256: hash, SHA1: 'ab'.repeat(20) },
			]);
			contoso.addHuntingRows('DeviceFileEvents', [
				{
					Timestamp: new Date().toISOString(),
					DeviceName: 'till-04',
					SHA256: '0'.repeat(64),
					SHA1: '0'.repeat(40),
				},
			]);
			contoso.addHuntingRows('DeviceNetworkEvents', [seen('203.0.113.9'), seen('203.0.113.9')]);
			fabrikam.addHuntingRows('DeviceNetworkEvents', [seen('203.0.113.10')]);
			const found = await ask('203.0.113[.]9');
			if (!/Contoso: 2 hits on till-04.*Fabrikam: nothing/.test(found)) throw new Error(found);
			const domain = await ask('evil[.]example');
			if (!/Contoso: 2 hits on till-04.*Fabrikam: 1 hits on till-04/.test(domain)) throw new Error(domain);
			for (const digest of [hash.toUpperCase(), hash.slice(0, 40)]) {
				const file = await ask(digest);
				if (!/Contoso: nothing.*Fabrikam: 1 hits on till-05/.test(file)) throw new Error(file);
			}
			const fault = fabrikam.addFault({
				api: 'graph',
				respond: { status: 403, body: { error: { code: 'Forbidden', message: 'No permission.' } } },
			});
			const partly = await ask('203.0.113.9');
			fault.remove();
			if (!/Contoso: 2 hits.*Fabrikam: not searched\./.test(partly)) throw new Error(partly);
			const refused = await ask('" | union DeviceInfo //');
			if (!refused.includes('That is no indicator')) throw new Error(refused);
			const anybody = await sendHttp({ url });
			if (anybody.status !== 401) throw new Error(`Anybody may open the form: ${anybody.status}`);
			return 'an address, a domain and two hashes found where they are, one customer that could not be searched, a query that was typed in refused';
		},
	};
}
