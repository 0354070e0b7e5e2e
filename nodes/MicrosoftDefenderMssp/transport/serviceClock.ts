import type { Cloud, Service } from '../core/clouds';
import { apiHost } from '../core/clouds';
import type { Failure } from '../core/failure';
import type { HttpResponse, Send } from '../core/http';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';

/** What is known of Microsoft's clocks, as milliseconds that they are ahead of ours. */
export interface ServiceClock {
	/** By answers that no customer has a part in: Entra's, and those of the APIs to requests without a token. */
	aheadMs?: number;
	/** By answers to a customer's token, by {@link customerKey}. */
	customers: Map<string, number>;
	/** When the clock was last measured because a customer's was in doubt; milliseconds since 1970, by ours. */
	doubtedAt?: number;
}

/** What is known of the clocks of clouds, by their login address. */
export type ServiceClocks = Map<string, ServiceClock>;

/** The clock of the cloud with this login address, one that nothing is known of at first. */
export function clockOf(clocks: ServiceClocks, loginUrl: string): ServiceClock {
	const clock = clocks.get(loginUrl) ?? { customers: new Map<string, number>() };
	clocks.set(loginUrl, clock);
	return clock;
}

/** One customer's API, whose clock counts for itself only. */
export interface CustomerApi {
	tenantId: string;
	service: Service;
}

const customerKey = ({ tenantId, service }: CustomerApi): string => `${service} ${tenantId}`;

/** The time by Entra's clock as far as it is known, else by ours; milliseconds since 1970. */
export const timeBy =
	(clock: ServiceClock, now: () => number): (() => number) =>
	() =>
		now() + (clock.aheadMs ?? 0);

/** A gateway in front of one customer's API may say any year; clocks that are kept right differ by seconds. */
const BELIEVED_MS = 3_600_000;

/**
 * The time by the clock of one customer's API. It is believed if it is within an hour of Entra's clock or of ours; else
 * Entra's counts, or ours.
 */
export const customerTimeBy =
	(clock: ServiceClock, now: () => number): ((customer: CustomerApi) => number) =>
	(customer) =>
		now() + (believed(clock, clock.customers.get(customerKey(customer))) ?? clock.aheadMs ?? 0);

function believed({ aheadMs = 0 }: ServiceClock, own: number | undefined): number | undefined {
	if (own === undefined) return undefined;
	return Math.min(Math.abs(own - aheadMs), Math.abs(own)) <= BELIEVED_MS ? own : undefined;
}

/** A `send` that reads Microsoft's time off every answer that no customer has a part in (`Date` header, whole seconds). */
export function watchClock(send: Send, clock: ServiceClock, now: () => number): Send {
	return async (request) => {
		const answer = await send(request);
		const date = request.headers?.authorization === undefined ? dateOf(answer) : undefined;
		if (date !== undefined) clock.aheadMs = date - now();
		return answer;
	};
}

/** So often a customer's clock that is not believed makes the time be asked for anew. */
const DOUBT_EVERY_MS = 10 * 60_000;

/**
 * Notes the time that an answer to a customer's token tells. Where it is not to be believed, our own clock may have been set
 * since Entra's was read, so that one is measured anew, but not at every answer.
 */
export function customerClock(
	clock: ServiceClock,
	now: () => number,
	measure: () => Promise<unknown>,
): (customer: CustomerApi, headers: HttpResponse['headers']) => Promise<void> {
	return async (customer, headers) => {
		const date = headerDate(headers);
		if (date === undefined) return;
		const own = date - now();
		clock.customers.set(customerKey(customer), own);
		const isKnown = clock.aheadMs !== undefined && believed(clock, own) !== undefined;
		const doubtedAgo = now() - (clock.doubtedAt ?? -Infinity);
		if (isKnown || (doubtedAgo >= 0 && doubtedAgo < DOUBT_EVERY_MS)) return;
		clock.doubtedAt = now();
		await measure();
	};
}

const TIMEOUT_MS = 5_000;

/**
 * Has Microsoft's clock read anew by a `send` that watches it, off Entra's public metadata: ours may have jumped since the last
 * answer. Where Entra cannot be asked, the APIs are, without a token. Resolves to whether an answer told the time; fails
 * where there was none.
 */
export async function measureClock(send: Send, cloud: Cloud): Promise<Result<boolean, Failure>> {
	const urls = [`${cloud.loginUrl}/common/v2.0/.well-known/openid-configuration`, ...apiUrls(cloud)];
	let isAnswered = false;
	let failure: Failure | undefined;
	for (const url of urls) {
		const answer = await send({ method: 'GET', url, timeoutMs: TIMEOUT_MS });
		if (dateOf(answer) !== undefined) return succeed(true);
		isAnswered ||= answer.ok;
		if (!answer.ok) failure ??= answer.failure;
	}
	return isAnswered || failure === undefined ? succeed(false) : fail(failure);
}

const SERVICES: Service[] = ['graph', 'defender'];

const apiUrls = (cloud: Cloud): string[] =>
	SERVICES.flatMap((service) => {
		const host = apiHost(cloud, service);
		return host.ok ? [`${host.value.url}/`] : [];
	});

/** The time that an answer's `Date` header tells; undefined where it tells none. */
export function headerDate({ date = '' }: HttpResponse['headers']): number | undefined {
	const ms = Date.parse(date);
	return Number.isNaN(ms) ? undefined : ms;
}

const dateOf = (answer: Awaited<ReturnType<Send>>): number | undefined =>
	answer.ok ? headerDate(answer.value.headers) : undefined;
