/**
 * Outcome of a step that can fail for a reason the caller must see. Below the node files nothing is thrown for an
 * expected failure, so that one tenant's failure is data for the fan-out and never ends the others' work.
 */
export type Result<T, F> = { ok: true; value: T } | { ok: false; failure: F };

export const succeed = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

export const fail = <F>(failure: F): { ok: false; failure: F } => ({ ok: false, failure });
