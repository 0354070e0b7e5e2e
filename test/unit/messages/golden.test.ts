import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import type { MessageFormat } from '../../../nodes/MicrosoftDefenderMssp/messages/formats';
import { goldenFile } from '../../support/goldenFile';
import { bare, FORMATS, gotten, health, incident, messageOf, story, triggered } from './builders';
import { problemsOf } from './check';

const changes = { status: { from: 'new', to: 'resolved' }, assignedTo: { to: 'kim@mssp.example' } };
const ITEMS: Record<string, JsonObject> = {
	'created-alert': triggered('created'),
	'updated-alert': triggered(
		'updated',
		{ status: 'inProgress', severity: 'medium' },
		{
			status: { from: 'new', to: 'inProgress' },
			evidence: { from: '3', to: '5' },
		},
	),
	'resolved-alert': triggered(
		'resolved',
		{
			status: 'resolved',
			classification: 'truePositive',
			determination: 'malware',
			assignedTo: 'kim@mssp.example',
		},
		changes,
	),
	'gotten-alert': gotten({ severity: 'low' }, 'defender', false),
	incident: incident(),
	'phishing-alert': story('phishing'),
	'oauth-alert': story('oauthGrant'),
	'cloud-alert': story('storageToken'),
	'iot-alert': story('controllerProgramming', false),
	'alert-of-nothing': bare(),
	health: health(),
};

/** A message as a file that one can look at. */
const FILES: Record<MessageFormat, (message: never) => string> = {
	html: ({ subject, html }: { subject: string; html: string }) => `<!-- ${subject} -->\n${html}\n`,
	markdown: ({ title, body }: { title: string; body: string }) => `${title}\n\n${body}\n`,
	slack: (message: object) => `${JSON.stringify(message, null, '\t')}\n`,
	teams: (message: object) => `${JSON.stringify(message, null, '\t')}\n`,
	text: ({ subject, text }: { subject: string; text: string }) => `${subject}\n\n${text}\n`,
};
const ENDINGS: Record<MessageFormat, string> = {
	html: 'html',
	markdown: 'md',
	slack: 'slack.json',
	teams: 'teams.json',
	text: 'txt',
};

const nameOf = (item: string, format: MessageFormat) => `${item}.${ENDINGS[format]}`;
const folder = join(__dirname, 'golden');
const cases = Object.keys(ITEMS).flatMap((item) => FORMATS.map((format) => [item, format] as const));

describe('the message of', () => {
	it.each(cases)('%s as %s is as stored, and right for its product', (item, format) => {
		const message = messageOf(format, ITEMS[item] ?? {});
		const file = FILES[format](message as never);
		expect(file).toBe(goldenFile(join(folder, nameOf(item, format)), file));
		expect(problemsOf(format, message)).toEqual([]);
	});
});

it('every stored message is compared', () => {
	expect(readdirSync(folder).sort()).toEqual(cases.map(([item, format]) => nameOf(item, format)).sort());
});
