import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { RESOURCES } from '../../nodes/MicrosoftDefenderMssp/actions/node.description';
import { operationsTable, withTable } from './operationsTable';

const path = join(__dirname, '..', '..', 'docs', 'operations.md');
writeFileSync(path, withTable(readFileSync(path, 'utf8'), operationsTable(RESOURCES)));
