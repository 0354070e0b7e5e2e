import { describeOperation } from '../../support/operationContract';

const sources = [
	{
		source: 'graphAlerts',
		api: 'graph',
		path: /^\/v1\.0\/security\/alerts_v2/,
		permission: 'SecurityAlert.Read.All',
	},
	{ source: 'defenderAlerts', api: 'defender', path: /^\/api\/alerts/, permission: 'Alert.Read.All' },
] as const;

for (const { source, ...call } of sources) {
	describeOperation({
		resource: 'alert',
		operation: 'get',
		...call,
		method: 'GET',
		parameters: { source },
		seed: (tenant) => ({ alertId: tenant.addAlert({ id: 'da1_2' }).id }),
		missing: { alertId: 'da9_9' },
		wrong: [['Alert', { alertId: ' ' }]],
	});

	describeOperation({
		resource: 'alert',
		operation: 'getAll',
		...call,
		method: 'GET',
		parameters: { source },
		seed: (tenant) => {
			tenant.addAlert();
			return {};
		},
		wrong: [['Limit', { limit: 0 }]],
	});
}
