import { FABRIKAM, CONTOSO } from '../core/builders';
import { answer, refusal } from '../transport/builders';
import type { ModelTenant } from './modelTenants';
import { resolvedOf } from './modelTenants';
import { healthOf, modelTrigger } from './modelTrigger';

/** What a poll at this minute is like for Fabrikam. */
type Step = [minute: number, how: 'read' | 'no time' | 'refused' | 'foreign row', told: string[]];

const HOW: Record<Step[1], ModelTenant['fault']> = {
	read: undefined,
	'no time': undefined,
	refused: () => answer(403, refusal('Forbidden', 'x')),
	'foreign row': () => answer(200, { value: [{ id: 'x', tenantId: CONTOSO.id }] }),
};

const SKIPPED = 'Fabrikam skipped budget';
const RECOVERED = 'Fabrikam recovered budget';

/** Five minutes without time, which are told. */
const untried: Step[] = [
	[0, 'read', []],
	[4, 'no time', []],
	[5, 'no time', [SKIPPED]],
];

describe('a customer for which there is no time', () => {
	it.each<[string, Step[]]>([
		['is told five minutes after it was read last, not after that was noticed', untried],
		[
			'is told five minutes after the first poll, if it never was',
			[
				[0, 'no time', []],
				[4, 'no time', []],
				[5, 'no time', [SKIPPED]],
			],
		],
		[
			'is not told where it is read in between',
			[
				...untried.slice(0, 2),
				[4.5, 'read', []],
				[5, 'no time', []],
				[9, 'no time', []],
				[9.5, 'no time', [SKIPPED]],
			],
		],
		[
			'is told once, however often it is read in between',
			[
				...untried,
				[6, 'read', []],
				[7, 'no time', []],
				[8, 'read', []],
				[9, 'no time', []],
				[20, 'no time', []],
			],
		],
		['has recovered when it is read twice in a row', [...untried, [6, 'read', []], [7, 'read', [RECOVERED]]]],
		[
			'is told again after that',
			[
				...untried,
				[6, 'read', []],
				[7, 'read', [RECOVERED]],
				[11, 'no time', []],
				[12, 'no time', [SKIPPED]],
			],
		],
		[
			'is told at once for what else it is in, when it is read',
			[...untried, [6, 'foreign row', ['Fabrikam degraded wrongTenant']]],
		],
		[
			'is told at once for what it is refused, when it is tried',
			[...untried, [6, 'refused', ['Fabrikam degraded roleMissing']]],
		],
	])('%s', async (_what, steps) => {
		const fabrikam: ModelTenant = { alerts: [] };
		const { poll } = modelTrigger({ [FABRIKAM.id]: fabrikam });
		const told: string[][] = [];
		for (const [minute, how] of steps) {
			fabrikam.fault = HOW[how];
			const time = how === 'no time' ? { seconds: 0 } : {};
			// Not by itself, or it would be the poll that fails.
			const outcome = await poll(minute, { listed: [resolvedOf(FABRIKAM), resolvedOf(CONTOSO)], time });
			told.push(healthOf(outcome).filter((line) => line.startsWith('Fabrikam ')));
		}
		expect(told).toEqual(steps.map(([, , expected]) => expected));
	});
});
