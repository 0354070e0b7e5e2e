/** A file may import its own folder and whatever stands in a later line. */
export const ORDER: readonly string[][] = [
	['node', 'credentials', 'index'],
	['actions', 'trigger', 'methods'],
	['adapters'],
	['descriptions', 'tenants'],
	['sources', 'formats', 'messages'],
	['transport'],
	['auth'],
	['core'],
];
