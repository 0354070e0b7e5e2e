/** The middle one; the mean of the middle two. NaN of none. */
export function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	const [low, high] = [sorted[middle - 1], sorted[middle]];
	if (high === undefined) return NaN;
	return sorted.length % 2 === 1 || low === undefined ? high : (low + high) / 2;
}

/** So many of a hundred values are at most this one; NaN of none. */
export function percentile(values: number[], percent: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? NaN;
}

export const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

/** With as many digits as say something: 0.123, 1.23, 12.3, 123, 1,234. */
export function readable(value: number): string {
	if (!Number.isFinite(value)) return '-';
	const size = Math.abs(value);
	const digits = size === 0 || size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
	return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

export const seconds = (ms: number): string => `${readable(ms / 1000)} s`;
export const milliseconds = (ms: number): string => `${readable(ms)} ms`;
export const megabytes = (mb: number): string => `${readable(mb)} MB`;
export const times = (ratio: number): string => `${readable(ratio)} x`;
