import type { IDataObject } from 'n8n-workflow';

import type { Tenant } from '../emulator';

const DEVICES = Array.from({ length: 120 }, (_, index) => ({
	id: index.toString(16).padStart(40, '0'),
	computerDnsName: index === 119 ? 'db1.contoso.example' : `pc${index}.contoso.example`,
	osPlatform: 'Windows11',
	healthStatus: 'Active',
}));

/** Answers the list of a tenant's devices as Defender would, with 120; `filters` tells how it takes `$filter`. */
export function listDevices(tenant: Tenant, filters: 'works' | 'refused'): void {
	const answer = (status: number, body: IDataObject, when: (query: Record<string, string>) => boolean) =>
		tenant.addFault({
			api: 'defender',
			respond: { status, body },
			when: ({ path, query }) => path === '/api/machines' && when(query),
		});
	const rows = (skip: number, top: number) => ({ value: DEVICES.slice(skip, skip + top) });
	const error = { error: { code: 'ODataError', message: 'startswith is not supported' } };
	answer(200, rows(0, 100), ({ $filter, $top, $skip }) => !$filter && $top === '100' && !$skip);
	answer(200, rows(100, 100), ({ $filter, $skip }) => !$filter && $skip === '100');
	answer(200, rows(0, 10_000), ({ $filter, $top }) => !$filter && $top === '10000');
	if (filters === 'refused') {
		answer(400, error, ({ $filter }) => $filter !== undefined);
		return;
	}
	answer(200, rows(119, 1), ({ $filter }) => $filter === "startswith(computerDnsName,'db1')");
	answer(200, { value: [] }, ({ $filter }) => $filter !== undefined);
}
