import { RESOURCES } from '../../nodes/MicrosoftDefenderMssp/actions/node.description';
import { formatsTable, messagesTable } from './keptTable';
import { operationsTable } from './operationsTable';

/** What in the documents is made from the code, by the page it stands in. */
export const tables: Readonly<Record<string, () => string>> = {
	'formats.md': formatsTable,
	'messages.md': messagesTable,
	'operations.md': () => operationsTable(RESOURCES),
};
