import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { TokenContext } from '../../../nodes/MicrosoftDefenderMssp/auth/entraAdvice';
import { entraAdvice } from '../../../nodes/MicrosoftDefenderMssp/auth/entraAdvice';
import { readRefusal } from '../../../nodes/MicrosoftDefenderMssp/auth/entraCodes';
import { serviceTitle } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import { apiFailure } from '../../../nodes/MicrosoftDefenderMssp/transport/apiFailure';
import { repositoryRoot } from '../../package/sourceFiles';
import { answer, callOf, connectionOf, refusal, wire } from '../transport/builders';
import { causesInCode, failuresInCode } from './causes';
import { codeTable, failureKinds, failureRows, quotedMessages, sourceTexts } from './failureTable';
import { namedLabels, shownLabels } from './labels';

const page = (name: string): string => readFileSync(join(repositoryRoot, 'docs', name), 'utf8');
const PAGES = ['onboarding.md', 'troubleshooting.md'];
const rows = failureRows(page('troubleshooting.md'));
const quoted = quotedMessages(page('troubleshooting.md'));
const { codes, errors } = codeTable();

const has = (cell: string, code: string): boolean => cell.includes(`\`${code}\``);
const kindsWith = (code: string): string[] => [
	...new Set(rows.filter((row) => has(row.codes, code)).map(({ kind }) => kind)),
];

const context = (delegated: boolean): TokenContext => ({
	tenantId: '…',
	clientId: 'c',
	loginUrl: 'https://login.example',
	cloudName: '…',
	delegated,
});
const called = callOf(connectionOf(wire()));
/** The failure's row: of its kind, and with its message. */
const rowOf = (kind: string, cause: string) =>
	rows.find((row) => row.kind === kind && row.says.includes(cause));

/** Every kind that a refused sign-in can turn into. */
const refusedKinds = new Set([
	...codes.map(([code]) => readRefusal('', [Number(code)]).kind),
	...errors.map((error) => readRefusal(error, []).kind),
	readRefusal('never heard of', []).kind,
]);
const refusals = [...refusedKinds].flatMap((kind) => [
	[kind, 'app-only', entraAdvice(kind, context(false))] as const,
	[kind, 'signed-in user', entraAdvice(kind, context(true))] as const,
]);

const answers = [
	...[302, 400, 401, 403, 404, 429, 500, 503].map((status) => answer(status)),
	answer(403, '<html></html>'),
	answer(403, refusal('Forbidden', 'Account is not provisioned')),
];

describe('docs/troubleshooting.md', () => {
	it('has a row for every failure kind, and for no other', () => {
		expect(failureKinds().length).toBeGreaterThan(0);
		expect([...new Set(rows.map(({ kind }) => kind))].sort()).toEqual(failureKinds().sort());
	});

	it('tells of every warning that something will expire', () => {
		const warnings = [...sourceTexts()].filter((text) => /^[a-z]+Expiring$/.test(text));
		expect(warnings.length).toBeGreaterThan(0);
		expect(warnings.filter((warning) => !has(page('troubleshooting.md'), warning))).toEqual([]);
	});

	it('fills every cell', () => {
		const bare = rows.filter(
			({ says, codes: cell, appliesTo, transient, remedy }) =>
				says.length === 0 ||
				cell === '' ||
				appliesTo === undefined ||
				transient === undefined ||
				remedy === '',
		);
		expect(bare).toEqual([]);
	});

	it('has every AADSTS code in a row of its kind alone', () => {
		expect(codes.length).toBeGreaterThan(0);
		expect(codes.map(([code]) => [code, kindsWith(`AADSTS${code}`)])).toEqual(
			codes.map(([code, kind]) => [code, [kind]]),
		);
	});

	it('has every general answer of Entra ID in a row of its kind alone', () => {
		expect(errors.length).toBeGreaterThan(0);
		expect(errors.map((error) => [error, kindsWith(error)])).toEqual(
			errors.map((error) => [error, [readRefusal(error, []).kind]]),
		);
	});

	it('quotes only messages that the code has', () => {
		const texts = sourceTexts();
		// A reason for no answer is put into '… ….'.
		const known = (message: string) => texts.has(message) || texts.has(message.replace(/^… |\.$/g, ''));
		expect(quoted.filter((message) => !known(message))).toEqual([]);
	});

	it('has every sentence that the code can give as a cause', () => {
		const causes = causesInCode();
		expect(causes.length).toBeGreaterThan(90);
		expect(causes).toContain('… refused the connection.');
		expect(causes.filter((cause) => !quoted.includes(cause))).toEqual([]);
	});

	it('tells of each failure that is written out in the code what stands there', () => {
		const kinds = failureKinds();
		const told = failuresInCode().filter(({ kind }) => kind !== undefined && kinds.includes(kind));
		expect(told.length).toBeGreaterThan(60);
		const unlike = told.filter(({ cause, ...failure }) => {
			const here = rows.filter(({ says }) => says.includes(cause));
			return !here.some((row) =>
				Object.entries(failure).every(([key, value]) => Reflect.get(row, key) === value),
			);
		});
		expect(unlike).toEqual([]);
	});

	it.each(refusals)(
		'tells whom a refused sign-in (%s, %s) concerns and whether it passes',
		(kind, _way, told) => {
			const { cause, appliesTo, transient } = told;
			expect({ cause, row: rowOf(kind, cause) }).toMatchObject({ row: { appliesTo, transient } });
		},
	);

	it.each(answers)('tells whom an answer $status of an API concerns and whether it passes', (response) => {
		const { kind, cause, appliesTo, transient } = apiFailure(response, called);
		const general = cause
			.replace(serviceTitle(called.service), '…')
			.replace(called.permission.application, '…')
			.replace(/(the request: )$/, '$1…');
		expect({ general, row: rowOf(kind, general) }).toMatchObject({ row: { appliesTo, transient } });
	});
});

describe.each(PAGES)('docs/%s', (name) => {
	const labels = shownLabels();

	it('names only AADSTS codes that the code knows', () => {
		const known = new Set(codes.map(([code]) => code));
		const named = [...page(name).matchAll(/AADSTS(\d+)/g)].map(([, code = '']) => code);
		expect(named.filter((code) => !known.has(code))).toEqual([]);
	});

	it('names only fields and choices that n8n shows', () => {
		const named = namedLabels(page(name));
		expect(named.length).toBeGreaterThan(0);
		expect(named.filter((label) => !labels.has(label))).toEqual([]);
	});
});
