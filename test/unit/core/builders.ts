import type { ReadWindow } from '../../../nodes/MicrosoftDefenderMssp/core/backlog';
import type { ReadPage } from '../../../nodes/MicrosoftDefenderMssp/core/checkpoint';
import type { Row } from '../../../nodes/MicrosoftDefenderMssp/core/event';
import type { Failure } from '../../../nodes/MicrosoftDefenderMssp/core/failure';
import type { Snapshot } from '../../../nodes/MicrosoftDefenderMssp/core/snapshot';
import type { Tenant } from '../../../nodes/MicrosoftDefenderMssp/core/tenant';
import { timestampFromMs } from '../../../nodes/MicrosoftDefenderMssp/core/timestamp';

export const CONTOSO: Tenant = {
	id: 'ca111111-1111-4111-8111-111111111111',
	name: 'Contoso',
	labels: { channel: '#contoso' },
};

export const FABRIKAM: Tenant = {
	id: '22222222-2222-4222-8222-222222222222',
	name: 'Fabrikam',
	labels: {},
};

export const CLIENT_ID = '33333333-3333-4333-8333-333333333333';

/** The moment that most tests call now. */
export const NOW = Date.UTC(2026, 0, 5, 12);

export const MINUTE_MS = 60_000;

/** Normalized timestamp so many minutes after (or before) {@link NOW}. */
export const atMinute = (minutes: number): string => timestampFromMs(NOW + minutes * MINUTE_MS);

export const lasting = (part: Partial<Failure> = {}): Failure => ({
	kind: 'consentMissing',
	appliesTo: 'tenant',
	transient: false,
	cause: 'The app is not allowed.',
	remedy: 'Open the consent link.',
	...part,
});

export const passing = (part: Partial<Failure> = {}): Failure =>
	lasting({ kind: 'outage', transient: true, cause: 'No answer.', remedy: 'Wait.', ...part });

/** Every value inside `value`, itself included. */
export function everyValueOf(value: unknown): unknown[] {
	if (typeof value !== 'object' || value === null) return [value];
	return [value, ...Object.values(value).flatMap(everyValueOf)];
}

/** A row of the checkpoint that was created at this minute, and last updated at `updated`. */
export const rowAt = (
	id: string,
	created: number,
	{ updated = created, ...snapshot }: Snapshot & { updated?: number } = {},
): Row => ({
	id,
	createdAt: atMinute(created),
	updatedAt: atMinute(updated),
	snapshot: { status: 'new', ...snapshot },
});

/** A span of minutes; without `to` it reaches to whatever comes. */
export const span = (from: number, to?: number): ReadWindow => ({
	from: atMinute(from),
	...(to !== undefined && { to: atMinute(to) }),
});

export const sweepOf = (from: number, to: number): ReadWindow & { to: string } => ({
	from: atMinute(from),
	to: atMinute(to),
	sweep: true,
});

/** A page that holds everything of its span, in no order. */
export const pageOf = (rows: Row[], again: ReadWindow = span(0)): ReadPage<Row> => ({
	rows,
	asked: again,
	again,
	ascending: false,
});
