import type { Strike } from './strike';

/** Where the next kill is aimed at, learned from what the kills before found. */
export interface Aim {
	/** Milliseconds to wait after the last customer was asked. */
	next: () => number;
	learn: (strike: Strike) => void;
}

const stepMs = 6;
const spreadMs = 24;
const latestMs = 400;

/**
 * Too early if nothing was stored by then, too late otherwise: so the aim stays where n8n stores, on any machine.
 * `firstMs` is where it begins.
 */
export function createAim(random: () => number, firstMs: number): Aim {
	let center = firstMs;
	return {
		next: () => Math.max(0, center + (random() - 0.5) * spreadMs),
		learn: (strike) => {
			const step = strike === 'nothing stored' ? stepMs : -stepMs;
			center = Math.min(latestMs, Math.max(0, center + step));
		},
	};
}
