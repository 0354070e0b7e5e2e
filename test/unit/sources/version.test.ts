import fc from 'fast-check';

import { isSeen, rowOf } from '../../../nodes/MicrosoftDefenderMssp/core/item';
import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { seenKey } from '../../../nodes/MicrosoftDefenderMssp/core/seen';
import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import { sampleRecord } from '../../../nodes/MicrosoftDefenderMssp/trigger/sampleRecords';
import { atMinute, CONTOSO } from '../core/builders';

const NAMES = ['id', 'createdDateTime', 'lastUpdateDateTime', 'alertCreationTime', 'lastUpdateTime'];
const time = fc.constantFrom(atMinute(0), '2026-01-05T12:00:00Z', '2026-01-05T12:00:00.5Z', 'soon', null);
const value = fc.oneof({ weight: 3, arbitrary: time }, fc.jsonValue());
const rows = fc.record(Object.fromEntries(NAMES.map((name) => [name, value])), { requiredKeys: [] });

describe.each(Object.values(SOURCES))('the version of a row of $name', (source) => {
	const ofRecord = (raw: JsonObject) => {
		const { id, createdDateTime, lastUpdateDateTime } = source.record(raw).simple;
		return { id, createdDateTime, lastUpdateDateTime };
	};

	it('is that of its record, whatever stands in the row', () => {
		const sample = sampleRecord(source.name, CONTOSO.id);
		expect(source.version(sample)).toEqual(ofRecord(sample));
		fc.assert(fc.property(rows, (raw) => expect(source.version(raw)).toEqual(ofRecord(raw))));
	});

	it('is seen exactly if the row is one that brings no event', () => {
		fc.assert(
			fc.property(rows, fc.constantFrom(-1, 0, 1), (raw, minute) => {
				const row = rowOf(source.record(raw), false);
				const seen = new Map([[seenKey(row.id), { updatedAt: atMinute(minute), snapshot: {} }]]);
				const { id } = source.version(raw);
				// A row without an id is told by its content, so it has to be looked at.
				expect(isSeen(source.version(raw), seen)).toBe(id !== '' && row.updatedAt <= atMinute(minute));
			}),
		);
	});
});
