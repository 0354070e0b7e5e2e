import { get } from 'node:http';
import { channelsFor } from '../../../demo/channels';
import { startReceiver, type Arrival, type Button, type Receiver } from '../../../demo/receiver';
import { sampleCustomers } from '../../../demo/sampleCustomers';
import { sendHttp } from '../../n8n/http';

const arrivals: Arrival[] = [];
const pressed: Button[] = [];
let receiver: Receiver;

beforeAll(async () => {
	const channels = channelsFor(sampleCustomers);
	receiver = await startReceiver({
		port: 0,
		channels,
		onArrival: (arrival) => void arrivals.push(arrival),
		onButton: async (button) => await Promise.resolve(pressed.push(button) > 1 ? 500 : 200),
	});
});
beforeEach(() => void arrivals.splice(0));
afterAll(async () => {
	await receiver.close();
});

const post = async (channel: string, body: string) =>
	await sendHttp({ url: `${receiver.url}/channels/${channel}`, method: 'POST', body });

/** Reads the page's event stream until it holds the text. */
function streamUntil(text: string): Promise<string> {
	return new Promise((resolve, reject) => {
		const request = get(`${receiver.url}/events`, (response) => {
			let seen = '';
			response.on('data', (chunk: Buffer) => {
				seen += chunk.toString('utf8');
				if (!seen.includes(text)) return;
				request.destroy();
				resolve(seen);
			});
		});
		request.once('error', reject);
	});
}

describe('the receiver', () => {
	it('keeps each item with the channel it was posted to', async () => {
		expect((await post('contoso', '{"alert":{"id":"a"}}')).status).toBe(200);
		expect((await post('fabrikam', '{"alert":{"id":"b"}}')).status).toBe(200);
		expect(arrivals.map(({ channel, item }) => [channel, item])).toEqual([
			['contoso', { alert: { id: 'a' } }],
			['fabrikam', { alert: { id: 'b' } }],
		]);
	});

	it('refuses a channel that does not exist and a body that is not JSON', async () => {
		expect((await post('adatum', '{}')).status).toBe(404);
		expect((await post('contoso', 'no JSON')).status).toBe(400);
		expect(arrivals).toEqual([]);
	});

	it('shows a page that opens late what had arrived, and then what arrives', async () => {
		await post('northwind', '{"mark":"before"}');
		expect(await streamUntil('"mark":"before"')).toMatch(/^event: state/);
		const live = streamUntil('"mark":"after"');
		await post('northwind', '{"mark":"after"}');
		expect(await live).toContain('"mark":"after"');
	});

	it('tells the page what to show of each item, by the kind of its channel', async () => {
		const alert = { severity: 'low', title: 'A finding' };
		await post('contoso', JSON.stringify({ mark: 'alert', alert }));
		expect(await streamUntil('"title":"A finding"')).toContain('"card":{"tone":"low"');
		await post(
			'health',
			JSON.stringify({ tenant: { name: 'Contoso Retail' }, event: { type: 'recovered' } }),
		);
		expect(await streamUntil('is read again')).toContain('"title":"Contoso Retail is read again"');
	});

	it('hands on which alert of which tenant a button means, and what came of it', async () => {
		const press = async (body: string) =>
			(await sendHttp({ url: `${receiver.url}/buttons/close`, method: 'POST', body })).status;
		const button = { tenantId: 'tenant-1', alertId: 'alert-1' };
		expect(await press(JSON.stringify(button))).toBe(200);
		expect(await press(JSON.stringify(button))).toBe(500);
		expect(await press('{"alertId":"alert-1"}')).toBe(400);
		expect(pressed).toEqual([button, button]);
	});

	it('serves a page that loads nothing from elsewhere', async () => {
		const page = await sendHttp({ url: receiver.url });
		expect(page.status).toBe(200);
		expect(page.text).not.toMatch(/https?:\/\//);
	});
});
