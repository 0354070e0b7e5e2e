import { readChangelog, readManifest } from './files';
import { releaseProblems } from './problems';

const [tag = ''] = process.argv.slice(2);
const problems = releaseProblems({
	tag,
	manifest: readManifest(),
	changelog: readChangelog(),
	repository: process.env.GITHUB_REPOSITORY,
});
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
