import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';

import { DETAILED, MOST_OLD, MOST_SEEN } from '../../../nodes/MicrosoftDefenderMssp/core/forget';
import { PASSING_GRACE_MS } from '../../../nodes/MicrosoftDefenderMssp/trigger/health';
import { triggerProperties } from '../../../nodes/MicrosoftDefenderMssp/trigger/properties';
import { repositoryRoot } from '../../package/sourceFiles';

const page = readFileSync(join(repositoryRoot, 'docs', 'delivery.md'), 'utf8').replaceAll(/\s+/g, ' ');
const options = triggerProperties.find(({ name }) => name === 'options')?.options as INodeProperties[];
const number = (value: unknown): string => Number(value).toLocaleString('en-US');
const defaultOf = (name: string): string => number(options.find((option) => option.name === name)?.default);

describe('docs/delivery.md', () => {
	it.each([
		['the overlap', `**overlap** (${defaultOf('overlapMinutes')} minutes)`],
		['the sweep', `**sweep** (${defaultOf('sweepHours')} hours)`],
		['the items of a poll', `*Max Items per Poll* (${defaultOf('maxItems')})`],
		['what is remembered', `${number(MOST_SEEN)}; beyond that the oldest are forgotten`],
		[
			'of which the values are remembered',
			`36 for the newest ${DETAILED.least} of them (${number(DETAILED.ofAll)} divided by the number of customers, ${number(DETAILED.most)} at most)`,
		],
		['what is remembered as resolved', `after ${MOST_OLD} others of the customer were`],
		['when passing trouble is told', `after ${PASSING_GRACE_MS / 60_000} minutes if it may pass`],
	])('names %s as the code has it', (_what, words) => {
		expect(page).toContain(words);
	});

	it('names only tests that there are', () => {
		const named = [...page.matchAll(/`((?:unit|integration)\/[\w/]+)`/g)].map(([, path = '']) => path);
		const missing = named.filter((path) => !existsSync(join(repositoryRoot, 'test', `${path}.test.ts`)));
		expect(named.length).toBeGreaterThan(8);
		expect(missing).toEqual([]);
	});

	it('names only options that the panel shows', () => {
		const shown = [...options, ...triggerProperties].map(({ displayName }) => displayName);
		const named = [...page.matchAll(/\*\*Options > ([^*]+)\*\*|\*(Max Items per Poll|Trigger On)\*/g)].map(
			([, option, other]) => option ?? other ?? '',
		);
		expect(named.length).toBeGreaterThan(2);
		expect(named.filter((name) => !shown.includes(name))).toEqual([]);
	});
});
