import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';

import { exampleNames, exampleText, readExample } from '../examples/exampleWorkflows';
import { KNOWN_NODES } from '../examples/knownNodes';
import { at, isObject, stringAt } from '../n8n/json';
import { findings } from '../package/privacy';
import { repositoryRoot } from '../package/sourceFiles';
import { OUR_NODES } from './examples/ourNodes';
import { parameterProblems } from './examples/parameterProblems';

const NOTE = 'n8n-nodes-base.stickyNote';
const index = readFileSync(join(repositoryRoot, 'examples', 'README.md'), 'utf8');

/** The nodes that a connection of this workflow leads to, and those that it starts from. */
function connectedNames(connections: unknown): string[] {
	const ends: string[] = [];
	const walk = (value: unknown): void => {
		if (Array.isArray(value)) value.forEach(walk);
		else if (isObject(value)) {
			if (typeof value.node === 'string') ends.push(value.node);
			else Object.values(value).forEach(walk);
		}
	};
	walk(connections);
	return [...Object.keys(isObject(connections) ? connections : {}), ...ends];
}

/** The names in `tenant.labels.<name>`. */
const labelsRead = (text: string): string[] => [
	...new Set([...text.matchAll(/tenant\.labels\.(\w+)/g)].map(([, name = '']) => name)),
];

/** The nodes that expressions ask for with `$('…')`. */
const namesAskedFor = (nodes: INode[]): string[] =>
	[...JSON.stringify(nodes.map(({ parameters }) => parameters)).matchAll(/\$\('([^']+)'\)/g)].map(
		([, name = '']) => name,
	);

const noteOf = (nodes: INode[]): string =>
	nodes
		.filter(({ type }) => type === NOTE)
		.map(({ parameters }) => stringAt(parameters, 'content'))
		.join('\n');

describe.each(exampleNames())('examples/%s.json', (name) => {
	const text = exampleText(name);
	const workflow = readExample(name);
	const { nodes, connections } = workflow;

	it('is a whole workflow and nothing more', () => {
		const parts = ['active', 'connections', 'id', 'name', 'nodes', 'settings'];
		expect(Object.keys(workflow).sort()).toEqual(parts);
		// n8n's command line imports none without; its database holds 36 characters.
		expect(workflow.id).toBe(`defender-mssp-${name}`);
		expect(workflow.id.length).toBeLessThanOrEqual(36);
		expect(workflow.settings).toEqual({ executionOrder: 'v1' });
		for (const node of nodes) {
			expect(node).toMatchObject({
				parameters: expect.any(Object) as object,
				position: [expect.any(Number), expect.any(Number)],
			});
		}
	});

	it('does not run before somebody publishes it', () => {
		expect(workflow.active).toBe(false);
	});

	it('has no credential, no pinned data and nothing private', () => {
		expect(nodes.filter((node) => node.credentials !== undefined)).toEqual([]);
		expect(text).not.toMatch(/"(pinData|credentials|staticData|instanceId)"/);
		expect(findings(text)).toEqual([]);
	});

	it('has a note that tells what it does, what to fill in and which labels it uses', () => {
		const content = noteOf(nodes);
		for (const part of ['## ', '**Fill in**', '**Labels**']) expect(content).toContain(part);
	});

	it('explains each label that it reads, and gives it to its sample customers', () => {
		const labels = labelsRead(text);
		const given = nodes.flatMap(({ parameters }) => {
			const tenants = at(parameters, 'tenantList', 'tenant');
			return (Array.isArray(tenants) ? tenants : []).flatMap((tenant) => {
				const own = at(tenant, 'labels', 'label');
				return (Array.isArray(own) ? own : []).map((label) => at(label, 'key'));
			});
		});
		expect([...new Set(given)].sort()).toEqual(labels.sort());
		for (const label of labels) expect(noteOf(nodes)).toContain(`\`${label}\``);
	});

	it('names each of its nodes once, connects those alone, and asks for no other in an expression', () => {
		const names = nodes.map((node) => node.name);
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
		const unknown = [...connectedNames(connections), ...namesAskedFor(nodes)].filter(
			(one) => !names.includes(one),
		);
		expect(unknown).toEqual([]);
	});

	it('leaves no node unconnected but its note', () => {
		const connected = connectedNames(connections);
		expect(nodes.filter((node) => !connected.includes(node.name)).map(({ type }) => type)).toEqual([NOTE]);
	});

	it('gives the nodes of this package what they have', () => {
		const problems = nodes.flatMap((node) => {
			const description = OUR_NODES[node.type];
			return description === undefined ? [] : parameterProblems(node, description);
		});
		expect(problems).toEqual([]);
		expect(nodes.some(({ type }) => OUR_NODES[type] !== undefined)).toBe(true);
	});

	// That n8n has those is seen by `npm run test:examples`, which installs it.
	it('uses the nodes of n8n that are known to exist', () => {
		const others = nodes.filter(({ type }) => OUR_NODES[type] === undefined);
		expect(others.map(({ type, typeVersion }) => [type, typeVersion])).toEqual(
			others.map(({ type }) => [type, KNOWN_NODES[type]]),
		);
	});

	it('is in the index, with a picture', () => {
		expect(index).toContain(`(${name}.json)`);
		expect(index).toContain(`(../docs/images/examples/${name}.png)`);
		expect(existsSync(join(repositoryRoot, 'docs', 'images', 'examples', `${name}.png`))).toBe(true);
	});
});

describe('the AI agent', () => {
	const { nodes } = readExample('ai-triage');
	const tools = nodes.filter(({ type }) => type.endsWith('.microsoftDefenderMsspTool'));

	it('has tools that only read', () => {
		const operations = tools.map(
			({ parameters }) => `${stringAt(parameters, 'resource')}.${stringAt(parameters, 'operation')}`,
		);
		expect(operations.sort()).toEqual(['alert.get', 'alert.getAll', 'huntingQuery.run']);
	});

	it('does not choose the customer', () => {
		for (const { parameters } of tools) {
			expect(parameters.customerTenants).toBe('input');
			expect(at(parameters, 'tenantId', 'value')).toBe("={{ $('New alert').first().json.tenant.id }}");
		}
	});
});
