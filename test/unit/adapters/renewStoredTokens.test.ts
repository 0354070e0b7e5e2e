import type { IPollFunctions } from 'n8n-workflow';

import { renewStoredTokens } from '../../../nodes/MicrosoftDefenderMssp/adapters/renewStoredTokens';

const asked = {
	tenantId: '11111111-cccc-4000-8000-00000000c001',
	clientId: 'client',
	loginUrl: 'https://login.example',
	cloudName: 'Global',
	delegated: true,
};

const contextWith = (helpers: object): IPollFunctions =>
	// SAFETY: nothing but the helpers is used.
	({ helpers }) as unknown as IPollFunctions;

describe('renewStoredTokens', () => {
	it('gives what n8n stored', async () => {
		const refreshOAuth2Token = async () =>
			await Promise.resolve({ access_token: 'access', refresh_token: 'refresh' });
		const renewed = await renewStoredTokens(contextWith({ refreshOAuth2Token }), 'credential', asked);
		expect(renewed).toEqual({ ok: true, value: { accessToken: 'access', refreshToken: 'refresh' } });
	});

	it('asks for a newer n8n where n8n has no such helper, and not for a new sign-in', async () => {
		const renewed = await renewStoredTokens(contextWith({}), 'credential', asked);
		expect(renewed).toMatchObject({ ok: false, failure: { kind: 'configuration', transient: false } });
		expect(JSON.stringify(renewed)).toContain('Update n8n to 1.120 or later');
	});
});
