// Preloaded (node --require) into every process group that the harness starts. Its standard input is a pipe that only our
// process holds open: when we end in any way at all, even by kill -9, the pipe closes and the whole group ends with us.
const { isMainThread } = require('node:worker_threads');

// Node preloads it into worker threads and forked processes too, which have another standard input.
if (isMainThread && !process.connected) {
	process.stdin.on('end', () => {
		try {
			process.kill(-process.pid, 'SIGKILL');
		} catch {
			// Windows has no process groups to signal.
			process.exit(1);
		}
	});
	process.stdin.on('error', () => process.exit(1));
	process.stdin.resume();
	process.stdin.unref();
}
