/**
 * The text as every URL and UTF-8 encoder takes it. The services cut texts, and half of a surrogate pair is left of what
 * they cut through; encoders throw at it, and other systems refuse the whole document for it.
 */
export const wellFormed = (value: string): string => value.toWellFormed();
