import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository root, wherever the command was started from. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A file of an installed development dependency; npm's `.bin` shims differ by platform, the files behind them do not. */
export const tool = (path) => join(root, 'node_modules', path);
