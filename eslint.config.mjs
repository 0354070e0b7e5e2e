import js from '@eslint/js';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const NODE = 'nodes/MicrosoftDefenderMssp';
const PUBLISHED = ['nodes/**/*.ts', 'credentials/**/*.ts', 'index.ts'];

export default tseslint.config(
	{ ignores: ['dist', '.cache', 'artifacts', 'coverage'] },
	js.configs.recommended,
	{
		files: ['**/*.ts'],
		extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
		languageOptions: { parserOptions: { project: './tsconfig.json' }, globals: globals.node },
		rules: {
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/array-type': ['error', { default: 'array-simple' }],
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/return-await': ['error', 'always'],
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true },
			],
			complexity: ['error', 12],
			'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
			'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
			'max-params': ['error', 5],
			'no-console': 'error',
			eqeqeq: 'error',
		},
	},
	{
		files: ['**/*.{js,mjs}'],
		languageOptions: { globals: globals.node },
	},
	{
		files: PUBLISHED,
		plugins: { 'import-x': importX },
		linterOptions: { noInlineConfig: true },
		rules: {
			'import-x/no-cycle': 'error',
			'import-x/no-default-export': 'error',
		},
		settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js'] })] },
	},
	{
		files: [`${NODE}/core/**/*.ts`],
		rules: {
			'no-restricted-imports': ['error', { patterns: ['n8n-*', '@azure/*', 'node:*', '../../*/**'] }],
			'no-restricted-syntax': [
				'error',
				{
					selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
					message: 'Time is an argument of the core.',
				},
				{
					selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
					message: 'The core has no randomness.',
				},
				{
					selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
					message: 'Time is an argument of the core.',
				},
			],
		},
	},
	{
		files: [`${NODE}/**/*.ts`],
		ignores: [`${NODE}/auth/msal.ts`],
		rules: {
			'@typescript-eslint/no-restricted-imports': [
				'error',
				{ patterns: [{ group: ['@azure/*'], message: 'MSAL lives in auth/msal.ts only.' }] },
			],
		},
	},
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts', 'package.json'],
		plugins: { '@n8n/community-nodes': n8nCommunityNodesPlugin },
		rules: n8nCommunityNodesPlugin.configs.recommended.rules,
	},
	{
		files: ['nodes/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: n8nNodesBase.configs.nodes.rules,
	},
	{
		files: ['nodes/**/*.node.ts'],
		rules: {
			// These two ask for the text 'main' where n8n's newer rule node-connection-type-literal asks for the constant.
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
		},
	},
	{
		files: ['credentials/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...n8nNodesBase.configs.credentials.rules,
			// For n8n's own repository only: its newer rule credential-documentation-url asks packages for a full address.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
		},
	},
	{
		files: ['package.json'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
		rules: {
			...n8nNodesBase.configs.community.rules,
			// A JSON file is one expression.
			'no-unused-expressions': 'off',
			'@typescript-eslint/no-unused-expressions': 'off',
			// MSAL and luxon are needed at run time: docs/decisions/0001-msal-at-run-time.md.
			'@n8n/community-nodes/no-runtime-dependencies': 'off',
		},
	},
	{
		files: [`${NODE}/auth/msal.ts`],
		rules: {
			// The one file that loads MSAL, for the same reason.
			'@n8n/community-nodes/no-restricted-imports': 'off',
		},
	},
	{
		files: [`${NODE}/adapters/keptConnections.ts`],
		rules: {
			// Node's own https client, behind n8n's egress filter: docs/decisions/0008-connections-are-kept-for-one-poll.md.
			'@n8n/community-nodes/no-restricted-imports': 'off',
		},
	},
	{
		files: [`${NODE}/adapters/environment.ts`],
		rules: {
			// Whether it names a proxy (the same decision), and whether n8n has durable cursors (decision 5).
			'@n8n/community-nodes/no-restricted-globals': 'off',
		},
	},
	{
		files: ['test/**/*.ts', 'demo/**/*.ts'],
		rules: {
			'max-lines-per-function': 'off',
			'max-lines': 'off',
			// jest types its matchers as any, and a describe block is no place to fight it.
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-confusing-void-expression': 'off',
			'no-restricted-syntax': [
				'error',
				{
					selector:
						'MemberExpression[object.name=/^(describe|it|test)$/][property.name=/^(skip|only|todo|failing)$/]',
					message: 'No test is skipped.',
				},
			],
		},
	},
);
