import type { IDataObject, NodeOperationError } from 'n8n-workflow';

import { createCredentialStore } from '../support/credentialStore';
import { listOf, TENANT_IDS } from '../support/mssp';
import { createTrigger, execute } from '../support/n8nContexts';
import { eachTestHasItsMssp, mssp } from '../support/ownMssp';
import { FORMATS } from '../unit/messages/builders';
import { problemsOf } from '../unit/messages/check';

const TITLE = 'Suspicious <!channel> & [more](https://evil.example)';

/** Without any credential, neither stored nor chosen. */
const build = (input: IDataObject[], parameters: IDataObject = {}, node = {}) =>
	execute(
		{
			parameters: { operation: 'buildMessage', ...parameters },
			store: createCredentialStore({}),
			node: { credentials: {}, ...node },
		},
		input,
	);

describe('Alert: Build Message', () => {
	const getMany = async (parameters: IDataObject = {}) => {
		const items = await execute({
			parameters: {
				authentication: 'appOnly',
				operation: 'getAll',
				...listOf(mssp.customers),
				...parameters,
			},
			store: mssp.store,
		});
		return items.map(({ json }) => json);
	};

	eachTestHasItsMssp();

	it.each(
		['graphAlerts', 'defenderAlerts'].flatMap((source) =>
			[true, false].map((simplify) => [source, simplify] as const),
		),
	)(
		'makes every message of what Get Many of %s gave (Simplify %s), and asks nobody',
		async (source, simplify) => {
			const contoso = mssp.contoso.addAlert({ title: TITLE, severity: 'high' });
			const fabrikam = mssp.fabrikam.addAlert({ title: 'Second' });
			const alerts = await getMany({ source, simplify });
			const asked = mssp.emulator.requests().length;
			for (const format of FORMATS) {
				const messages = await build(alerts, { messageFormat: format });
				expect(messages).toEqual([
					{
						json: {
							tenant: { id: TENANT_IDS.contoso, name: 'Contoso', labels: { channel: 'contoso' } },
							alert: { id: contoso.id },
							message: expect.anything(),
						},
						pairedItem: { item: 0 },
					},
					{
						json: {
							tenant: { id: TENANT_IDS.fabrikam, name: 'Fabrikam', labels: { channel: 'fabrikam' } },
							alert: { id: fabrikam.id },
							message: expect.anything(),
						},
						pairedItem: { item: 1 },
					},
				]);
				for (const { json } of messages) expect(problemsOf(format, json.message as object)).toEqual([]);
				const first = JSON.stringify(messages[0]?.json.message);
				for (const shown of ['Contoso', 'High', 'pc7.contoso.example', 'kim@contoso.example', 'update.ps1']) {
					expect(first).toContain(shown);
				}
				expect(first).toContain(`https://security.microsoft.com/alerts/${contoso.id}`);
			}
			expect(mssp.emulator.requests()).toHaveLength(asked);
		},
	);

	it('takes both outputs of the trigger', async () => {
		const polling = createTrigger({
			parameters: { authentication: 'appOnly', ...listOf(mssp.customers) },
			store: mssp.store,
		});
		await polling.poll();
		const alert = mssp.contoso.addAlert({ title: 'New one' });
		mssp.fabrikam.addFault({ api: 'graph', respond: { status: 403 } });
		const outputs = (await polling.poll()) ?? [];
		const [alerts = [], health = []] = outputs.map((items) => items.map(({ json }) => json));
		expect([alerts.length, health.length]).toEqual([1, 1]);
		const [first, second] = await build([...alerts, ...health], { messageFormat: 'text' });
		expect(first?.json).toMatchObject({
			event: { id: expect.stringContaining(alert.id), type: 'created' },
			message: { subject: 'Medium - Contoso - New alert: New one' },
		});
		expect(second?.json).toMatchObject({
			event: { type: 'degraded' },
			tenant: { name: 'Fabrikam' },
			message: { subject: 'Degraded - Fabrikam - Customer tenant: its alerts cannot be read' },
		});
		expect(second?.json).not.toHaveProperty('alert');
	});

	it('takes the format of each item by expression, and its options', async () => {
		mssp.contoso.addAlert({ title: TITLE });
		const [alert] = await getMany();
		const [ticket, mail] = await build(
			[
				{ ...alert, as: 'markdown' },
				{ ...alert, as: 'html' },
			],
			{
				messageFormat: '={{ $json.as }}',
				options: { heading: '[SOC]', maxEvidence: 1, includeDescription: false },
			},
		);
		expect(ticket?.json.message).toMatchObject({ title: expect.stringMatching(/^\[SOC\] Medium - Contoso/) });
		expect(ticket?.json.message).toMatchObject({ body: expect.not.stringContaining('Description') });
		expect(ticket?.json.message).toMatchObject({
			body: expect.stringMatching(/\*\*Suspicious file:.*\n- 5 more/),
		});
		expect(mail?.json.message).toMatchObject({ html: expect.stringContaining('[SOC]') });
	});

	it('has no buttons without Include Buttons', async () => {
		mssp.contoso.addAlert();
		const alerts = await getMany();
		for (const messageFormat of ['slack', 'teams']) {
			const [message] = await build(alerts, { messageFormat, options: { includeButtons: false } });
			expect(JSON.stringify(message?.json)).not.toMatch(/"button"|Action\.Submit/);
			expect(JSON.stringify(message?.json)).toContain('Open in Defender');
		}
	});
});

describe('Alert: Build Message of something else', () => {
	const alert = {
		tenant: { id: TENANT_IDS.contoso, name: 'Contoso' },
		alert: { id: 'da1_-1', title: 'Good' },
	};

	it('fails, and says what to connect', async () => {
		const thrown = await build([alert, { name: 'x' }]).then(
			() => undefined,
			(error: unknown) => error as NodeOperationError,
		);
		expect(thrown?.message).toContain("no 'alert', 'incident' or 'health'");
		expect(thrown?.description).toContain("Connect an output of 'Microsoft Defender MSSP Trigger'");
		expect(thrown?.context.itemIndex).toBe(1);
	});

	it('is an item of its own with Continue On Fail, beside the others', async () => {
		const items = await build(
			[{ name: 'x' }, alert],
			{ messageFormat: 'text' },
			{ onError: 'continueRegularOutput' },
		);
		expect(items).toMatchObject([
			{ json: { error: expect.stringContaining("no 'alert'") }, pairedItem: { item: 0 } },
			{ json: { message: { subject: 'Unknown severity - Contoso - Alert: Good' } }, pairedItem: { item: 1 } },
		]);
	});
});
