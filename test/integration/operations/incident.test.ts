import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { describeOperation } from '../../support/operationContract';
import { LIST, alertIdsOf, incidentsOf, linkTo, namesOf, numberInSeveral, seed } from './incidentCases';

describeOperation(
	{
		resource: 'incident',
		operation: 'get',
		api: 'graph',
		method: 'GET',
		path: LIST,
		permission: 'SecurityIncident.Read.All',
		seed,
		missing: { incidentId: '999' },
		namesItsTenant: true,
		wrong: [
			['Incident', { incidentId: ' ' }],
			['Incident', { incidentId: 'https://security.microsoft.com/alerts/da1_2' }],
			['Customer Tenants', { incidentId: '4711', customerTenants: 'discover' }],
			numberInSeveral,
		],
	},
	({ mssp, run, sent }) => {
		it('takes the ID from an incident, or else from an alert, of the input item', async () => {
			const { contoso } = mssp();
			seed(contoso);
			contoso.addIncident({ id: '4712' });
			const tenant = { id: contoso.id };
			const items = await run(
				{},
				{
					input: [
						{ tenant, incident: { id: '4711' } },
						{ tenant, alert: { incidentId: '4712' } },
					],
				},
			);
			expect(incidentsOf(items).map(({ id }) => id)).toEqual(['4711', '4712']);
			expect(items[1]).toMatchObject({
				json: { links: { incident: linkTo(contoso, '4712') } },
				pairedItem: { item: 1 },
			});
		});

		it('takes a portal link of the tenant', async () => {
			const { contoso } = mssp();
			seed(contoso);
			const items = await run({ tenantId: contoso.id, incidentId: linkTo(contoso) });
			expect(incidentsOf(items)).toMatchObject([{ id: '4711' }]);
		});

		it('refuses a link into another tenant, sends nothing, and says so', async () => {
			const { contoso, fabrikam } = mssp();
			seed(contoso);
			await expect(run({ tenantId: contoso.id, incidentId: linkTo(fabrikam) })).rejects.toMatchObject({
				message: expect.stringContaining(fabrikam.id) as unknown,
				description: expect.stringContaining('Customer Tenants') as unknown,
			});
			expect(sent()).toEqual([]);
		});

		it('finds among several tenants the one that the link opens', async () => {
			const { customers, fabrikam } = mssp();
			for (const tenant of customers) seed(tenant);
			const tenantsJson = JSON.stringify(customers.map(({ id }) => ({ id })));
			const items = await run({
				customerTenants: 'json',
				tenantsJson,
				incidentId: linkTo(fabrikam),
			});
			expect(items.map(({ json }) => (json.tenant as IDataObject).id)).toEqual([fabrikam.id]);
			expect(sent()).toHaveLength(1);
		});

		describe('with alerts', () => {
			const withAlerts = { options: { includeAlerts: true } };
			beforeEach(() => {
				const { contoso } = mssp();
				seed(contoso);
				contoso.addAlert({ id: 'da1_1', incidentId: 4711 });
				contoso.addAlert({ id: 'da2_2', incidentId: 4711 });
				contoso.addAlert({ id: 'da3_3', incidentId: 5000 });
			});

			it('asks for them in the same call', async () => {
				const [incident] = incidentsOf(
					await run({ tenantId: mssp().contoso.id, incidentId: '4711', ...withAlerts }),
				);
				expect(alertIdsOf(incident)).toEqual(['da1_1', 'da2_2']);
				expect(sent().map(({ query }) => query)).toEqual([{ $expand: 'alerts' }]);
			});

			it('gets all of them by themselves where $expand breaks down, page after page', async () => {
				const { contoso } = mssp();
				contoso.graph.expandFails = true;
				contoso.graph.pageSize = 1;
				const [incident] = incidentsOf(
					await run({ tenantId: contoso.id, incidentId: '4711', ...withAlerts }),
				);
				expect(alertIdsOf(incident)).toEqual(['da1_1', 'da2_2']);
			});

			it('holds back an incident that holds an alert of another tenant', async () => {
				const { contoso, fabrikam } = mssp();
				contoso.updateAlert('da2_2', { extra: { graph: { set: { tenantId: fabrikam.id } } } });
				await expect(run({ tenantId: contoso.id, incidentId: '4711', ...withAlerts })).rejects.toThrow(
					/names another tenant/,
				);
			});
		});

		describe('of a merged incident', () => {
			beforeEach(() => {
				const { contoso } = mssp();
				contoso.addIncident({ id: '1', status: 'redirected', redirectIncidentId: '2' });
				contoso.addIncident({ id: '2', status: 'redirected', redirectIncidentId: '3' });
				contoso.addIncident({ id: '3' });
			});

			it('passes it on as it is', async () => {
				const items = await run({ tenantId: mssp().contoso.id, incidentId: '1' });
				expect(incidentsOf(items)).toMatchObject([
					{ id: '1', status: 'redirected', redirectIncidentId: '2' },
				]);
			});

			it('follows it to the incident that it became part of, if told to', async () => {
				const { contoso } = mssp();
				const options = { followRedirects: true };
				const items = await run({ tenantId: contoso.id, incidentId: '1', options });
				expect(incidentsOf(items)).toMatchObject([{ id: '3', status: 'active' }]);
				expect(items[0]?.json.links).toEqual({ incident: linkTo(contoso, '3') });
			});

			it('does not go in circles', async () => {
				const { contoso } = mssp();
				contoso.updateIncident('3', { redirectIncidentId: '1' });
				const options = { followRedirects: true };
				await expect(run({ tenantId: contoso.id, incidentId: '1', options })).rejects.toThrow(
					/leads back to it/,
				);
				expect(sent()).toHaveLength(3);
			});
		});

		it("gives the service's own object with Simplify off", async () => {
			const { contoso } = mssp();
			const items = await run({ tenantId: contoso.id, ...seed(contoso), simplify: false });
			expect(incidentsOf(items)).toMatchObject([{ id: '4711', tenantId: contoso.id, priorityScore: 42 }]);
		});
	},
);

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

