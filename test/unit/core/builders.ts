import type { Failure } from '../../../nodes/MicrosoftDefenderMssp/core/failure';
import type { Tenant } from '../../../nodes/MicrosoftDefenderMssp/core/tenant';
import { timestampFromMs } from '../../../nodes/MicrosoftDefenderMssp/core/timestamp';

export const CONTOSO: Tenant = {
	id: '11111111-1111-4111-8111-111111111111',
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
