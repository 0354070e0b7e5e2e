// What our ESLint configuration makes of the rules that n8n recommends to packages, as JSON: which of them are on where
// they apply, and which are weaker than recommended in a file. Arguments: files of the repository.
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import { ESLint } from 'eslint';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';

const LEVELS = { off: 0, warn: 1, error: 2 };
const level = (setting) => {
	const value = Array.isArray(setting) ? setting[0] : (setting ?? 0);
	return LEVELS[value] ?? value;
};

const baseSetOf = (file) => {
	if (file === 'package.json') return n8nNodesBase.configs.community.rules;
	return n8nNodesBase.configs[file.startsWith('credentials/') ? 'credentials' : 'nodes'].rules;
};

const eslint = new ESLint();
const weaker = {};
const recommended = new Set();
for (const file of process.argv.slice(2)) {
	const { rules } = await eslint.calculateConfigForFile(file);
	const wanted = { ...n8nCommunityNodesPlugin.configs.recommended.rules, ...baseSetOf(file) };
	for (const rule of Object.keys(wanted)) recommended.add(rule);
	const less = Object.keys(wanted).filter((rule) => level(rules[rule]) < level(wanted[rule]));
	if (less.length > 0) weaker[file] = less.sort();
}
const known = [
	...Object.keys(n8nCommunityNodesPlugin.rules)
		.filter((name) => !n8nCommunityNodesPlugin.rules[name].meta?.deprecated)
		.map((name) => `@n8n/community-nodes/${name}`),
	...Object.keys(n8nNodesBase.rules).map((name) => `n8n-nodes-base/${name}`),
];
process.stdout.write(
	JSON.stringify({ weaker, unused: known.filter((rule) => !recommended.has(rule)).sort() }),
);
