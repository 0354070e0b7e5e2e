import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { normalizeTimestamp } from '../../nodes/MicrosoftDefenderMssp/core/timestamp';
import { SOURCES } from '../../nodes/MicrosoftDefenderMssp/sources';
import type { AlertInput, Tenant } from '../emulator';
import { fakeDate } from '../support/fakeDate';
import { CLIENT_ID, listOf, TENANT_IDS } from '../support/mssp';
import type { PollingTrigger } from '../support/n8nContexts';
import { createTrigger } from '../support/n8nContexts';
import { eachTestHasItsMssp, mssp } from '../support/ownMssp';

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

const titlesOf = (outputs: INodeExecutionData[][] | null) =>
	(outputs?.[0] ?? []).map(({ json }) => (json.alert as IDataObject).title);
const healthOf = (outputs: INodeExecutionData[][] | null) => (outputs?.[1] ?? []).map(({ json }) => json);

describe('the trigger, in real PollContexts against the emulator', () => {
	const trigger = (parameters: IDataObject = {}, staticData?: IDataObject): PollingTrigger =>
		createTrigger(
			{
				parameters: { authentication: 'appOnly', ...listOf(mssp.customers), ...parameters },
				store: mssp.store,
			},
			staticData,
		);
	/** Changed and published again in the same process: n8n reads back what it stored. */
	const changed = (before: PollingTrigger, parameters: IDataObject = {}) =>
		before.republish({
			parameters: { authentication: 'appOnly', ...listOf(mssp.customers), ...parameters },
		});
	const add = (tenant: Tenant, title: string, alert: AlertInput = {}) => tenant.addAlert({ title, ...alert });

	/** Time passes, for what waits before it is tried again. */
	const laterBy = (minutes: number) => {
		fakeDate(Date.now() + minutes * 60_000);
	};

	eachTestHasItsMssp();

	const listOfDomains = (): IDataObject => ({
		customerTenants: 'json',
		tenantsJson: JSON.stringify(mssp.customers.map(({ domains: [id], displayName: name }) => ({ id, name }))),
	});

	const ofAlerts = Object.values(SOURCES).filter(({ noun }) => noun === 'alert');
	describe.each(ofAlerts)('source $name', ({ name: source }) => {
		it('starts from now: what was there before is not delivered, what comes after is, once', async () => {
			add(mssp.contoso, 'Old', { createdDateTime: minutesAgo(16) });
			const polling = trigger({ source });
			expect(await polling.poll()).toBeNull();
			const alert = add(mssp.contoso, 'New', { severity: 'high', incidentId: 7 });
			const outputs = await polling.poll();
			expect(outputs?.[0]).toEqual([
				{
					json: {
						event: {
							id: `${TENANT_IDS.contoso}:${alert.id}:${normalizeTimestamp(alert.createdDateTime) ?? ''}`,
							type: 'created',
						},
						tenant: { id: TENANT_IDS.contoso, name: 'Contoso', labels: { channel: 'contoso' } },
						alert: expect.objectContaining({ id: alert.id, title: 'New', severity: 'high' }) as unknown,
						links: {
							alert: `https://security.microsoft.com/alerts/${alert.id}?tid=${TENANT_IDS.contoso}`,
							incident: `https://security.microsoft.com/incidents/7?tid=${TENANT_IDS.contoso}`,
						},
					},
				},
			]);
			expect(outputs?.[1]).toEqual([]);
			expect(await polling.poll()).toBeNull();
		});

		it('delivers a look-back at the first run, oldest first, all pages of it', async () => {
			for (let index = 0; index < 1100; index += 1) {
				add(mssp.contoso, String(index), {
					createdDateTime: new Date(Date.now() - 7_200_000 + index * 1000).toISOString(),
				});
			}
			add(mssp.contoso, 'too old', { createdDateTime: minutesAgo(4 * 60) });
			const options = { firstRun: 'lookBack', lookBackHours: 3, maxItems: 2000 };
			const outputs = await trigger({ source, options }).poll();
			expect(titlesOf(outputs)).toEqual(Array.from({ length: 1100 }, (_, index) => String(index)));
		});

		it('delivers an alert that becomes visible after younger ones, inside the overlap', async () => {
			const polling = trigger({ source, options: { firstRun: 'lookBack', lookBackHours: 2 } });
			const late = add(mssp.contoso, 'Late', {
				createdDateTime: minutesAgo(40),
				visibleAt: Date.now() + 3_600_000,
			});
			add(mssp.contoso, 'Young', { createdDateTime: minutesAgo(1) });
			expect(titlesOf(await polling.poll())).toEqual(['Young']);
			mssp.contoso.updateAlert(late.id, { visibleAt: 0 });
			expect(titlesOf(await polling.poll())).toEqual(['Late']);
			expect(await polling.poll()).toBeNull();
		});

		it('delivers an alert that was resolved before it was first seen', async () => {
			const polling = trigger({ source });
			await polling.poll();
			add(mssp.contoso, 'Auto-resolved', { status: 'resolved' });
			const outputs = await polling.poll();
			expect(outputs?.[0]?.[0]?.json).toMatchObject({
				event: { type: 'created' },
				alert: { status: 'resolved', title: 'Auto-resolved' },
			});
		});

		it('does not deliver an alert again that was updated', async () => {
			const polling = trigger({ source });
			await polling.poll();
			const alert = add(mssp.contoso, 'Once');
			expect(titlesOf(await polling.poll())).toEqual(['Once']);
			mssp.contoso.updateAlert(alert.id, { status: 'inProgress' });
			expect(await polling.poll()).toBeNull();
		});

		it('delivers alerts that share one creation time, those read before and those that came later', async () => {
			const polling = trigger({ source, options: { firstRun: 'lookBack' } });
			const createdDateTime = '2026-01-01T00:00:00.1234567Z';
			const shared = { createdDateTime: new Date(Date.now() - 60_000).toISOString().replace('Z', '4567Z') };
			add(mssp.contoso, 'A', shared);
			add(mssp.contoso, 'B', shared);
			expect(titlesOf(await polling.poll()).sort()).toEqual(['A', 'B']);
			add(mssp.contoso, 'C', shared);
			add(mssp.contoso, 'Too old', { createdDateTime });
			expect(titlesOf(await polling.poll())).toEqual(['C']);
		});

		it('applies filters after intake: what was held back is not delivered once the filter is gone', async () => {
			const filters = { minimumSeverity: 'high' };
			const polling = trigger({ source, filters });
			await polling.poll();
			add(mssp.contoso, 'Low', { severity: 'low' });
			add(mssp.contoso, 'High', { severity: 'high' });
			expect(titlesOf(await polling.poll())).toEqual(['High']);
			expect(await changed(polling, { source, filters: {} }).poll()).toBeNull();
			expect(
				mssp.emulator
					.requests({ path: /alerts/ })
					.every(({ query }) => !(query.$filter ?? '').includes('severity')),
			).toBe(true);
		});

		it('goes on after it was published again from what n8n stored, without a gap and without a repeat', async () => {
			const polling = trigger({ source });
			await polling.poll();
			add(mssp.contoso, 'Before');
			await polling.poll();
			add(mssp.contoso, 'While n8n was down');
			const again = changed(polling, { source });
			expect(titlesOf(await again.poll({ activation: 'init' }))).toEqual(['While n8n was down']);
		});
	});

	it('changes to another source without mixing up the two progresses', async () => {
		const polling = trigger();
		await polling.poll();
		add(mssp.contoso, 'One');
		await polling.poll();
		const defender = changed(polling, { source: 'defenderAlerts' });
		// "From now" of the other source begins some minutes earlier; what comes again has the same event ID.
		expect(titlesOf(await defender.poll())).toEqual(['One']);
		add(mssp.contoso, 'Two');
		expect(titlesOf(await defender.poll())).toEqual(['Two']);
		expect(titlesOf(await changed(defender).poll())).toEqual(['Two']);
	});

	it('starts a customer that is added later from the moment it was added', async () => {
		const polling = trigger(listOf([mssp.contoso]));
		await polling.poll();
		add(mssp.fabrikam, 'Before it was added', { createdDateTime: minutesAgo(16) });
		const wider = changed(polling);
		expect(await wider.poll()).toBeNull();
		add(mssp.fabrikam, 'After');
		expect(titlesOf(await wider.poll())).toEqual(['After']);
	});

	it("gives the service's own object with Simplify off", async () => {
		const polling = trigger({ source: 'defenderAlerts', simplify: false });
		await polling.poll();
		add(mssp.contoso, 'Raw', { severity: 'high' });
		const outputs = await polling.poll();
		expect(outputs?.[0]?.[0]?.json.alert).toMatchObject({
			severity: 'High',
			aadTenantId: TENANT_IDS.contoso,
		});
	});

	describe('when one customer cannot be read', () => {
		it("delivers the others' alerts and says once, in plain words, what is wrong and what to do", async () => {
			mssp.fabrikam.removeServicePrincipal(CLIENT_ID);
			const polling = trigger();
			const [health, ...more] = healthOf(await polling.poll());
			expect(more).toEqual([]);
			expect(health).toEqual({
				event: {
					id: expect.stringContaining(`${TENANT_IDS.fabrikam}:degraded:consentMissing:`) as unknown,
					type: 'degraded',
				},
				tenant: { id: TENANT_IDS.fabrikam, name: 'Fabrikam', labels: { channel: 'fabrikam' } },
				health: {
					kind: 'consentMissing',
					since: expect.any(String) as unknown,
					cause: 'This customer has not allowed the app, or has taken the permission back.',
					remedy: 'Ask an administrator of the customer to open the consent link; the next run picks it up.',
					link: `${mssp.emulator.loginUrl}/${TENANT_IDS.fabrikam}/adminconsent?client_id=${CLIENT_ID}`,
					code: 'AADSTS7000229',
				},
			});
			for (const tenant of mssp.customers) add(tenant, tenant.displayName);
			const outputs = await polling.poll();
			expect(titlesOf(outputs)).toEqual(['Contoso', 'Northwind']);
			expect(healthOf(outputs)).toEqual([]);
		});

		it('delivers what came meanwhile and says that it recovered, once the customer consents', async () => {
			mssp.fabrikam.removeServicePrincipal(CLIENT_ID);
			const polling = trigger();
			await polling.poll();
			add(mssp.fabrikam, 'Meanwhile');
			mssp.fabrikam.consent(CLIENT_ID, { application: ['SecurityAlert.Read.All'] });
			const outputs = await polling.poll();
			expect(titlesOf(outputs)).toEqual(['Meanwhile']);
			expect(healthOf(outputs)).toMatchObject([
				{ event: { type: 'recovered' }, tenant: { name: 'Fabrikam' }, health: { kind: 'consentMissing' } },
			]);
			expect(await polling.poll()).toBeNull();
		});

		it.each([
			[
				'a missing permission',
				(t: Tenant) => t.consent(CLIENT_ID, { application: [] }),
				'roleMissing',
				/SecurityAlert\.Read\.All/,
			],
			[
				'an app that the customer switched off',
				(t: Tenant) => t.disableApp(CLIENT_ID),
				'appDisabled',
				/switched the app off/,
			],
		])('names %s', async (_, breakTenant, kind, words) => {
			mssp.fabrikam.revokeConsent(CLIENT_ID);
			breakTenant(mssp.fabrikam);
			const [health] = healthOf(await trigger().poll());
			expect(health).toMatchObject({ health: { kind } });
			expect((health?.health as IDataObject).cause).toMatch(words);
		});

		it('names a tenant without Defender for Endpoint licence', async () => {
			mssp.fabrikam.licensedForDefender = false;
			const [health] = healthOf(await trigger({ source: 'defenderAlerts' }).poll());
			expect(health).toMatchObject({ tenant: { name: 'Fabrikam' }, health: { kind: 'notLicensed' } });
		});

		it.each([
			['answers 500', { respond: { status: 500 } }],
			['is throttled for longer than a poll may wait', { throttle: { retryAfterSeconds: 600 } }],
			['breaks the connection', { resetConnection: true as const }],
			['sends half of its JSON', { truncateJson: true as const }],
		])('tells nobody while it %s for a moment, and loses nothing', async (_, fault) => {
			const polling = trigger();
			await polling.poll();
			for (const tenant of mssp.customers) add(tenant, tenant.displayName);
			const broken = mssp.fabrikam.addFault({ api: 'graph', ...fault });
			const outputs = await polling.poll();
			expect(titlesOf(outputs)).toEqual(['Contoso', 'Northwind']);
			expect(healthOf(outputs)).toEqual([]);
			broken.remove();
			laterBy(10);
			expect(titlesOf(await polling.poll())).toEqual(['Fabrikam']);
		});

		it.each([
			['of which the domain could not be looked up at first', 'metadata', listOfDomains],
			['which was the only one and failed at first', 'token', () => listOf([mssp.fabrikam])],
		] as const)('starts from the moment it was added for a customer %s', async (_, api, parameters) => {
			const broken = mssp.fabrikam.addFault({ api, entraError: api === 'token' ? 700016 : 90033 });
			const polling = trigger(parameters());
			await polling.poll({ activation: 'init' });
			add(mssp.fabrikam, 'Meanwhile');
			await polling.poll().catch(() => undefined);
			broken.remove();
			laterBy(1);
			expect(titlesOf(await polling.poll())).toEqual(['Meanwhile']);
			expect(await polling.poll()).toBeNull();
		});

		it('hands over what it read of a tenant that fails on a later page, and goes on from there', async () => {
			const polling = trigger({
				...listOf([mssp.fabrikam]),
				options: { firstRun: 'lookBack', maxItems: 5000 },
			});
			for (let index = 0; index < 1500; index += 1) {
				add(mssp.fabrikam, String(index), {
					createdDateTime: new Date(Date.now() - 3_600_000 + index * 1000).toISOString(),
				});
			}
			let pages = 0;
			const broken = mssp.fabrikam.addFault({
				api: 'graph',
				when: () => (pages += 1) > 2,
				respond: { status: 503 },
			});
			const first = titlesOf(await polling.poll());
			broken.remove();
			const second = titlesOf(await polling.poll());
			expect(first.length).toBeGreaterThanOrEqual(500);
			expect(second.length).toBeGreaterThan(0);
			expect([...first, ...second].map(Number).sort((x, y) => x - y)).toEqual([...Array(1500).keys()]);
		});
	});

	describe('when nothing can work', () => {
		it('throws what is wrong with the credential, for n8n to show and to start the error workflow', async () => {
			mssp.app.removeSecrets();
			const polling = trigger();
			await expect(polling.poll()).rejects.toMatchObject({
				name: 'NodeOperationError',
				message: 'Microsoft Entra ID did not accept the client secret. [AADSTS7000215]',
				description: expect.stringContaining("'Client Secret'") as unknown,
			});
		});

		it('does not throw in the first poll after n8n started, because n8n would give the trigger up; it does in the next', async () => {
			mssp.app.removeSecrets();
			const polling = trigger();
			expect(await polling.poll({ activation: 'init' })).toBeNull();
			await expect(polling.poll({ activation: 'init' })).rejects.toThrow('client secret');
		});

		it('does not throw for an outage of everything', async () => {
			for (const tenant of mssp.customers)
				tenant.addFault({ api: 'token', respond: { status: 503, body: '<html>' } });
			expect(await trigger().poll()).toBeNull();
		});

		it.each([
			['a state of a newer version', { version: 99 }],
			['garbage', { version: 1, checkpoints: { x: { from: 5 } }, health: {} }],
			['text', 'broken'],
		])('refuses %s and leaves it as it is', async (_, state) => {
			const polling = trigger({}, { 'node:Trigger': { state } });
			await expect(polling.poll()).rejects.toThrow('saved state is damaged');
			expect(polling.staticData()).toMatchObject({ 'node:Trigger': { state } });
		});
	});

	describe('a test in the editor', () => {
		it('shows the newest alerts of every customer and touches no state', async () => {
			for (const tenant of mssp.customers) {
				for (let index = 0; index < 5; index += 1) {
					add(tenant, `${tenant.displayName} ${index}`, { createdDateTime: minutesAgo(60 - index) });
				}
			}
			const polling = trigger();
			await polling.poll();
			const before = JSON.stringify(polling.staticData());
			const outputs = await polling.poll({ mode: 'manual', activation: 'manual' });
			expect(titlesOf(outputs)).toHaveLength(9);
			expect(titlesOf(outputs)).toContain('Northwind 4');
			expect(JSON.stringify(polling.staticData())).toBe(before);
		});

		it('shows a broken customer in Tenant Health at once', async () => {
			mssp.fabrikam.addFault({ api: 'graph', respond: { status: 500 } });
			add(mssp.contoso, 'C');
			const outputs = await trigger().poll({ mode: 'manual', activation: 'manual' });
			expect(titlesOf(outputs)).toEqual(['C']);
			expect(healthOf(outputs)).toMatchObject([{ tenant: { name: 'Fabrikam' }, health: { kind: 'outage' } }]);
		});

		it('throws what is wrong when there is nothing to show', async () => {
			mssp.contoso.removeServicePrincipal(CLIENT_ID);
			const polling = trigger(listOf([mssp.contoso]));
			await expect(polling.poll({ mode: 'manual', activation: 'manual' })).rejects.toThrow(
				/Contoso.*has not allowed/,
			);
		});
	});

	it('does not start a second poll while one is under way', async () => {
		const polling = trigger();
		await polling.poll();
		add(mssp.contoso, 'Once');
		mssp.contoso.addFault({ api: 'graph', times: 1, delayMs: 300 });
		const both = await Promise.all([polling.poll(), polling.poll()]);
		expect(both.map(titlesOf)).toEqual([['Once'], []]);
	});
});
