import { createTally } from '../../bench/child/tally';
import { alertIdAt, tenantIdAt } from '../../bench/service/stage';

const item = (tenant: number, index: number, shown = tenant) => ({
	json: { alert: { id: alertIdAt(tenant, index) }, tenant: { id: tenantIdAt(shown) } },
});

describe('the count of what was handed over', () => {
	it('finds nothing wrong where every alert came once', () => {
		const tally = createTally();
		tally.add([item(0, 0)]);
		tally.add([item(0, 1), item(1, 0), item(1, 1)]);
		expect(tally.faults(2, 2)).toEqual([]);
		expect(tally.delivered()).toBe(4);
	});

	it('finds what is lost, doubled, and under another name', () => {
		const tally = createTally();
		tally.add([item(0, 0), item(0, 0), item(1, 1, 0), { json: { alert: { id: 'x' } } }]);
		expect(tally.faults(2, 2)).toEqual([
			'3 alerts lost',
			'1 alerts delivered twice',
			'2 alerts of another tenant or unknown',
		]);
	});

	it('keeps what it saw of a tenant when many more come', () => {
		const tally = createTally();
		tally.add([item(0, 3)]);
		tally.add(Array.from({ length: 5_000 }, (_, index) => item(0, index)));
		expect(tally.doubts()).toEqual(['1 alerts delivered twice']);
		expect(tally.faults(1, 5_000)).toEqual(['1 alerts delivered twice']);
	});
});
