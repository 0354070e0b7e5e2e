import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { jwt } from '../unit/auth/builders';
import { CLIENT_ID, CONTOSO } from '../unit/core/builders';
import { findings } from './privacy';
import { repositoryFiles } from './repositoryFiles';
import { repositoryRoot } from './sourceFiles';

const textOf = (path: string) => readFileSync(join(repositoryRoot, path)).toString('utf8');
/** Git's own test for "binary". */
const isText = (text: string) => !text.slice(0, 8000).includes('\0');

describe('what is in the repository', () => {
	const files = repositoryFiles(repositoryRoot).map((path) => ({ path, text: textOf(path) }));

	it('is looked at', () => {
		expect(files.length).toBeGreaterThan(100);
	});

	it('is nothing private: categories and places only, the values are not printed', () => {
		const found = files
			.filter(({ text }) => isText(text))
			.flatMap(({ path, text }) =>
				findings(text).map(({ category, line }) => `${category}: ${path}:${line}`),
			);
		expect(found).toEqual([]);
	});

	it('names this checkout nowhere', () => {
		// A checkout at the root of a disk has no name of its own.
		const named =
			repositoryRoot.split('/').length > 2 ? files.filter(({ text }) => text.includes(repositoryRoot)) : [];
		expect(named.map(({ path }) => path)).toEqual([]);
	});

	it('holds no address in the lock file, so that it installs from any mirror', () => {
		const lock = files.find(({ path }) => path === 'package-lock.json')?.text ?? '';
		expect(lock).toContain('"lockfileVersion"');
		expect(lock.match(/"resolved"/g) ?? []).toEqual([]);
	});

	it('holds no build output, packages or logs', () => {
		const unwanted =
			/(^|\/)(dist|node_modules|coverage|\.cache)\/|\.(tgz|log|tsbuildinfo|pem|key|p12|pfx|env)$/;
		expect(files.map(({ path }) => path).filter((path) => unwanted.test(path))).toEqual([]);
	});
});

describe('the search for private things', () => {
	const categories = (text: string) => findings(text).map(({ category }) => category);

	it.each([
		['a home folder', `cd ${['', 'home', 'kim', 'code'].join('/')}`],
		['a home folder of macOS', `"${['', 'Users', 'kim', 'code'].join('/')}"`],
		['a home folder of Windows', ['C:', 'Users', 'sam'].join('\\')],
		[
			'a private key',
			generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
		],
		['a token', jwt({ tid: CONTOSO.id })],
		['a refresh token', `0.A${randomBytes(60).toString('base64url')}`],
		['a client secret', `abc8Q~${randomBytes(30).toString('base64url')}`],
		['a GUID that may be real', `"${randomUUID()}"`],
		['a GUID in capitals', randomUUID().toUpperCase()],
		['a mail address', `to: ${['kim', 'corp.dev'].join('@')}`],
		['a tenant', `https://login/${['northwind2', 'onmicrosoft', 'com'].join('.')}`],
		['an IP address', `from ${[20, 190, 160, 1].join('.')}:443`],
	])('finds %s', (_what, text) => {
		expect(categories(String(text))).toHaveLength(1);
	});

	it.each([
		['an invented GUID', CONTOSO.id],
		['an invented client', CLIENT_ID],
		['an application of Microsoft', 'fc780465-2017-40d4-a0c5-307022471b92'],
		["a page of n8n's editor", "'/home/workflows'"],
		['the mail address of an invented company', 'kim@pc7.contoso.example, <sam@contoso.com>'],
		['the user of a URL', 'https://user:word@graph.microsoft.com/'],
		['an invented tenant', 'contoso.onmicrosoft.com'],
		['addresses of documentation and of this machine', '203.0.113.9, 127.0.0.1 and 10.1.2.3'],
		['a number of a chapter', 'OData 4.01, 5.1.1.6.1'],
		['a path of a web address', 'https://docs.example/home/kim'],
		['the beginning of a key as a hint', 'e.g. -----BEGIN PRIVATE KEY----- …'],
		[
			'a hash of the lock file',
			'"sha512-0yA8Q1abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789=="',
		],
	])('leaves %s alone', (_what, text) => {
		expect(categories(text)).toEqual([]);
	});

	it('tells the place', () => {
		expect(findings(`first\nsecond ${randomUUID()}`)).toMatchObject([{ line: 2 }]);
	});
});
