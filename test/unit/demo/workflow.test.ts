import { channelsFor } from '../../../demo/channels';
import { sampleCustomers } from '../../../demo/sampleCustomers';
import { closeWorkflow } from '../../../demo/closeWorkflow';
import { handsOnWorkflow, routingWorkflow } from '../../../demo/workflow';
import { triggerType } from '../../../demo/workflowNodes';
import { at, type JsonObject } from '../../n8n/json';

const receiverUrl = 'http://127.0.0.1:5999';
const credential = { id: 'credential-1', name: 'The credential' };
const workflow = routingWorkflow({ customers: sampleCustomers, receiverUrl, credential });

function nodeNamed(name: unknown): JsonObject {
	const found = workflow.nodes.find((node) => node.name === name);
	if (!found) throw new Error(`The workflow has no node '${String(name)}'`);
	return found;
}

/** Names of the nodes behind one output of a node. */
function behind(name: unknown, output: number): unknown[] {
	const targets = at(workflow.connections, String(name), 'main', output);
	return Array.isArray(targets) ? targets.map((target: unknown) => at(target, 'node')) : [];
}

const trigger = workflow.nodes.find(({ type }) => type === triggerType);
const switchNode = workflow.nodes.find(({ type }) => type === 'n8n-nodes-base.switch');
const filterNode = workflow.nodes.find(({ type }) => type === 'n8n-nodes-base.filter');

describe('the routing workflow', () => {
	it('posts to every channel of the receiver exactly once', () => {
		const urls = workflow.nodes
			.map((node) => at(node, 'parameters', 'url'))
			.filter((url) => url !== undefined);
		const wanted = channelsFor(sampleCustomers).map(({ id }) => `${receiverUrl}/channels/${id}`);
		expect(urls.sort()).toEqual(wanted.sort());
	});

	it.each(sampleCustomers.map((customer, index) => ({ ...customer, index })))(
		"leads the channel label '$channel' to the sender of that channel",
		({ channel, index }) => {
			const rule = at(switchNode, 'parameters', 'rules', 'values', index, 'conditions', 'conditions', 0);
			expect(at(rule, 'leftValue')).toBe('={{ $json.tenant.labels.channel }}');
			expect(at(rule, 'rightValue')).toBe(channel);
			const [sender, ...others] = behind(switchNode?.name, index);
			expect(others).toEqual([]);
			expect(at(nodeNamed(sender), 'parameters', 'url')).toBe(`${receiverUrl}/channels/${channel}`);
		},
	);

	it('sends alerts to both the customer switch and the severity filter, and health to its own sender', () => {
		expect(behind(trigger?.name, 0)).toEqual([switchNode?.name, filterNode?.name]);
		const [health] = behind(trigger?.name, 1);
		expect(at(nodeNamed(health), 'parameters', 'url')).toBe(`${receiverUrl}/channels/health`);
		const [onCall] = behind(filterNode?.name, 0);
		expect(at(nodeNamed(onCall), 'parameters', 'url')).toBe(`${receiverUrl}/channels/on-call`);
	});

	it('lists every customer with its labels in the trigger', () => {
		const listed = at(trigger, 'parameters', 'tenantList', 'tenant');
		expect(listed).toEqual(
			sampleCustomers.map(({ tenantId, name, channel, slaTier }) => ({
				tenantId,
				name,
				labels: {
					label: [
						{ key: 'channel', value: channel },
						{ key: 'slaTier', value: slaTier },
					],
				},
			})),
		);
	});

	it('polls every ten seconds with expressions that n8n accepts, each at one second of the minute', () => {
		const items = at(trigger, 'parameters', 'pollTimes', 'item');
		const seconds = Array.isArray(items) ? items.map((item: unknown) => at(item, 'cronExpression')) : [];
		expect(seconds).toEqual([0, 10, 20, 30, 40, 50].map((second) => `${second} * * * * *`));
	});

	it('only connects nodes that exist, whose names are unique', () => {
		const names = workflow.nodes.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		for (const source of Object.keys(workflow.connections)) {
			expect(names).toContain(source);
			for (const output of sampleCustomers.keys()) {
				for (const target of behind(source, output)) expect(names).toContain(target);
			}
		}
	});
});

describe('the workflow behind the buttons', () => {
	it('acts in the tenant that the button names, and in no other', () => {
		const { nodes } = closeWorkflow(credential);
		const parameters = nodes.map((node) => at(node, 'parameters'));
		expect(parameters).toContainEqual(
			expect.objectContaining({
				operation: 'update',
				customerTenants: 'input',
				tenantId: '={{ $json.body.tenantId }}',
				alertId: '={{ $json.body.alertId }}',
			}),
		);
	});
});

describe('the workflow to run by hand', () => {
	it('reads with the signed-in credential', () => {
		const [customer] = sampleCustomers;
		if (!customer) throw new Error('There is no sample customer');
		const { nodes } = handsOnWorkflow(customer, credential);
		expect(nodes.map((node) => at(node, 'credentials', 'microsoftDefenderMsspOAuth2Api'))).toContainEqual(
			credential,
		);
	});
});
