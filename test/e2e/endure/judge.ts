/** An alert that happened at a customer. */
export interface SentAlert {
	alertId: string;
	tenantId: string;
	/** Where its customer's alerts belong. */
	channel: string;
}

/** An alert as it came to the receiver. */
export interface Delivery {
	alertId: string;
	eventId: string;
	tenantId: string;
	channel: string;
	/** The execution that sent it. */
	executionId: number;
}

/** An execution as n8n keeps it. */
export interface ExecutionRow {
	id: number;
	/** Milliseconds since 1970. */
	createdAt: number;
	/** The execution that a user had n8n do again. */
	retryOf?: number;
	/** Alerts in it, if it did not come to its end. */
	unsent?: ReadonlySet<string>;
}

/** A time span in which the trigger's memory came to its end: of no length but for an upgrade in the running n8n. */
export interface End {
	/** Milliseconds since 1970. */
	from: number;
	to: number;
}

export interface History {
	sent: readonly SentAlert[];
	deliveries: readonly Delivery[];
	executions: readonly ExecutionRow[];
	ends: readonly End[];
	/** n8n stores state and execution in one transaction: then nothing may come twice. */
	durable: boolean;
}

export interface Verdict {
	/** One sentence for each alert that never came. */
	lost: string[];
	/** One for each that came as another customer's, or was never sent. */
	elsewhere: string[];
	/** How many deliveries were repeats, without those that a user asked for by a retry. */
	repeated: number;
	/** One sentence for each repeat that may not be. */
	unexplained: string[];
}

function misplaced(history: History): string[] {
	const owners = new Map(history.sent.map((alert) => [alert.alertId, alert]));
	return history.deliveries.flatMap(({ alertId, tenantId, channel }) => {
		const owner = owners.get(alertId);
		if (owner === undefined) return [`${alertId} came, but was never sent`];
		if (owner.tenantId === tenantId && owner.channel === channel) return [];
		return [`${alertId} of ${owner.tenantId} came as one of ${tenantId} in #${channel}`];
	});
}

/** The last hand-over that n8n took before the last end that lies before `moment`. */
function lastHandOver({ executions, ends }: History, moment: number): ExecutionRow | undefined {
	const end = Math.max(...ends.filter(({ from }) => from < moment).map(({ to }) => Math.min(to, moment - 1)));
	return executions
		.filter(({ createdAt, retryOf }) => retryOf === undefined && createdAt <= end)
		.reduce<ExecutionRow | undefined>((last, row) => (last && last.id > row.id ? last : row), undefined);
}

/** Why the second of two deliveries of one alert may not be; undefined when it may. */
function objection(history: History, first: Delivery, second: Delivery): string | undefined {
	const what = `${second.alertId} came with execution ${first.executionId} and again with ${second.executionId}`;
	if (first.eventId !== second.eventId) return `${what}, as another event: ${second.eventId}`;
	if (history.durable) return `${what}, although n8n's cursor is durable`;
	const again = history.executions.find(({ id }) => id === second.executionId);
	if (again === undefined) return `${what}, which n8n does not know`;
	let last = lastHandOver(history, again.createdAt);
	// What was killed before it sent the alert may have repeated it itself.
	while (last !== undefined && last.id !== first.executionId && last.unsent?.has(second.alertId)) {
		last = lastHandOver(history, last.createdAt);
	}
	if (last?.id === first.executionId) return undefined;
	return `${what}, although the last hand-over before n8n ended was ${last?.id ?? 'none'}`;
}

/**
 * Holds what came against what was sent. Everything has to come, as its customer's; again only what was the last hand-over
 * before n8n ended, and only as the same event.
 */
export function judge(history: History): Verdict {
	const retries = new Set(
		history.executions.filter(({ retryOf }) => retryOf !== undefined).map(({ id }) => id),
	);
	const byAlert = new Map<string, Delivery[]>();
	for (const delivery of history.deliveries) {
		byAlert.set(delivery.alertId, [...(byAlert.get(delivery.alertId) ?? []), delivery]);
	}
	const pairs = [...byAlert.values()].flatMap((deliveries) => {
		const own = deliveries.filter(({ executionId }) => !retries.has(executionId));
		return own.slice(1).map((second, index) => [own[index], second] as const);
	});
	const unexplained = pairs.flatMap(([first, second]) =>
		first === undefined ? [] : (objection(history, first, second) ?? []),
	);
	return {
		lost: history.sent
			.filter(({ alertId }) => !byAlert.has(alertId))
			.map(({ alertId, tenantId }) => `${alertId} of ${tenantId} never came`),
		elsewhere: misplaced(history),
		repeated: pairs.length,
		unexplained,
	};
}
