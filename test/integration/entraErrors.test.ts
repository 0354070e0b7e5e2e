import { randomBytes } from 'node:crypto';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { knownErrors } from '../emulator/entra/knownErrors';
import { rareErrors } from '../emulator/entra/rareErrors';
import { connectDelegated } from '../support/delegatedCredential';
import { ANALYST, CLIENT_ID, listOf, TENANT_IDS } from '../support/mssp';
import { CREDENTIAL_IDS, createTrigger, execute } from '../support/n8nContexts';
import { eachTestHasItsMssp, mssp } from '../support/ownMssp';

/** Who can meet a code: the app acting for itself, a signed-in user, or both. */
type Ways = Array<'appOnly' | 'oAuth2'>;
const BOTH: Ways = ['appOnly', 'oAuth2'];
const USER: Ways = ['oAuth2'];

/** The lasting rows of microsoft-apis 1.6; those that pass are played in tokenThrottling.test.ts. */
const ROWS: Array<[kind: string, codes: number[], ways: Ways]> = [
	['consentMissing', [65001, 65004, 90094, 90095, 90099], USER],
	['consentMissing', [700016, 7000229], BOTH],
	['appRegistration', [65005, 650056, 650057, 7000218, 50011, 50194], BOTH],
	['appRegistration', [700084], USER],
	['notLicensed', [650052, 500011], BOTH],
	['appDisabled', [7000112, 70001], BOTH],
	['tenantUnknown', [90002], BOTH],
	['wrongCloud', [90038, 900382, 900432], BOTH],
	['secretWrong', [7000215], BOTH],
	['secretExpired', [7000222], BOTH],
	['certificate', [700027, 700024, 50012, 50013], BOTH],
	['signInNeeded', [70008, 700082, 50173, 70000, 70043, 50089], USER],
	['interactionRequired', [50076, 50079, 50072, 50074, 50078], USER],
	['interactionRequired', [53000, 53001, 53003, 530032, 530034, 50131, 50158], BOTH],
	['interactionRequired', [500212, 500213], USER],
	['userNotInTenant', [16000, 16003, 50020, 50034, 50014, 51004, 90072], USER],
];

const cases = (way: Ways[number]) =>
	ROWS.flatMap(([kind, codes, ways]) =>
		ways.includes(way) ? codes.map((code): [number, string] => [code, kind]) : [],
	);

describe.each(['appOnly', 'oAuth2'] as const)('a refusal by Entra ID at one customer (%s)', (way) => {
	// One for each case: all of them together would use up what one app may ask for in a minute.
	eachTestHasItsMssp(async () => {
		for (const tenant of mssp.customers) tenant.addAlert({ title: tenant.displayName });
		await connectDelegated(mssp);
	});
	beforeEach(() => {
		// Another secret is another credential: nothing of the case before is in the token cache.
		const clientSecret = randomBytes(24).toString('base64url');
		mssp.app.addSecret({ value: clientSecret });
		for (const id of Object.values(CREDENTIAL_IDS))
			Object.assign(mssp.store.saved[id] ?? {}, { clientSecret });
	});

	const poll = (parameters: IDataObject = {}) =>
		createTrigger({
			parameters: {
				authentication: way,
				...listOf(mssp.customers),
				options: { firstRun: 'lookBack' },
				...parameters,
			},
			store: mssp.store,
		}).poll({ activation: 'init' });
	const getMany = (tenants = mssp.customers) =>
		execute({
			parameters: { authentication: way, operation: 'getAll', ...listOf(tenants) },
			store: mssp.store,
		});
	const titles = (items: INodeExecutionData[] = []) =>
		items.flatMap(({ json }) => (json.alert === undefined ? [] : [(json.alert as IDataObject).title]));

	it.each(cases(way))('AADSTS%d is %s, the others are read, nothing of Entra shows', async (code, kind) => {
		mssp.fabrikam.addFault({ api: 'token', entraError: code });
		const [alerts, health = []] = (await poll()) ?? [];
		expect(titles(alerts).sort()).toEqual(['Contoso', 'Northwind']);
		expect(health.map(({ json }) => json)).toMatchObject([
			{ tenant: { id: TENANT_IDS.fabrikam }, health: { kind, code: `AADSTS${code}`, remedy: SENTENCE } },
		]);

		const items = await getMany();
		expect(titles(items)).toEqual(['Contoso', 'Northwind']);
		const failed = items.filter(({ json }) => json.error !== undefined).map(({ json }) => json);
		expect(failed).toMatchObject([
			{ tenant: { id: TENANT_IDS.fabrikam }, details: { kind, remedy: SENTENCE } },
		]);

		const thrown = await errorOf(getMany([mssp.fabrikam]));
		expect(thrown.description).toEqual(SENTENCE);
		const shown = JSON.stringify([health, failed, thrown.message, thrown.description]);
		expectNothingOfEntra(shown, (knownErrors[code] ?? rareErrors[code])?.text ?? 'missing');
		const consentLink = `${mssp.emulator.loginUrl}/${TENANT_IDS.fabrikam}/`;
		expect(shown.includes(consentLink)).toBe(kind === 'consentMissing');
	});

	it('shows nothing of a refusal whose text names user, secret and trace', async () => {
		const canary = '5c0ffee5-0000-4000-8000-00000000cafe';
		mssp.fabrikam.addFault({
			api: 'token',
			respond: {
				status: 400,
				body: {
					error: 'invalid_grant',
					error_description: `AADSTS999999: CANARY ${ANALYST} Trace ID: ${canary}`,
					error_codes: [999999],
					trace_id: canary,
					correlation_id: canary,
					suberror: 'CANARY',
				},
			},
		});
		const outputs = await poll();
		const thrown = await errorOf(getMany([mssp.fabrikam]));
		const shown = JSON.stringify([
			outputs?.[1],
			thrown.message,
			thrown.description,
			thrown.stack,
			thrown.cause,
		]);
		expect(shown).not.toMatch(/CANARY|5c0ffee5/);
		expectNothingOfEntra(shown, 'CANARY');
		expect(outputs?.[1]).toHaveLength(1);
	});
});

const SENTENCE: unknown = expect.stringMatching(/^[A-Z].{20,}/);

const errorOf = async (run: Promise<unknown>): Promise<IDataObject> =>
	await run.then(
		() => ({}),
		(error: unknown) => error as IDataObject,
	);

/** No sentence of Entra, no trace, no user; the only GUIDs are those of the tenant and the app. */
function expectNothingOfEntra(shown: string, text: string): void {
	expect(shown).not.toContain(text.slice(0, 40));
	expect(shown).not.toMatch(/Trace ID|Correlation ID|Timestamp|error_description|invalid_|access_denied/i);
	expect(shown).not.toContain(ANALYST);
	const guids = shown.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi) ?? [];
	expect(guids.filter((guid) => guid !== TENANT_IDS.fabrikam && guid !== CLIENT_ID)).toEqual([]);
}
