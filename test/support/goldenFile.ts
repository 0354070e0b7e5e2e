import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';

/**
 * What the golden file says that `text` is compared with. After a change that is meant, `UPDATE_GOLDEN=1` writes `text`
 * there; then read the differences in git.
 */
export function goldenFile(path: string, text: string): string {
	if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, text);
	return existsSync(path)
		? readFileSync(path, 'utf8')
		: `There is no ${basename(path)}: UPDATE_GOLDEN=1 writes it.`;
}
