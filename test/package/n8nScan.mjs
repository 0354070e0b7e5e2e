// What n8n's own scan of community packages says of a folder, as JSON. A program of its own, because the scan is an ES
// module and jest loads none. Arguments: the folder, then the patterns of files, or `source` for those of a repository.
import { buildScanConfig, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';
import { ESLint } from 'eslint';
import { relative } from 'node:path';

const [folder, ...patterns] = process.argv.slice(2);
const eslint = new ESLint({
	cwd: folder,
	allowInlineConfig: false,
	errorOnUnmatchedPattern: false,
	overrideConfigFile: true,
	overrideConfig: await buildScanConfig(),
});
const results = await eslint.lintFiles(patterns[0] === 'source' ? SOURCE_FILE_PATTERNS : patterns);
const findings = results.flatMap(({ filePath, messages }) =>
	messages.map(({ ruleId }) => `${relative(folder, filePath).replaceAll('\\', '/')}: ${ruleId}`),
);
process.stdout.write(JSON.stringify({ files: results.length, findings: [...new Set(findings)].sort() }));
