import type { SeenAlerts } from '../core/seen';
import { seenKey } from '../core/seen';
import type { KeptTies } from '../sources/tiePaging';
import type { OpenWindow } from './openWindow';

/** Later a link may lead nowhere, and rows may have moved. */
const GOOD_FOR_MS = 15 * 60_000;

const isOneTime = ({ from, to }: OpenWindow): boolean => from === to;

/** Rows of one time cannot be asked for in parts, so every poll would begin with the first one. */
export const isUndivided = (window: OpenWindow | undefined): boolean =>
	window !== undefined && (window.tie !== undefined || isOneTime(window));

/** Remembers how far the parts of this span were read, as far as they share one time; nothing of the span if it was read. */
export function keepTies(
	kept: KeptTies,
	partition: string,
	{ window, parts }: { window: OpenWindow; parts: OpenWindow[] },
	now: number,
): void {
	// One that only begins at this time is another span.
	if (isOneTime(window)) kept.delete(keyOf(partition, window));
	for (const part of parts) {
		if (part.tie !== undefined && isOneTime(part))
			kept.set(keyOf(partition, part), { tie: part.tie, at: now });
	}
	for (const [key, { at }] of kept) if (!isGood(at, now)) kept.delete(key);
}

/** The span, from where an earlier poll stopped: only if all that was read by then was handed over or is not due. */
export function goneOn(
	kept: KeptTies,
	partition: string,
	window: OpenWindow,
	{ seen, now }: { seen: () => SeenAlerts; now: number },
): OpenWindow {
	const known =
		window.tie === undefined && isOneTime(window) ? kept.get(keyOf(partition, window)) : undefined;
	if (known === undefined || !isGood(known.at, now)) return window;
	const alerts = seen();
	const isHandled = (id: string): boolean => (alerts.get(seenKey(id))?.updatedAt ?? '') >= window.from;
	return [...(known.tie.ids ?? [])].every(isHandled) ? { ...window, tie: known.tie } : window;
}

const keyOf = (partition: string, { from }: OpenWindow): string => `${partition}|${from}`;

const isGood = (at: number, now: number): boolean => now >= at && now - at < GOOD_FOR_MS;
