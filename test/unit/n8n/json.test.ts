import { at, parseFlatted } from '../../n8n/json';

describe('parseFlatted', () => {
	it('puts the values back where their positions stand', () => {
		const text = '[{"run":"1","count":2,"same":"1"},{"name":"3","list":"4"},null,"Manual",["3",true]]';
		const run = { name: 'Manual', list: ['Manual', true] };
		expect(parseFlatted(text)).toEqual({ run, count: 2, same: run });
	});

	it('keeps cycles', () => {
		const loop = parseFlatted('[{"self":"0","text":"1"},"0"]');
		expect(at(loop, 'self', 'self')).toBe(loop);
		expect(at(loop, 'text')).toBe('0');
	});

	it('refuses what is not flatted', () => {
		expect(() => parseFlatted('{"a":1}')).toThrow('Not flatted');
	});
});
