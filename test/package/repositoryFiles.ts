import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The files of a checkout that are tracked or could be: new ones too, ignored ones not. A download without git is read folder by
 * folder.
 */
export function repositoryFiles(root: string): string[] {
	if (!existsSync(join(root, '.git'))) return filesNotIgnored(root);
	const args = ['-c', 'safe.directory=*', 'ls-files', '-coz', '--exclude-standard'];
	const listed = execFileSync('git', args, { cwd: root, encoding: 'utf8' });
	return listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
}

/** Reads `.gitignore` as far as ours goes: names of folders (`dist/`) and endings (`*.log`). Throws for anything else. */
function filesNotIgnored(root: string): string[] {
	const patterns = readFileSync(join(root, '.gitignore'), 'utf8').split('\n').filter(Boolean);
	const unread = patterns.filter((pattern) => !/^(\.?\w+\/|\*\.\w+)$/.test(pattern));
	if (unread.length > 0)
		throw new Error(`.gitignore has patterns that are not read here: ${unread.join(', ')}`);
	const below = (folder: string): string[] =>
		readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
			const path = `${folder}${entry.name}`;
			if (patterns.includes(`${entry.name}/`)) return [];
			if (entry.isDirectory()) return below(`${path}/`);
			return patterns.some((pattern) => path.endsWith(pattern.slice(1)) && pattern.startsWith('*'))
				? []
				: [path];
		});
	return below('');
}
