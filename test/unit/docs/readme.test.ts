import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { RESOURCES } from '../../../nodes/MicrosoftDefenderMssp/actions/node.description';
import { DELEGATED_PERMISSIONS } from '../../../nodes/MicrosoftDefenderMssp/auth/scopes';
import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import { repositoryRoot } from '../../package/sourceFiles';
import { quotedMessages } from './failureTable';

const read = (...path: string[]): string => readFileSync(join(repositoryRoot, ...path), 'utf8');
const page = read('README.md');
const fenced = (language: string): string[] =>
	[...page.matchAll(/^```(\w+)\n(.*?)^```/gms)].flatMap(([, kind, text = '']) =>
		kind === language ? [text] : [],
	);

/** What the build server runs. */
const ciFiles = readdirSync(join(repositoryRoot, '.ci')).map((file) => read('.ci', file));

describe('README.md', () => {
	it('can be read in one go', () => {
		expect(page.split('\n').length).toBeLessThan(200);
	});

	it('tells to run only what the build server runs too', () => {
		const commands = fenced('sh').flatMap((block) => block.trim().split('\n'));
		const inText = [...page.matchAll(/`(npm [^`]+)`/g)].map(([, command = '']) => command);
		expect(commands).toEqual(expect.arrayContaining(['npm run demo', 'npm test']));
		// The demo stays until Ctrl+C, so the build server starts it with its own check.
		const run = (command: string) =>
			ciFiles.some((text) => text.includes(command === 'npm run demo' ? 'npm run demo -- --check' : command));
		expect(commands.filter((command) => !run(command))).toEqual([]);
		expect(inText).toContain('npm run demo -- --check');
	});

	it('shows items whose JSON is JSON, with a message that the code gives', () => {
		const [item, health] = fenced('json').map(
			(text) => JSON.parse(text) as Record<string, Record<string, string>>,
		);
		expect(Object.keys(item ?? {})).toEqual(['event', 'tenant', 'alert', 'links']);
		expect(quotedMessages(read('docs', 'troubleshooting.md'))).toContain(health?.health?.cause);
	});

	it.each(Object.values(SOURCES))('has the permissions of $title', ({ title, permission }) => {
		const rows = page.split('\n').filter((line) => line.startsWith('| '));
		expect(rows).toContain(`| ${title} | \`${permission.application}\` | \`${permission.delegated}\` |`);
	});

	it('has all that a sign-in of the first level asks for, or the customer would allow too little', () => {
		const [, part = ''] = /^### Signed-in user$(.*?)^## /ms.exec(page) ?? [];
		const asked = Object.values(DELEGATED_PERMISSIONS.read).flat();
		expect(asked.filter((permission) => !part.includes(`\`${permission}\``))).toEqual([]);
	});

	it('names every source of the trigger', () => {
		const [, listed = ''] = /Sources: ([^.]*)\./.exec(page) ?? [];
		expect(listed.split(', ')).toEqual(Object.values(SOURCES).map(({ title }) => title));
	});

	it.each(RESOURCES)('names every operation of $title', ({ title, operations }) => {
		const [, listed = ''] = new RegExp(`\\*\\*${title}\\*\\*: ([^.]*)\\.`).exec(page) ?? [];
		const names = Object.values(operations).map(({ option }) => option.name);
		expect(listed.split(', ').sort()).toEqual(names.sort());
	});
});
