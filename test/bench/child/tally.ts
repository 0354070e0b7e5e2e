import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { readAlertId, tenantIndexOf } from '../service/stage';

/** Alerts by tenant, so that none is lost, doubled or another tenant's without being noticed. */
export interface Tally {
	add(items: INodeExecutionData[]): void;
	delivered(): number;
	/** What is wrong, whatever is still to come; empty when all is well. */
	doubts(): string[];
	/** What is wrong when all of them should be there. */
	faults(tenants: number, alertsPerTenant: number): string[];
}

/** Bits and not ids, because a hundred thousand of these would be measured as memory. */
export function createTally(): Tally {
	const seen = new Map<number, Uint8Array>();
	const count = { delivered: 0, repeated: 0, misplaced: 0 };
	const add = ({ json }: INodeExecutionData): void => {
		const { tenant } = json as { tenant?: IDataObject };
		const id = placeOf({ json });
		count.delivered += 1;
		if (id === undefined || (tenant !== undefined && tenantIndexOf(textOf(tenant.id)) !== id.tenant)) {
			count.misplaced += 1;
			return;
		}
		const known = roomFor(seen, id.tenant, id.index);
		if (known[id.index] === 1) count.repeated += 1;
		known[id.index] = 1;
	};
	const doubts = (): string[] => [
		...(count.repeated === 0 ? [] : [`${count.repeated} alerts delivered twice`]),
		...(count.misplaced === 0 ? [] : [`${count.misplaced} alerts of another tenant or unknown`]),
	];
	return {
		add: (items) => {
			items.forEach(add);
		},
		delivered: () => count.delivered,
		doubts,
		faults(tenants, alertsPerTenant) {
			let distinct = 0;
			for (const known of seen.values()) distinct += known.reduce((sum, bit) => sum + bit, 0);
			const lost = tenants * alertsPerTenant - distinct;
			return [...(lost === 0 ? [] : [`${lost} alerts lost`]), ...doubts()];
		},
	};
}

/** Tenant and number of the alert in an item; undefined if it is none of ours. */
export const placeOf = ({ json }: INodeExecutionData): ReturnType<typeof readAlertId> =>
	readAlertId(textOf((json as { alert?: IDataObject }).alert?.id));

function roomFor(seen: Map<number, Uint8Array>, tenant: number, index: number): Uint8Array {
	const known = seen.get(tenant) ?? new Uint8Array(16);
	if (index < known.length && seen.has(tenant)) return known;
	const room = new Uint8Array(Math.max(16, 2 ** Math.ceil(Math.log2(index + 1))));
	room.set(known.subarray(0, room.length));
	seen.set(tenant, room);
	return room;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
