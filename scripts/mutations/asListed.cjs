const { default: Sequencer } = require('@jest/test-sequencer');
const { env } = require('node:process');

const listed = JSON.parse(env.TESTS_AS_LISTED ?? '[]');
const placeOf = ({ path }) => listed.findIndex((name) => path.endsWith(name));

/** Test files in the order in which they are listed, quick ones first; jest itself begins with the longest. */
module.exports = class extends Sequencer {
	sort(tests) {
		return [...tests].sort((a, b) => placeOf(a) - placeOf(b));
	}
};
