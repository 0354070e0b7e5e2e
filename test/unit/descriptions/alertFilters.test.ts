import { detectionSources } from '../../../nodes/MicrosoftDefenderMssp/descriptions/alertFilters';
import { plainGraphMembers } from '../../emulator/alerts/vocabulary';
import { valuesOf } from './strict';

describe("'Detection Sources'", () => {
	const offered = valuesOf([detectionSources], 'detectionSources');

	it('offers every source that Graph shows to all callers', () => {
		const shown = plainGraphMembers.detectionSource?.filter((member) => member !== 'unknown');
		expect(shown).not.toHaveLength(0);
		expect(offered).toEqual(expect.arrayContaining(shown ?? []));
	});

	it('offers each once', () => {
		expect(new Set(offered).size).toBe(offered.length);
	});
});
