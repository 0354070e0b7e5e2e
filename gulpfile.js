const { src, dest, parallel } = require('gulp');

/** n8n looks for `file:` icons beside the built file that names them, so the shared icons go to dist/icons. */
const icons = () => src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));

/** tsc does not copy JSON; n8n reads the codex file next to the built node. */
const codex = () => src('nodes/**/*.node.json').pipe(dest('dist/nodes'));

exports.default = parallel(icons, codex);
