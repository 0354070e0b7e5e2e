import { spawnSync } from 'node:child_process';

import { withRuntimeFolder } from './runtimeFolder';

// Asks the registry for known vulnerabilities, high or above, of what is installed with the package.
const args = ['audit', '--package-lock-only', '--audit-level=high'];
const shell = process.platform === 'win32';
const { status } = withRuntimeFolder((cwd) => spawnSync('npm', args, { cwd, stdio: 'inherit', shell }));
process.exitCode = status ?? 1;
