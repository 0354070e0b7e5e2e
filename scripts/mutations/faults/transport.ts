import type { Area } from '../fault';

/** One door to the network, and whose clock counts for whom. */
export const transport: Area = {
	name: 'transport',
	tests: [
		'test/unit/transport/apiRequest.test.ts',
		'test/unit/transport/apiCall.test.ts',
		'test/unit/transport/apiFailure.test.ts',
		'test/unit/transport/hosts.test.ts',
		'test/unit/transport/requestQuota.test.ts',
		'test/unit/transport/serviceClock.test.ts',
		'test/unit/trigger/pollClocks.test.ts',
	],
	faults: [
		{
			name: 'a token goes to any host',
			file: 'transport/apiRequest.ts',
			find: 'if (!allowed.ok) return allowed;',
			replace:
				'if (!allowed.ok) return await apiCall({ ...request, url: "https://graph.microsoft.com/" }, context);',
		},
		{
			name: 'a host of another cloud is a sibling',
			file: 'transport/hosts.ts',
			find: "(target.port === '' && host.siblings?.test(target.hostname) === true)",
			replace: "(target.port === '' && target.hostname.includes('microsoft'))",
		},
		{
			name: 'a token refused by the API is not renewed',
			file: 'transport/apiRequest.ts',
			find: 'return status === 401 || ',
			replace: 'return ',
		},
		{
			name: 'a passing failure is not tried again',
			file: 'transport/apiRequest.ts',
			find: 'const wait = mayRepeat ? retryDelay(failure, attempt, connection.retry) : undefined;',
			replace: 'const wait = undefined;',
		},
		{
			name: 'an outage counts as lasting',
			file: 'transport/apiFailure.ts',
			find: "if (status >= 500) return passing('outage',",
			replace: "if (status >= 500) return ofTenant('outage', 'x',",
		},
		{
			name: 'Retry-After is not heard',
			file: 'transport/apiFailure.ts',
			find: 'retryAfterMs: asked ?? failure.retryAfterMs',
			replace: 'retryAfterMs: failure.retryAfterMs',
		},
		{
			name: 'limits are counted over all tenants together',
			file: 'transport/requestQuota.ts',
			find: 'JSON.stringify([cloud.loginUrl, clientId, tenantId, service,',
			replace: 'JSON.stringify([cloud.loginUrl, clientId, service,',
		},
		{
			name: 'requests are counted beyond the limit',
			file: 'transport/requestQuota.ts',
			find: 'Math.floor(limit * OUR_SHARE)',
			replace: 'limit + 1',
		},
		{
			name: "a customer's clock counts for all",
			file: 'transport/serviceClock.ts',
			find: 'request.headers?.authorization === undefined ? dateOf(answer) : undefined',
			replace: 'dateOf(answer)',
		},
		{
			name: "a customer's clock is believed in any year",
			file: 'transport/serviceClock.ts',
			find: '<= BELIEVED_MS ? own : undefined',
			replace: '<= Infinity ? own : undefined',
		},
		{
			name: 'customers share one key of clocks',
			file: 'transport/serviceClock.ts',
			find: '`${service} ${tenantId}`',
			replace: '`${service}`',
		},
		{
			name: 'a clock in doubt is not measured anew',
			file: 'transport/serviceClock.ts',
			find: '		await measure();\n',
			replace: '',
		},
		{
			name: 'the time is not asked of the APIs where Entra is out of reach',
			file: 'transport/serviceClock.ts',
			find: ', ...apiUrls(cloud)]',
			replace: ']',
		},
	],
};
