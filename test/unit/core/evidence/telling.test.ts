import type { Evidence } from '../../../../nodes/MicrosoftDefenderMssp/core/evidence/evidence';
import { mostTelling } from '../../../../nodes/MicrosoftDefenderMssp/core/evidence/telling';

const piece = (name: string, part: Partial<Evidence> = {}): Evidence => ({
	kind: 'file',
	name,
	roles: [],
	tags: [],
	raw: {},
	...part,
});

const namesOf = (evidence: readonly Evidence[]) => mostTelling(evidence).map(({ name }) => name);

describe('the most telling evidence', () => {
	it('goes by verdict: malicious, suspicious, unknown, clean', () => {
		const clean = piece('clean', { verdict: 'noThreatsFound' });
		const unknown = piece('unknown', { verdict: 'unknown' });
		const suspicious = piece('suspicious', { verdict: 'suspicious' });
		const malicious = piece('malicious', { verdict: 'malicious' });
		const none = piece('none');
		expect(namesOf([clean, unknown, none, suspicious, malicious])).toEqual([
			'malicious',
			'suspicious',
			'unknown',
			'none',
			'clean',
		]);
	});

	it.each(['attacker', 'commandAndControl', 'compromised', 'attacked'])(
		'has %s before others of the same verdict, and no further',
		(role) => {
			const suspicious = piece('suspicious', { verdict: 'suspicious' });
			const leading = piece('leading', { roles: ['contextual', role] });
			expect(namesOf([piece('other'), leading, suspicious])).toEqual(['suspicious', 'leading', 'other']);
		},
	);

	it('has what the alert lists before what is inside of it, and keeps the order of the service', () => {
		const inside = piece('inside', { within: 'malware' });
		expect(namesOf([inside, piece('first'), piece('second')])).toEqual(['first', 'second', 'inside']);
	});
});
