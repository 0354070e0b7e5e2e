// Started as a Node program in a process group of ours (with exitWithParent.js), so that a server that is not one ends with
// us too. Arguments: user id and group id to run as (-1: as we are), program, its arguments.
const { spawn } = require('node:child_process');

const [uid, gid, program, ...args] = process.argv.slice(2);
const as = Number(uid) < 0 ? {} : { uid: Number(uid), gid: Number(gid) };
const server = spawn(program, args, { ...as, stdio: ['ignore', 'inherit', 'inherit'] });
server.once('error', (error) => {
	process.stderr.write(`${error.message}\n`);
	process.exit(1);
});
server.once('exit', (code) => process.exit(code ?? 1));
// For PostgreSQL SIGINT means to end at once and in order; SIGTERM would wait for clients.
process.once('SIGTERM', () => server.kill('SIGINT'));
