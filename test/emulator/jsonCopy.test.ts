import fc from 'fast-check';

import { jsonCopy } from './http/jsonCopy';

// Of undefined there is no text.
test('a copy is what a client reads of the text', () => {
	const values = fc.oneof(
		fc.jsonValue(),
		fc
			.anything({ withDate: true, withSparseArray: true, maxDepth: 3 })
			.filter((value) => value !== undefined),
	);
	fc.assert(
		fc.property(values, (value) => {
			expect(JSON.stringify(jsonCopy(value))).toBe(JSON.stringify(value));
		}),
	);
});

test('nothing of the value is in the copy', () => {
	const value = { list: [{ deep: [1] }], none: null, gone: undefined };
	const copy = jsonCopy(value);
	expect(copy).toStrictEqual({ list: [{ deep: [1] }], none: null });
	value.list[0]?.deep.push(2);
	expect(copy).toStrictEqual({ list: [{ deep: [1] }], none: null });
});
