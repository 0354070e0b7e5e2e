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
 * can get lost, on any machine.
 */
export function createAim(random: () => number): Aim {
	let center = firstMs;
	return {
		next: () => Math.max(0, center + (random() - 0.5) * spreadMs),
		learn: (strike) => {
			if (strike === 'state without execution' || strike === 'execution without state') return;
			const step = strike === 'nothing stored' ? stepMs : -stepMs;
			center = Math.min(latestMs, Math.max(0, center + step));
		},
	};
}
