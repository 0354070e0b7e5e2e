/** Texts that an attacker, a customer or a careless builder may put anywhere. */
export const HOSTILE: Readonly<Record<string, string>> = {
	'Slack mentions':
		'<!channel> <!here|here> <!everyone> <@U0123ABC> <#C0123ABC> <!subteam^S1> @channel @here @everyone',
	'a Slack link': '<https://evil.example|security.microsoft.com> <mailto:a@b.example|x>',
	'Slack formatting': '*bold* _it_ ~gone~ `code` ```block``` > quote :rotating_light:',
	'Markdown links and images':
		'[Open in Defender](https://evil.example) ![x](https://evil.example/p.png) <https://evil.example>',
	'a Markdown reference': '[x][1] [1]: https://evil.example "t"',
	'Markdown blocks': '# head\n- item\n> quote\n```\ncode\n```\n| a | b |\n| - | - |\n---\n1. one',
	'Markdown escapes': '\\[x\\](https://evil.example) \\\\ \\_ \\&lt; ends with \\',
	'GitHub words': '@org/team #1 GH-2 org/repo#3 $x$ www.evil.example a@b.example',
	'Jira markup': '[~admin] {code}x{code} [x|https://evil.example] !https://evil.example/p.png! h1. x ||a||',
	'GitLab commands': '\n/close\n/assign @all\n',
	HTML: '<script>alert(1)</script><img src=x onerror=alert(1)><a href="https://evil.example">x</a></td></table>',
	'HTML attributes': '" onmouseover="alert(1)" style=\'x\' &quot;&lt;b&gt; &#60;b&#62;',
	'functions of cards': '{{DATE(2026-01-01T00:00:00Z)}} {{TIME(x)}} {{{DATE(y)}} ${title} <at>Kim</at>',
	'mail headers': 'x\r\nBcc: all@contoso.example\r\n\r\n<b>',
	'a faked line': 'x\nCustomer: Fabrikam\nOpen in Defender: https://evil.example',
	'a turned text': 'invoice\u202Efdp.exe \u2066x\u2069 zero\u200Bwidth',
	'halves of characters': '\uD83D \uDE00 a\uD800',
	'control characters': '\0\x07\x1B[31mred\x7F\x9B',
	'nothing to see': '\u200B\u200B \u00AD',
	'addresses of every kind':
		'http://http://a.example ftp://a.example FILE://a JaVaScRiPt:alert(1) ms-msdt:/id x \\\\server\\share',
	'entities only': '&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&',
	'a very long text': '<&">\'*_[](){}`\\|🔴@x #1 '.repeat(3000),
	backticks: '``` ` `` $(whoami) `id`',
	'names of JavaScript': '__proto__ constructor toString',
};
