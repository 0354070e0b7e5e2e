import fc from 'fast-check';

import type { ModelHistory } from './checkpointModel';
import { modelHistory, runModel, versionOf } from './checkpointModel';
import { atMinute } from './builders';

const twice = (values: string[]) => values.filter((value, index) => values.indexOf(value) !== index);

const RUNS = { numRuns: 1000 };

/** Checks every alert of a run, whatever the order of pages, cuts, limits, crashes, late rows and ties. */
const always = (check: (history: ModelHistory) => void) => fc.assert(fc.property(modelHistory, check), RUNS);

describe('a checkpoint over random histories, page sizes, orders, cuts and limits', () => {
	it('delivers every alert that was created since the start as created, exactly once', () => {
		always((history) => {
			const created = runModel(history).delivered.filter(({ type }) => type === 'created');
			const due = history.alerts.filter(({ versions }) => (versions[0]?.at ?? 0) >= 0);
			expect(created.map(({ row }) => row.id).sort()).toEqual(due.map(({ id }) => id).sort());
		});
	});

	it('delivers no version of an alert twice', () => {
		always((history) => {
			expect(twice(runModel(history).delivered.map(({ row }) => versionOf(row)))).toEqual([]);
		});
	});

	it('misses no version that a complete read could see', () => {
		always((history) => {
			expect(runModel(history).missed).toEqual([]);
		});
	});

	it('never calls an alert created that was created before the start', () => {
		always((history) => {
			const created = runModel(history).delivered.filter(({ type }) => type === 'created');
			expect(created.filter(({ row }) => row.createdAt < atMinute(0))).toEqual([]);
		});
	});

	it('never moves back, and ends with nothing unread', () => {
		always((history) => {
			const { backwards, checkpoint } = runModel(history);
			expect(backwards).toEqual([]);
			expect(checkpoint).toMatchObject({ backlog: [] });
			expect(checkpoint).not.toHaveProperty('resume');
		});
	});
});
