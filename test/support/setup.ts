import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { TEST_FOLDER } from './testFolder';

// n8n-core writes an encryption key file into its user folder as soon as it is imported. Each test file has one of its own,
// because several write at once.
process.env.N8N_USER_FOLDER ??= mkdtempSync(join(process.env[TEST_FOLDER] ?? tmpdir(), 'file-'));
