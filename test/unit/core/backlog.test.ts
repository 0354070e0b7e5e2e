import type { BacklogWindow, ReadWindow } from '../../../nodes/MicrosoftDefenderMssp/core/backlog';
import { bounded } from '../../../nodes/MicrosoftDefenderMssp/core/backlog';
import { atMinute } from './builders';

const span = (from: number, to: number, sort: Pick<ReadWindow, 'sweep' | 'repeat'> = {}): BacklogWindow => ({
	from: atMinute(from),
	to: atMinute(to),
	...sort,
});

const [UNREAD, REPEAT, SWEEP] = [{}, { repeat: true as const }, { sweep: true as const }];

describe('a span within another one', () => {
	it.each([
		['unread', 'unread', UNREAD, UNREAD, 1],
		['repeated', 'unread', REPEAT, UNREAD, 1],
		['swept', 'unread', SWEEP, UNREAD, 1],
		['swept', 'repeated', SWEEP, REPEAT, 1],
		['unread', 'swept', UNREAD, SWEEP, 2],
		['unread', 'repeated', UNREAD, REPEAT, 2],
		['repeated', 'swept', REPEAT, SWEEP, 2],
	])('that is %s in one that is %s is read with it or by itself', (_inner, _outer, inner, outer, left) => {
		expect(bounded([span(10, 20, inner), span(0, 30, outer)])).toHaveLength(left);
	});
});
