import type { Strike } from './strike';

/** Where the next kill is aimed at, learned from what the kills before found. */
export interface Aim {
	/** Milliseconds to wait after n8n's first write of a hand-over. */
	next: () => number;
	learn: (strike: Strike) => void;
}

const firstMs = 4;
const stepMs = 3;
const spreadMs = 12;
const latestMs = 100;

/**
 * Later if nothing was stored by then, earlier if the execution was, and as it is where only one of both was: there alerts
 * can get lost, on any machine. Misses on the same side in a row take longer and longer steps.
 */
export function createAim(random: () => number): Aim {
	let [center, step] = [firstMs, 0];
	return {
		next: () => Math.max(0, center + (random() - 0.5) * spreadMs),
		learn: (strike) => {
			if (strike === 'state without execution' || strike === 'execution without state') return;
			const side = strike === 'nothing stored' ? 1 : -1;
			step = Math.sign(step) === side ? 2 * step : side * stepMs;
			center = Math.min(latestMs, Math.max(0, center + step));
		},
	};
}
