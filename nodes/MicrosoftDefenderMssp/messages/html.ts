import type { Fact, MessageContent } from './content';
import { plainMessage, subjectOf } from './plainText';
import { withinSize } from './shrink';

/** Gmail hides what comes after 102 KB. */
const MOST_HTML = 90_000;

/** A mail; `text` is the part for programs that show no HTML. */
export interface HtmlMail {
	subject: string;
	html: string;
	text: string;
}

/** The message as a mail: styles inline, nothing loaded from anywhere. */
export function htmlMail(content: MessageContent): HtmlMail {
	return {
		subject: subjectOf(content),
		html: withinSize(content, MOST_HTML, (html) => Buffer.byteLength(html, 'utf8'), htmlOf),
		text: plainMessage(content).text,
	};
}

const FONT = 'font-family:Segoe UI,Helvetica,Arial,sans-serif;font-size:14px;color:#242424';
const CELL = 'padding:4px 12px 4px 0;vertical-align:top;text-align:left';
const CODE = 'font-family:Consolas,Menlo,monospace;font-size:13px;word-break:break-all';

function htmlOf(content: MessageContent): string {
	const { level, heading, event, title, customer, description, facts, links } = content;
	const above = [heading, level.word, customer, event].filter((part) => part !== undefined && part !== '');
	return [
		`<div style="${FONT};max-width:720px">`,
		`<div style="border-left:6px solid ${level.colour};padding:4px 12px">`,
		`<p style="margin:0;color:${level.colour};font-weight:600">${escapeHtml(above.join(' · '))}</p>`,
		`<h2 style="margin:4px 0;font-size:18px">${escapeHtml(title)}</h2>`,
		'</div>',
		...(description === undefined ? [] : [`<p style="margin:12px 0">${escapeHtml(description)}</p>`]),
		table(facts),
		...evidenceOf(content),
		...(links.length === 0 ? [] : [`<p style="margin:16px 0">${links.map(anchor).join(' &middot; ')}</p>`]),
		'</div>',
	].join('\n');
}

function evidenceOf({ evidence, moreEvidence }: MessageContent): string[] {
	if (evidence.length === 0 && moreEvidence === 0) return [];
	return [
		'<h3 style="margin:16px 0 4px;font-size:15px">Evidence</h3>',
		...(evidence.length === 0 ? [] : [table(evidence, CODE)]),
		...(moreEvidence > 0 ? [`<p style="margin:4px 0;color:#616161">${moreEvidence} more</p>`] : []),
	];
}

const table = (rows: Fact[], style = ''): string =>
	[
		'<table style="border-collapse:collapse">',
		...rows.map(
			({ label, value }) =>
				`<tr><th style="${CELL};color:#616161;font-weight:600">${escapeHtml(label)}</th>` +
				`<td style="${CELL};${style}">${escapeHtml(value)}</td></tr>`,
		),
		'</table>',
	].join('\n');

const anchor = ({ label, url }: MessageContent['links'][number]): string =>
	`<a href="${escapeHtml(url)}" style="color:#0f6cbd">${escapeHtml(label)}</a>`;

/** Literal in text and in quoted attributes. */
const escapeHtml = (text: string): string =>
	text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replaceAll("'", '&#39;');
