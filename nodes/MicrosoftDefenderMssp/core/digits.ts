const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A whole number below 64 ** length in that many digits, which JSON stores as they are. */
export function toDigits(value: number, length: number): string {
	let [text, rest] = ['', value];
	while (text.length < length) {
		text = `${DIGITS[rest % 64] ?? ''}${text}`;
		rest = Math.floor(rest / 64);
	}
	return text;
}

/** The number that {@link toDigits} wrote; NaN where the text is none of those. */
export function fromDigits(text: string): number {
	let value = 0;
	for (const digit of text) {
		const at = DIGITS.indexOf(digit);
		value = at < 0 ? NaN : value * 64 + at;
	}
	return value;
}
