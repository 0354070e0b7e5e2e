import type { Goal } from '../measurement';
import { readable } from './numbers';

/** Whether the number is where it should be. */
export function isReached({ value, atMost = Infinity, atLeast = -Infinity }: Goal): boolean {
	return value <= atMost && value >= atLeast;
}

/** The goal and by how much it was reached or missed, for people. */
export function goalRow(goal: Goal): string[] {
	const { text, value, unit, atMost, atLeast } = goal;
	const limit = atMost ?? atLeast ?? NaN;
	const wanted = `${atMost === undefined ? 'at least' : 'at most'} ${readable(limit)}${unit}`;
	const [verdict, off] = isReached(goal) ? ['reached', limit - value] : ['missed', value - limit];
	return [text, wanted, `${readable(value)}${unit}`, `${verdict} by ${readable(Math.abs(off))}${unit}`];
}
