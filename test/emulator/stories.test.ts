import { findings } from '../package/privacy';
import { defenderAlert } from './alerts/defenderView';
import { graphAlert } from './alerts/graphView';
import { newAlertRecord } from './alerts/record';
import { sceneOf, stories, type StoryName } from './alerts/stories';
import { eachTestHasItsSample, sample } from './testing/ownSample';
import { defenderScope, graphScope, ids, rowsOf } from './testing/sample';
import { alertProblems, evidenceTypeNames } from './testing/schemaProblems';

const now = Date.UTC(2026, 0, 5, 8);
const names = Object.keys(stories) as StoryName[];
const customer: { tenantId: string; domain: string } = { tenantId: ids.contoso, domain: 'contoso.example' };

const recordOf = (name: StoryName, whose = customer) =>
	newAlertRecord(stories[name](sceneOf(whose, now)), now, whose.domain);
const shown = (name: StoryName, whose = customer) => graphAlert(recordOf(name, whose), whose.tenantId, true);
const typesOf = (name: StoryName) =>
	(shown(name).evidence as Array<Record<string, string>>).map(({ '@odata.type': type = '' }) =>
		type.replace('#microsoft.graph.security.', ''),
	);

describe.each(names)('%s', (name) => {
	test('is an alert as the schema of Graph has it', () => {
		expect(alertProblems(shown(name))).toEqual([]);
	});

	test('is about the customer, and nobody else', () => {
		const fabrikam = { tenantId: ids.fabrikam, domain: 'fabrikam.example' };
		const text = JSON.stringify(shown(name, fabrikam));
		expect(text).toMatch(/fabrikam/i);
		expect(text).not.toMatch(/contoso/i);
		expect(text).not.toContain(ids.contoso);
	});

	test('is the same for the same scene, and has nothing of the real world in it', () => {
		const story = stories[name](sceneOf(customer, now));
		expect(stories[name](sceneOf(customer, now))).toEqual(story);
		expect(findings(JSON.stringify(story, undefined, '\t'))).toEqual([]);
	});
});

describe('the stories', () => {
	test('show every type of evidence that Graph has', () => {
		expect([...new Set(names.flatMap(typesOf))].sort()).toEqual([...evidenceTypeNames].sort());
	});

	test('are of every service', () => {
		expect(new Set(names.map((name) => recordOf(name).serviceSource))).toEqual(
			new Set([
				'microsoftDefenderForEndpoint',
				'microsoftDefenderForIdentity',
				'microsoftDefenderForCloudApps',
				'microsoftDefenderForOffice365',
				'microsoft365Defender',
				'azureAdIdentityProtection',
				'microsoftAppGovernance',
				'dataLossPrevention',
				'microsoftDefenderForCloud',
				'microsoftSentinel',
				'microsoftInsiderRiskManagement',
				'microsoftThreatIntelligence',
				'microsoftSecurityForAI',
			]),
		);
	});

	test.each<[StoryName, string[]]>([
		['powershell', ['device', 'user', 'file', 'process', 'ip', 'url']],
		['phishing', ['mailbox', 'analyzedMessage', 'user', 'url', 'ip', 'mailCluster']],
		['oauthGrant', ['oauthApplication', 'user', 'cloudApplication', 'ip']],
		['riskySignIn', ['user', 'cloudLogonSession', 'cloudLogonRequest', 'ip']],
		['controllerProgramming', ['ioTDevice', 'networkConnection', 'nic', 'ip']],
	])('%s has its evidence in the order that an analyst reads it', (name, kinds) => {
		expect(typesOf(name)).toEqual(kinds.map((kind) => `${kind}Evidence`));
	});

	test('differ in title', () => {
		expect(new Set(names.map((name) => recordOf(name).title)).size).toBe(names.length);
	});

	test('tell the sender of the envelope from the one that is shown', () => {
		const evidence = shown('phishing').evidence as Array<Record<string, unknown>>;
		expect(evidence[1]).toMatchObject({
			p1Sender: { emailAddress: 'bounce-4471@mailer.bad.example', domainName: 'mailer.bad.example' },
			p2Sender: { emailAddress: 'billing@supplier.bad.example', displayName: 'Supplier Billing' },
			recipientEmailAddress: 'kim@contoso.example',
			deliveryAction: 'Delivered',
			deliveryLocation: 'Inbox',
		});
	});
});

describe('through the APIs', () => {
	eachTestHasItsSample();

	test('Graph lists them all, Defender for Endpoint its own without what that API does not know', async () => {
		const scene = sceneOf(customer, sample.clock.now);
		for (const name of names) sample.contoso.addAlert(stories[name](scene));
		const graph = await sample.graph(
			`/v1.0/security/alerts_v2?$top=${names.length}`,
			await sample.appToken(ids.contoso, graphScope),
			{ prefer: 'include-unknown-enum-members' },
		);
		expect(rowsOf(graph)).toHaveLength(names.length);
		expect(rowsOf(graph).flatMap(alertProblems)).toEqual([]);
		const defender = await sample.defender(
			'/api/alerts?$expand=evidence',
			await sample.appToken(ids.contoso, defenderScope),
		);
		const own = sample.contoso.alerts.filter(
			({ serviceSource }) => serviceSource === 'microsoftDefenderForEndpoint',
		);
		expect(rowsOf(defender)).toHaveLength(own.length);
		expect(own.length).toBeGreaterThan(0);
		const columns = Object.keys(defenderAlert(recordOf('powershell'), ids.contoso, true));
		for (const row of rowsOf(defender)) expect(Object.keys(Object(row) as object)).toEqual(columns);
		expect(JSON.stringify(rowsOf(defender))).not.toContain('odata.type');
	});
});
