/** So many times the items that may be handed over are held in memory at most, to begin with tenants that come late. */
const MOST_HELD = 4;
/** Rows of a page of a backlog where many wait, and those that are expected of a tenant's newest page. */
export const SMALL_PAGE = 50;

/** Keeps count of what a poll may hand over, so that hardly a row is read for which there is no room. */
export interface Room {
	/** Rows of backlogs that may still be asked for, while so many tenants have their newest alerts to come. */
	left(newestToCome: number): number;
	/** Whether that is worth a request. */
	isEnoughForPage(newestToCome: number): boolean;
	/** Items that may be handed over now, while so many tenants have their newest alerts to come. */
	forWave(newestToCome: number): number;
	/** Items that may be handed over at the end. */
	forRest(): number;
	/** Whether no further page is to be read; of a tenant that had none yet, or of one that had. */
	isEnough(isFirst: boolean): boolean;
	/** Rows that a page of this size is likely to bring; they are kept free until they are released. */
	reserve(top: number, isOrdered: boolean): number;
	/** `brought`: how many the page did bring, if it came in no order. */
	release(rows: number, brought?: number): void;
	/** So many rows came. */
	hold(rows: number): void;
	/** So many rows are held no more, and so many items were made of them. */
	handOver(rows: number, items: number): void;
}

/** Room for so many items. */
export function createRoom(maxItems: number): Room {
	let [handedOver, held, reserved] = [0, 0, 0];
	/** What a page brought last that came in no order, and so as large as can be. */
	let usual: number | undefined;
	// Backlogs and those that answered first leave something to those that answer last.
	const keptFor = (newestToCome: number) => Math.min(newestToCome * SMALL_PAGE, maxItems / 4);
	const left = (newestToCome: number) =>
		Math.floor(maxItems - handedOver - held - reserved - keptFor(newestToCome));
	return {
		left,
		isEnoughForPage: (newestToCome) =>
			left(newestToCome) >= Math.max(1, Math.min(SMALL_PAGE / 2, maxItems / 4)),
		forWave: (newestToCome) => Math.floor(maxItems - handedOver - keptFor(newestToCome)),
		forRest: () => maxItems - handedOver,
		isEnough: (isFirst) => held >= (isFirst ? MOST_HELD * maxItems : maxItems - handedOver),
		reserve(top, isOrdered) {
			const rows = isOrdered ? top : Math.min(top, Math.max(SMALL_PAGE, usual ?? top));
			reserved += rows;
			return rows;
		},
		release(rows, brought) {
			reserved -= rows;
			usual = brought ?? usual;
		},
		hold(rows) {
			held += rows;
		},
		handOver(rows, items) {
			held -= rows;
			handedOver += items;
		},
	};
}
