// Every npm script comes through here: install what package-lock.json asks for if it is missing, then do the task.
// Plain Node with no packages, because nothing is installed yet on the first run of a bare clone.
import { ensureDependencies } from './lib/dependencies.mjs';
import { tasks } from './lib/tasks.mjs';

const [name, ...args] = process.argv.slice(2);
const task = tasks[name];
if (task === undefined) {
	console.error(`Usage: node scripts/run.mjs <${Object.keys(tasks).join(' | ')}> [arguments]`);
	process.exit(2);
}
const installed = await ensureDependencies();
process.exitCode = installed === 0 ? await task(args) : installed;
