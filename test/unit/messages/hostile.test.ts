import type { MessageFormat } from '../../../nodes/MicrosoftDefenderMssp/messages/formats';
import { FORMATS, gotten, health, incident, infested, messageOf, triggered } from './builders';
import { problemsOf } from './check';
import { HOSTILE } from './hostile';

const changes = { status: { from: 'new', to: 'x' }, assignedTo: { from: 'x', to: 'y' } };
const ITEMS = {
	'an alert': gotten(),
	'an alert as the service sent it': gotten({}, 'defender', false),
	'an event': triggered('updated', {}, changes),
	'an incident': incident(),
	'tenant health': health(),
};
const KINDS = Object.keys(HOSTILE);

describe.each(FORMATS)('in a message as %s', (format: MessageFormat) => {
	it.each(KINDS)('%s are nothing but text, whatever carries them', (kind) => {
		const text = HOSTILE[kind] ?? '';
		for (const [name, item] of Object.entries(ITEMS)) {
			for (const includeButtons of [true, false]) {
				const options = { heading: text, includeButtons, maxEvidence: 20 };
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
