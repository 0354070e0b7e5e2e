import fc from 'fast-check';

import { compact, distinct } from '../../../nodes/MicrosoftDefenderMssp/core/compact';
import { isJsonObject, objects, text, texts, unique } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { everyValueOf } from './builders';

describe('reading unknown JSON', () => {
	it.each([
		['a word', 'word', 'word'],
		['a number, because the services send some ids as both', 4711, '4711'],
		['zero', 0, '0'],
		['an empty text', '', undefined],
		['NaN', NaN, undefined],
		['infinity', Infinity, undefined],
		['true', true, undefined],
		['null', null, undefined],
		['an array', ['word'], undefined],
		['an object', { toString: () => 'word' }, undefined],
	])('reads %s as text or as nothing', (_what, value, expected) => {
		expect(text(value)).toBe(expected);
	});

	it.each([
		['an object', {}, true],
		['an object without a prototype', Object.create(null), true],
		['an array', [], false],
		['null', null, false],
		['a text', '{}', false],
	])('knows whether %s is a JSON object', (_what, value, expected) => {
		expect(isJsonObject(value)).toBe(expected);
	});

	it('takes what is usable out of arrays and drops the rest', () => {
		expect(objects([{ a: 1 }, null, 'b', [{}], { c: 2 }])).toEqual([{ a: 1 }, { c: 2 }]);
		expect(texts(['b', '', null, 'a', 'b', 7, {}])).toEqual(['b', 'a', '7']);
		expect(unique([undefined, 'x', 'y', 'x'])).toEqual(['x', 'y']);
	});

	it('never throws for any value and gives arrays of the promised kind', () => {
		fc.assert(
			fc.property(fc.anything(), (value) => {
				expect(objects(value).every(isJsonObject)).toBe(true);
				expect(texts(value).every((entry) => typeof entry === 'string' && entry !== '')).toBe(true);
				expect(['string', 'undefined']).toContain(typeof text(value));
			}),
		);
	});
});

describe('compact', () => {
	it('drops undefined and keeps every other empty value', () => {
		const values = { a: undefined, b: null, c: '', d: 0, e: false, f: [] };
		expect(Object.entries(compact(values))).toEqual(Object.entries(values).slice(1));
	});

	it('keeps a hostile key as plain data', () => {
		const hostile: object = Object.fromEntries<unknown>([
			['__proto__', { admin: true }],
			['constructor', 1],
		]);
		const copy: object = compact(hostile);
		expect(Object.keys(copy)).toEqual(['__proto__', 'constructor']);
		expect(copy).not.toHaveProperty('admin');
		expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
	});

	it('lists each content once, in order, without empty entries', () => {
		const values = [{ n: 'a', p: undefined }, {}, { n: 'b' }, { n: 'a' }, { n: undefined }];
		expect(distinct(values)).toEqual([{ n: 'a' }, { n: 'b' }]);
		expect(distinct(values).flatMap(everyValueOf)).not.toContain(undefined);
	});

	it('keeps what differs in anything, and each once, of a few and of many', () => {
		const word = fc.option(fc.constantFrom('a', 'b', ''), { nil: undefined });
		const entity = fc.record({ name: word, path: word, tags: fc.option(fc.array(word), { nil: undefined }) });
		fc.assert(
			fc.property(fc.array(entity, { maxLength: 30 }), (values) => {
				const written = values.map((value) => JSON.stringify(value)).filter((value) => value !== '{}');
				expect(distinct(values).map((value) => JSON.stringify(value))).toEqual([...new Set(written)]);
			}),
		);
	});
});
