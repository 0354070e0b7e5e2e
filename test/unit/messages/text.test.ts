import * as fc from 'fast-check';

import {
	defang,
	defangUrl,
	fit,
	oneLine,
	withoutMentions,
	withoutReferences,
} from '../../../nodes/MicrosoftDefenderMssp/messages/text';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });

describe('oneLine', () => {
	it.each([
		['line breaks of every kind', 'a\r\nb\u2028c\u2029d\u0085e\vf', 'a b c d e f'],
		['spaces of every kind, and those around', '\u00A0a \t\u3000b ', 'a b'],
		['control characters', 'a\0b\x1Bc\x7Fd', 'a b c d'],
		['what nobody sees', 'a\u200Bb\u00ADc\uFEFFd\u2060e\u{E0041}', 'abcde'],
	])('levels %s', (_what, text, line) => {
		expect(oneLine(text)).toBe(line);
	});

	it('shows where a file name hides its ending', () => {
		expect(oneLine('invoice\u202Efdp.exe')).toBe('invoice\uFFFDfdp.exe');
	});

	it('shows half a character as what it is', () => {
		expect(oneLine('a\uD83Db')).toBe('a\uFFFDb');
	});

	it('reads only the beginning of what no message could show, and no half character at its end', () => {
		expect(oneLine(`${'x'.repeat(7_999)}🔴🔴`)).toBe(`${'x'.repeat(7_999)}…`);
		expect(oneLine('x'.repeat(8_000))).toHaveLength(8_000);
	});

	it('leaves letters of every script alone', () => {
		const text = 'Ünïcode 日本語 العربية 🔴 👩\u200D💻 نمی\u200Cخواهم';
		expect(oneLine(text)).toBe(text);
	});
});

describe('defang', () => {
	it.each([
		['https://evil.example/a.php', 'hxxps://evil[.]example/a.php'],
		['HTTP://EVIL.EXAMPLE', 'hxxp://EVIL[.]EXAMPLE'],
		['see https://a.example, http://b.example.', 'see hxxps://a[.]example, hxxp://b[.]example[.]'],
		['https://good.example@evil.example/', 'hxxps://good[.]example@evil[.]example/'],
		['https://a.example/?u=http://b.example', 'hxxps://a[.]example/?u=hxxp://b[.]example'],
		['file://server/share', 'file[:]//server/share'],
		['ms-word:ofe|u|https://a.example', 'ms-word:ofe|u|hxxps://a[.]example'],
		['www.evil.example/x.y', 'www[.]evil[.]example/x.y'],
		['http://http://a.example', 'hxxp://http[:]//a[.]example'],
		['xhttp://a.example', 'xhttp[:]//a[.]example'],
		['C:\\Windows\\a.exe -x 10.0.0.1', 'C:\\Windows\\a.exe -x 10.0.0.1'],
	])('makes %s %s', (text, defanged) => {
		expect(defang(text)).toBe(defanged);
	});

	it('of evidence does it without a scheme too', () => {
		expect(defangUrl('evil.example/a.php?u=http://b.example')).toBe(
			'evil[.]example/a.php?u=hxxp://b[.]example',
		);
		expect(defangUrl('https://evil.example/a.php')).toBe('hxxps://evil[.]example/a.php');
	});

	it('leaves nothing to click, and what is defanged as it is', () => {
		const part = fc.constantFrom(
			'http',
			'https',
			'ftp',
			'://',
			':',
			'/',
			'www.',
			'hxxp',
			'.',
			'[.]',
			'[',
			']',
			'a',
		);
		fc.assert(
			fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
				const defanged = defang(parts.join(''));
				expect(defanged).not.toMatch(/(?:https?|ftp):\/\/|www\./i);
				expect(defang(defanged)).toBe(defanged);
			}),
		);
	});
});

describe('mentions and references', () => {
	it.each([
		['@channel', '@\u200Bchannel'],
		['(@here) @@x', '(@\u200Bhere) @\u200B@\u200Bx'],
		['ü@team', 'ü@\u200Bteam'],
		['kim@contoso.example', 'kim@contoso.example'],
	])('in %s', (text, without) => {
		expect(withoutMentions(text)).toBe(without);
	});

	it('in ticket numbers', () => {
		expect(withoutReferences('#1 # 2 #x GH#3')).toBe('#\u200B1 # 2 #x GH#\u200B3');
	});
});

describe('fit', () => {
	const escape = (text: string) => text.replaceAll('&', '&amp;');

	it.each([
		['nothing of what fits', 'abc', 3, 'abc'],
		['to make room for the ellipsis', 'abcd', 3, 'ab…'],
		['no entity in two', 'a&b&c', 8, 'a&amp;b…'],
		['a whole entity rather than half of it', 'a&b&c', 6, 'a…'],
		['no character in two', '🔴🔴🔴', 4, '🔴…'],
	])('cuts %s', (_what, text, limit, cut) => {
		expect(fit(text, limit, escape)).toBe(cut);
	});

	it('is within its limit, whole, and as long as can be', () => {
		fc.assert(
			fc.property(anyText, fc.integer({ min: 6, max: 80 }), (text, limit) => {
				const cut = fit(text, limit, escape);
				expect(cut.length).toBeLessThanOrEqual(limit);
				if (cut === escape(text)) return;
				const kept = cut.slice(0, -1).replaceAll('&amp;', '&');
				expect(cut).toMatch(/…$/);
				expect(text.startsWith(kept)).toBe(true);
				const next = String.fromCodePoint(text.codePointAt(kept.length) ?? 0);
				expect(escape(`${kept}${next}…`).length).toBeGreaterThan(limit);
			}),
		);
	});
});

// A search that goes back over the text for each of its characters would not end within the time of a test.
it('a text of a million characters is cut like any other', () => {
	const long = 'a'.repeat(1_000_000);
	const cut = fit(withoutMentions(defang(`${long}://`)), 1000);
	expect(cut).toBe(`${'a'.repeat(999)}…`);
});