describeOperation(
	{
		resource: 'incident',
		operation: 'getAll',
		api: 'graph',
		method: 'GET',
		path: LIST,
		permission: 'SecurityIncident.Read.All',
		seed: (tenant) => {
			tenant.addIncident();
			return {};
		},
		wrong: [
			['Limit', { limit: 0 }],
			['Created After', { filters: { createdAfter: 'yesterday' } }],
			['Updated Before', { filters: { updatedBefore: 'tomorrow' } }],
			['Statuses', { filters: { statuses: ['new'] } }],
			['Tags', { filters: { tags: '={{ ({ name: "vip" }) }}' } }],
			['Assigned To', { filters: { assignedTo: '={{ true }}' } }],
			['Severities', { filters: { severities: ['worst'] } }],
			['Minimum Severity', { filters: { minimumSeverity: 'worst' } }],
			['Classifications', { filters: { classifications: ['true'] } }],
			['Determinations', { filters: { determinations: ['none'] } }],
		],
	},
	({ mssp, run, sent }) => {
		const getMany = async (given: IDataObject = {}) => await run({ customerTenants: 'credential', ...given });

		it('asks for no more than the limit, newest first', async () => {
			for (const minute of [3, 1, 2]) {
				mssp().contoso.addIncident({ displayName: `${minute}`, createdDateTime: minutesAgo(minute) });
			}
			expect(namesOf(await getMany({ limit: 2 }))).toEqual(['1', '2']);
			expect(sent().map(({ query }) => query.$top)).toEqual(['2']);
		});

		it('returns all, each once, although no page has a nextLink', async () => {
			const { contoso } = mssp();
			contoso.graph.omitNextLink = true;
			for (let index = 0; index < 120; index += 1) {
				contoso.addIncident({ displayName: `${index}`, createdDateTime: minutesAgo(Math.floor(index / 3)) });
			}
			const names = namesOf(await getMany({ returnAll: true }));
			expect(names).toHaveLength(120);
			expect(new Set(names).size).toBe(120);
			for (const { query } of sent()) expect(Number(query.$top)).toBeLessThanOrEqual(50);
		});

		describe('filtered', () => {
			beforeEach(() => {
				const { contoso } = mssp();
				contoso.addIncident({
					displayName: 'Ransomware on two devices',
					severity: 'high',
					assignedTo: "kim.o'hara@contoso.example",
					classification: 'truePositive',
					determination: 'malware',
					customTags: ['VIP'],
					createdDateTime: minutesAgo(60),
					lastUpdateDateTime: minutesAgo(5),
				});
				contoso.addIncident({
					displayName: 'Phishing mail',
					severity: 'low',
					status: 'awaitingAction',
					systemTags: ['Defender Experts'],
					createdDateTime: minutesAgo(30),
					lastUpdateDateTime: minutesAgo(20),
				});
			});
			const [FIRST, SECOND] = ['Ransomware on two devices', 'Phishing mail'];

			it.each<[string, () => IDataObject, string[]]>([
				['severities', () => ({ severities: ['high', 'medium'] }), [FIRST]],
				['statuses', () => ({ statuses: ['awaitingAction'] }), [SECOND]],
				['owner', () => ({ assignedTo: "kim.o'hara@contoso.example" }), [FIRST]],
				['classifications', () => ({ classifications: ['truePositive'] }), [FIRST]],
				['determinations', () => ({ determinations: ['malware', 'phishing'] }), [FIRST]],
				['creation', () => ({ createdAfter: minutesAgo(45) }), [SECOND]],
				['creation before', () => ({ createdBefore: minutesAgo(45) }), [FIRST]],
				['update', () => ({ updatedAfter: minutesAgo(10) }), [FIRST]],
				['update before', () => ({ updatedBefore: minutesAgo(10) }), [SECOND]],
			])('by %s lets the service do it', async (_by, filters, expected) => {
				expect(namesOf(await getMany({ filters: filters(), limit: 5 }))).toEqual(expected);
				expect(sent()).toHaveLength(1);
				expect(sent()[0]?.query).toMatchObject({ $filter: expect.any(String) as unknown, $top: '5' });
			});

			it.each<[string, IDataObject, string[]]>([
				['minimum severity', { minimumSeverity: 'medium' }, [FIRST]],
				['part of the name', { titleContains: 'PHISH' }, [SECOND]],
				['custom tag', { tags: 'other, vip' }, [FIRST]],
				['system tag', { tags: 'defender experts' }, [SECOND]],
			])('by %s does it itself, on full pages', async (_by, filters, expected) => {
				expect(namesOf(await getMany({ filters, limit: 1 }))).toEqual(expected);
				expect(sent()[0]?.query).toEqual({ $top: '50' });
			});
		});

		describe('with alerts', () => {
			const withAlerts = { options: { includeAlerts: true } };
			const lists = () => sent().filter(({ path }) => path.endsWith('/incidents'));
			beforeEach(() => {
				const { contoso } = mssp();
				for (let index = 0; index < 12; index += 1) {
					contoso.addIncident({ id: `${index + 1}`, createdDateTime: minutesAgo(index) });
					contoso.addAlert({ id: `da${index + 1}_1`, incidentId: index + 1 });
				}
			});
			const expectAll = (items: INodeExecutionData[]) => {
				const found = incidentsOf(items).map((incident) => [incident.id, alertIdsOf(incident)]);
				expect(found).toEqual(
					Array.from({ length: 12 }, (_, index) => [`${index + 1}`, [`da${index + 1}_1`]]),
				);
			};

			it('asks for them with the pages', async () => {
				expectAll(await getMany(withAlerts));
				expect(sent().map(({ query }) => query)).toEqual([{ $top: '50', $expand: 'alerts' }]);
			});

			it('asks for smaller pages where large ones break down', async () => {
				mssp().contoso.graph.expandFails = 10;
				expectAll(await getMany(withAlerts));
				expect(sent().filter(({ path }) => path.endsWith('/alerts'))).toEqual([]);
				expect(new Set(lists().map(({ query }) => query.$top))).toEqual(new Set(['50', '10']));
			});

			it('asks incident by incident where $expand always breaks down', async () => {
				mssp().contoso.graph.expandFails = true;
				expectAll(await getMany(withAlerts));
				expect(lists().at(-1)?.query).toEqual({ $top: '50' });
				expect(sent().filter(({ path }) => path.endsWith('/alerts'))).toHaveLength(12);
			});

			it('asks only for the alerts of what it gives out', async () => {
				mssp().contoso.graph.expandFails = true;
				const items = await getMany({ ...withAlerts, limit: 2 });
				expect(incidentsOf(items).map(alertIdsOf)).toEqual([['da1_1'], ['da2_1']]);
				expect(sent().filter(({ path }) => path.endsWith('/alerts'))).toHaveLength(2);
			});

			it('gives an incident without alerts where the service cannot give them, and the others with', async () => {
				const { contoso } = mssp();
				contoso.graph.expandFails = true;
				contoso.addFault({ api: 'graph', pathContains: '/incidents/2/alerts', respond: { status: 500 } });
				const items = await getMany({ ...withAlerts, limit: 3 });
				expect(incidentsOf(items).map(alertIdsOf)).toEqual([['da1_1'], undefined, ['da3_1']]);
			});

			it('holds everything back when an alert inside is of another tenant', async () => {
				const { contoso, fabrikam } = mssp();
				contoso.updateAlert('da3_1', { extra: { graph: { set: { tenantId: fabrikam.id } } } });
				await expect(getMany(withAlerts)).rejects.toThrow(/names another tenant/);
			});
		});
	},
);
