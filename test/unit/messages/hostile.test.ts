import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import type { MessageFormat } from '../../../nodes/MicrosoftDefenderMssp/messages/formats';
import { everyGraphEvidence } from '../core/evidence/everyGraphEvidence';
import {
	contentOf,
	FORMATS,
	gotten,
	health,
	incident,
	infested,
	itemOf,
	messageOf,
	rawStory,
	story,
	triggered,
} from './builders';
import { problemsOf } from './check';
import { HOSTILE } from './hostile';

const changes = { status: { from: 'new', to: 'x' }, assignedTo: { from: 'x', to: 'y' } };
const ITEMS = {
	'an alert': gotten(),
	'an alert as the service sent it': gotten({}, 'defender', false),
	'an event': triggered('updated', {}, changes),
	'an incident': incident(),
	'tenant health': health(),
	'a mail': story('phishing'),
	'a message in Teams': story('teamsMessage', false),
	'an app': story('oauthGrant', false),
	'a rule of the customer': story('analyticsRule', false),
	'evidence of every type': itemOf(everyGraphEvidence, false),
	'evidence of every type, simplified': itemOf(everyGraphEvidence, true),
};
const KINDS = Object.keys(HOSTILE);

describe.each(FORMATS)('in a message as %s', (format: MessageFormat) => {
	it.each(KINDS)('%s are nothing but text, whatever carries them', (kind) => {
		const text = HOSTILE[kind] ?? '';
		for (const [name, item] of Object.entries(ITEMS)) {
			for (const includeButtons of [true, false]) {
				const options = { heading: text, includeButtons, maxEvidence: includeButtons ? 60 : 6 };
				const message = messageOf(format, infested(item, text), options);
				expect([name, problemsOf(format, message)]).toEqual([name, []]);
			}
		}
	});
});

const titled = (title: string) => gotten({ title });

describe('shown literally', () => {
	const [mention, link] = ['<!channel> & @here *x*', '[x](https://evil.example) `a` #1 C:\\b'];

	it('in Slack', () => {
		const { text, blocks } = messageOf('slack', titled(mention));
		expect(text).toBe('🔴 High - Contoso - Alert: &lt;!channel&gt; &amp; @\u200Bhere *x*');
		expect(blocks[0]).toMatchObject({
			text: { type: 'plain_text', text: '🔴 High · Contoso · Alert: &lt;!channel&gt; &amp; @\u200Bhere *x*' },
		});
	});

	it('in code in Slack, with a backtick that ends nothing', () => {
		const item = gotten({ user: null, device: null, assignedTo: '`*x*` <@U1>' });
		expect(JSON.stringify(messageOf('slack', item).blocks)).toContain(
			'*Assigned to*\\n`ˋ*x*ˋ &lt;@\u200BU1&gt;`',
		);
	});

	it('in Teams: what may be Markdown in no fact', () => {
		const item = gotten({ assignedTo: '[x](https://evil.example) _y_' });
		const [{ content }] = messageOf('teams', item).attachments;
		const runs = content.body.flatMap((element) => (element.type === 'RichTextBlock' ? element.inlines : []));
		expect(runs.map(({ text }) => text)).toContain('[x](hxxps://evil[.]example) _y_');
		expect(JSON.stringify(content.body.filter(({ type }) => type === 'FactSet'))).not.toContain('evil');
	});

	it('in Markdown', () => {
		const { title, body } = messageOf('markdown', titled(link));
		expect(title).toBe('High - Contoso - Alert: [x](hxxps://evil[.]example) `a` #\u200B1 C:\\b');
		expect(body).toContain('**🔴 Alert:** \\[x\\](hxxps://evil\\[.\\]example) \\`a\\` \\#\u200B1 C:\\b\n');
	});

	it('in plain text', () => {
		const { subject } = messageOf('text', titled(mention));
		expect(subject).toBe(`High - Contoso - Alert: ${mention}`);
	});

	it('in HTML', () => {
		const { subject, html } = messageOf('html', titled('<b>"x" & \'y\''));
		expect(subject).toBe('High - Contoso - Alert: <b>"x" & \'y\'');
		expect(html).toContain('>&lt;b&gt;&quot;x&quot; &amp; &#39;y&#39;</h2>');
	});
});

describe('what a sender writes', () => {
	const mail = (part: object): JsonObject => {
		const raw = rawStory('phishing');
		const evidence = (raw.evidence as JsonObject[]).map((piece) =>
			String(piece['@odata.type']).includes('analyzedMessage') ? { ...piece, ...part } : piece,
		);
		return itemOf({ ...raw, evidence }, false);
	};

	it.each(FORMATS)('is no link as %s: subject, name, and details without a scheme', (format) => {
		const item = mail({
			subject: 'Open https://evil.example/a or www.evil.example',
			p2Sender: {
				displayName: 'security.microsoft.com https://evil.example',
				emailAddress: 'a@evil.example',
			},
			urls: ['evil.example/pay', 'https://evil.example/b'],
		});
		const message = JSON.stringify(messageOf(format, item, { maxEvidence: 20, includeButtons: false }));
		expect(message).toMatch(/hxxps:\/\/evil.{0,4}\[.{0,2}\.\\*\]/);
		expect(message).not.toMatch(/https:\/\/evil|www\.evil|mailto:/);
		expect(message).not.toContain('evil.example/pay');
	});

	it.each(FORMATS)('turns nothing around and mentions nobody as %s', (format) => {
		const item = mail({
			subject: 'invoice\u202Efdp.exe @channel <!here>',
			p2Sender: { displayName: '<!channel> \u2066x', emailAddress: '@here' },
			threats: ['<@U0123ABC>'],
		});
		const message = messageOf(format, item, { maxEvidence: 20 });
		expect(problemsOf(format, message)).toEqual([]);
		expect(JSON.stringify(message)).toContain('\uFFFDfdp.exe');
	});

	it('is no label: neither a type nor a verdict of its own', () => {
		const raw = rawStory('phishing');
		const odd = {
			'@odata.type': '#microsoft.graph.security.<b>*x* <!here>Evidence',
			verdict: '*malicious*',
			name: 'x',
		};
		const { evidence } = contentOf(itemOf({ ...raw, evidence: [odd] }, false));
		expect(evidence).toEqual([{ label: 'Evidence', value: 'x (<b>*x* <!here>, *malicious*)' }]);
	});
});

describe('links', () => {
	const forged = (alert: unknown) => ({ ...gotten(), links: { alert, incident: 'https://p.example/x' } });

	it.each([
		'http://security.microsoft.com/alerts/1',
		'javascript:alert(1)',
		'https://user@evil.example/',
		'//evil.example',
		'"><script>',
	])('that are not https are not made: %s', (address) => {
		for (const format of FORMATS) {
			const message = JSON.stringify(messageOf(format, forged(address)));
			expect(message).toContain('https://p.example/x');
			expect(message).not.toContain(address);
			expect(message).not.toContain('Open in Defender');
		}
	});

	it('cannot be broken out of', () => {
		for (const format of FORMATS) {
			for (const includeButtons of [true, false]) {
				const address = 'https://p.example/)](https://evil.example|x>"\' <b>?a=1&b=2&copy;';
				const message = messageOf(format, forged(address), { includeButtons });
				expect([format, problemsOf(format, message)]).toEqual([format, []]);
			}
		}
	});
});
