/** Something that happens at a moment of virtual time. */
interface Due {
	at: number;
	run: () => void;
	/** The process of n8n that waits for it; it never happens when that was killed. */
	owner: number | undefined;
}

/** Made once, because that takes long. */
const late = new DOMException('late', 'TimeoutError');

const real = {
	Date,
	setTimeout,
	clearTimeout,
	abortAfter: AbortSignal.timeout.bind(AbortSignal),
	elapsed: performance.now.bind(performance),
	setImmediate,
};

/**
 * A clock that moves only when it is told to. While it is installed it is the machine's: what the trigger takes from `Date`,
 * `setTimeout` and `AbortSignal.timeout` is this time, ahead of the true one by `skewMs`; `performance.now` is the true one.
 */
export class VirtualTime {
	/** True time, Microsoft's; milliseconds since 1970. */
	now: number;
	/** How far the clock of n8n's machine is ahead. */
	skewMs = 0;
	/** Owns the timers that code under test starts. */
	process = 0;
	/** In the order in which they happen. */
	private due: Due[] = [];

	constructor(start: number) {
		this.now = start;
	}

	/** Has `run` happen at this moment; `owner` is the process without which it does not. */
	at(ms: number, owner: number | undefined, run: () => void): Due {
		const entry = { at: Math.max(ms, this.now), run, owner };
		let place = this.due.length;
		while (place > 0 && (this.due[place - 1]?.at ?? 0) > entry.at) place -= 1;
		this.due.splice(place, 0, entry);
		return entry;
	}

	/** Whatever this process waits for never comes. */
	forget(process: number): void {
		this.due = this.due.filter(({ owner }) => owner !== process);
	}

	/** Moves on to this moment; what is due until then happens in turn, each with all that follows at once from it. */
	async to(ms: number): Promise<void> {
		await settled();
		for (let next = this.due[0]; next !== undefined && next.at <= ms; next = this.due[0]) {
			this.due.shift();
			this.now = next.at;
			next.run();
			await settled();
		}
		this.now = Math.max(this.now, ms);
	}

	install(): void {
		const machineNow = (): number => this.now + this.skewMs;
		class MachineDate extends real.Date {
			constructor(...given: unknown[]) {
				super(...((given.length === 0 ? [machineNow()] : given) as [number]));
			}
			static override now = machineNow;
		}
		const start = (run: (...given: unknown[]) => void, ms = 0, ...given: unknown[]): Due =>
			this.at(this.now + ms, this.process, () => {
				run(...given);
			});
		const stop = (timer: Due | undefined): void => {
			this.due = this.due.filter((entry) => entry !== timer);
		};
		Object.assign(globalThis, { Date: MachineDate, setTimeout: start, clearTimeout: stop });
		performance.now = () => this.now;
		AbortSignal.timeout = (ms) => {
			const controller = new AbortController();
			start(() => {
				controller.abort(late);
			}, ms);
			return controller.signal;
		};
	}

	uninstall(): void {
		const { Date, setTimeout, clearTimeout } = real;
		Object.assign(globalThis, { Date, setTimeout, clearTimeout });
		AbortSignal.timeout = real.abortAfter;
		performance.now = real.elapsed;
	}
}

/** When everything that follows from what happened without time passing has happened. */
const settled = async (): Promise<void> => {
	await new Promise<void>((resolve) => {
		real.setImmediate(resolve);
	});
};
