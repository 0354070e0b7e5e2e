/**
 * The nodes of n8n that the examples use, with the version they use: present in n8n 2.41.1 and, as far as possible, in
 * older ones, because n8n does not open a workflow with a node version that it does not know.
 */
export const KNOWN_NODES: Readonly<Record<string, number>> = {
	'@n8n/n8n-nodes-langchain.agent': 2.2,
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': 1.2,
	'n8n-nodes-base.aggregate': 1,
	'n8n-nodes-base.filter': 2.2,
	'n8n-nodes-base.form': 1,
	'n8n-nodes-base.formTrigger': 2.2,
	'n8n-nodes-base.httpRequest': 4.2,
	'n8n-nodes-base.if': 2.2,
	'n8n-nodes-base.jira': 1,
	'n8n-nodes-base.serviceNow': 1,
	'n8n-nodes-base.set': 3.4,
	'n8n-nodes-base.slack': 2.3,
	'n8n-nodes-base.splitInBatches': 3,
	'n8n-nodes-base.stickyNote': 1,
	'n8n-nodes-base.stopAndError': 1,
	'n8n-nodes-base.switch': 3.2,
	'n8n-nodes-base.webhook': 2,
};
