import type { MessageFormat } from '../../../nodes/MicrosoftDefenderMssp/messages/formats';
import { gotten, messageOf } from './builders';
import { cardParserProblems } from './cardParser';
import { problemsOf } from './check';

/** A right message with one of its texts replaced. */
const broken = (format: MessageFormat, from: string, to: string): object => {
	const json = JSON.stringify(messageOf(format, gotten()));
	expect(json).toContain(from);
	return JSON.parse(json.replace(from, to)) as object;
};

describe('the search for what is wrong with a message', () => {
	it.each<[MessageFormat, string, string, string]>([
		['slack', 'a mention', '`Contoso`', '`<!channel>`'],
		['slack', 'a mention that the sender makes', '`Contoso`', '`@here`'],
		['slack', 'text outside of code', '`Contoso`', '*Contoso*'],
		['slack', 'a second piece of code', '`Contoso`', '`Con`*x*`toso`'],
		['slack', 'markup in plain text', 'High · ', '<@U1>'],
		['slack', 'markup in a notification', 'Alert: Suspicious', 'Alert: <Suspicious'],
		['slack', 'half an entity', 'Alert: Suspicious', 'Alert: &am; Suspicious'],
		['slack', 'a title that is too long', 'High · ', 'x'.repeat(150)],
		['slack', 'a block that does not exist', '"header"', '"banner"'],
		['slack', 'links of its own', '"verbatim":true', '"verbatim":false'],
		['slack', 'an address of evidence', 'hxxps://', 'https://'],
		['slack', 'a foreign scheme', '"url":"https://', '"url":"http://'],
		['slack', 'two buttons of one name', 'open_2', 'open_1'],
		['slack', 'a value that Slack escapes', '\\"kind\\":\\"alert\\"', '\\"kind\\":\\"<\\"'],
		['teams', 'Markdown in a fact', '"value":"Contoso"', '"value":"[x](y)"'],
		['teams', 'a list in a fact', '"value":"Contoso"', '"value":"1. x"'],
		['teams', 'a function', '"text":"Suspicious file: "', '"text":"{{DATE(x)}}"'],
		['teams', 'a style that does not exist', '"attention"', '"loud"'],
		['teams', 'text of the item as Markdown', '"text":"Evidence"', '"text":"Contoso"'],
		['teams', 'too many bytes', '"text":"Suspicious file: "', `"text":"${'x'.repeat(28_000)}"`],
		['teams', 'a foreign scheme', '"url":"https://', '"url":"http://'],
		['teams', 'an element that does not exist', '"FactSet"', '"Facts"'],
		['markdown', 'emphasis', 'Contoso\\n', '*Contoso*\\n'],
		['markdown', 'a link', 'Contoso\\n', '[x](https://evil.example)\\n'],
		['markdown', 'a line of its own', 'Contoso\\n', 'Contoso\\n# x\\n'],
		['markdown', 'HTML', 'Contoso\\n', '<b>\\n'],
		['markdown', 'half an escape', 'Contoso\\n', 'a\\\\\\\\*\\n'],
		['markdown', 'a mention', 'Contoso\\n', '@team\\n'],
		['markdown', 'a number', 'Contoso\\n', '\\\\#1\\n'],
		['markdown', 'a foreign link', '](https://', '](http://'],
		['text', 'a line of its own', 'Customer: ', 'x\\nCustomer: '],
		['text', 'an address', 'hxxps://', 'https://'],
		['text', 'a header of a mail', '"subject":"', '"subject":"x\\r\\nBcc: y'],
		['text', 'a text that is too long', 'Contoso\\n', `${'x'.repeat(1600)}\\n`],
		['html', 'a tag', '>Contoso<', '><script>x</script><'],
		['html', 'an attribute', '<p style=', '<p onclick=\\"x\\" style='],
		['html', 'a quote', '>Contoso<', '>\\"<'],
		['html', 'half an entity', '>Contoso<', '>&lt<'],
		['html', 'a tag that is not closed', '>Contoso</td>', '>Contoso'],
		['html', 'something to load', 'color:#0f6cbd', 'background:url(x)'],
		['html', 'a foreign link', 'href=\\"https://', 'href=\\"http://'],
	])('as %s finds %s', (format, _what, from, to) => {
		expect(problemsOf(format, broken(format, from, to))).not.toEqual([]);
	});
});

describe("Microsoft's reader of Adaptive Cards", () => {
	const card = (body: object[]): object => ({ type: 'AdaptiveCard', version: '1.5', body });

	it.each([
		['an element that does not exist', [{ type: 'Facts' }]],
		['a style that does not exist', [{ type: 'Container', style: 'loud', items: [] }]],
		['an element of a later version', [{ type: 'Carousel', pages: [] }]],
	])('refuses %s', (_what, body) => {
		expect(cardParserProblems(card(body))).not.toEqual([]);
	});

	it('takes a right card', () => {
		expect(cardParserProblems(card([{ type: 'TextBlock', text: 'x' }]))).toEqual([]);
	});
});
