import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { tables } from './tables';
import { withTable } from './withTable';

for (const [name, make] of Object.entries(tables)) {
	const path = join(__dirname, '..', '..', 'docs', name);
	writeFileSync(path, withTable(readFileSync(path, 'utf8'), make()));
}
