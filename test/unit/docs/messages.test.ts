import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { buildMessage } from '../../../nodes/MicrosoftDefenderMssp/actions/alert/buildMessage.operation';
import type { MessageFormat } from '../../../nodes/MicrosoftDefenderMssp/messages/formats';
import { repositoryRoot } from '../../package/sourceFiles';
import { contentOf, gotten, incident, messageOf } from '../messages/builders';

const page = readFileSync(join(repositoryRoot, 'docs', 'messages.md'), 'utf8');
const optionsOf = (name: string) =>
	buildMessage.properties.find((property) => property.name === name)?.options ?? [];
const formats = optionsOf('messageFormat') as INodePropertyOptions[];
const options = optionsOf('options') as INodeProperties[];

describe('docs/messages.md', () => {
	it.each(formats.map(({ name, value }) => [name, String(value)]))('says what %s gives', (name, value) => {
		const row = page.split('\n').find((line) => line.startsWith(`| **${name}** (\`${value}\`) |`));
		const [, , cell = ''] = row?.split('|') ?? [];
		const named = [...cell.matchAll(/`([a-z]+)`/g)].map(([, key]) => key);
		const message = messageOf(value as MessageFormat, gotten());
		expect(named).toEqual(Object.keys(message));
	});

	it('has every option and its default', () => {
		for (const { displayName } of options) expect(page).toContain(`| **${displayName}** |`);
		const most = options.find(({ name }) => name === 'maxEvidence');
		expect(page).toContain(
			`| ${Number(most?.default)} by default, up to ${Number(most?.typeOptions?.maxValue)}.`,
		);
	});

	it('names the buttons of Slack, and what they carry', () => {
		const { blocks } = messageOf('slack', gotten());
		const ids = blocks.flatMap((block) =>
			block.type === 'actions' ? block.elements.map(({ action_id }) => action_id) : [],
		);
		expect(ids.length).toBe(4);
		for (const id of ids) expect(page).toContain(`\`${id}\``);
		const [close, assign] = contentOf(gotten()).buttons;
		const [, shown = '{}'] = /^(\{ "action".*\})$/m.exec(page) ?? [];
		expect(Object.keys(JSON.parse(shown) as object)).toEqual(Object.keys(close?.data ?? {}));
		expect(page).toContain(
			`\`action\` is \`${close?.data.action ?? '?'}\` or \`${assign?.data.action ?? '?'}\``,
		);
		expect(Object.keys(contentOf(incident()).buttons[0]?.data ?? {})).toContain('incidentId');
	});
});
