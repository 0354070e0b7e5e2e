import fc from 'fast-check';

import type { Changes, Snapshot } from '../../../nodes/MicrosoftDefenderMssp/core/snapshot';
import { changesBetween, TRACKED } from '../../../nodes/MicrosoftDefenderMssp/core/snapshot';

const snapshot: fc.Arbitrary<Snapshot> = fc.record(
	Object.fromEntries(TRACKED.map((name) => [name, fc.constantFrom('', 'a', 'b')])),
	{ requiredKeys: [] },
);

describe('changesBetween', () => {
	it.each<[string, Snapshot, Snapshot, Changes]>([
		['another value', { status: 'new' }, { status: 'resolved' }, { status: { from: 'new', to: 'resolved' } }],
		['a value that came', {}, { assignedTo: 'kim' }, { assignedTo: { to: 'kim' } }],
		['a value that was empty', { assignedTo: '' }, { assignedTo: 'kim' }, { assignedTo: { to: 'kim' } }],
		['a value that went', { assignedTo: 'kim' }, { assignedTo: '' }, { assignedTo: { from: 'kim' } }],
		['a number of entries', { evidence: '3' }, { evidence: '12' }, { evidence: { from: '3', to: '12' } }],
		['a zero', { evidence: '0' }, { evidence: '1' }, { evidence: { from: '0', to: '1' } }],
		['nothing where nothing changed', { status: 'new' }, { status: 'new' }, {}],
		['nothing where a value stays empty', {}, { status: '' }, {}],
		['nothing of a property that the later version does not tell', { evidence: '3' }, { status: '' }, {}],
	])('tells %s', (_what, before, after, changes) => {
		expect(changesBetween(before, after)).toEqual(changes);
	});

	it('tells several in one fixed order', () => {
		const after = { evidence: '1', severity: 'high', status: 'new' };
		expect(Object.keys(changesBetween({}, after))).toEqual(['status', 'severity', 'evidence']);
	});

	it('tells what leads from one version to the other, and nothing else', () => {
		fc.assert(
			fc.property(snapshot, snapshot, (before, after) => {
				const changes = changesBetween(before, after);
				for (const name of TRACKED) {
					const [from, to] = [before[name] ?? '', after[name] ?? before[name] ?? ''];
					const change = changes[name];
					expect(change === undefined).toBe(from === to);
					if (change !== undefined) expect([change.from ?? '', change.to ?? '']).toEqual([from, to]);
				}
			}),
		);
	});

	it('tells nothing between a version and itself', () => {
		fc.assert(fc.property(snapshot, (version) => expect(changesBetween(version, version)).toEqual({})));
	});
});
