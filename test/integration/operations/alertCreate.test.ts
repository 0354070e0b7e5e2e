import type { OperationCase } from '../../support/operationContract';
import { describeOperation } from '../../support/operationContract';

const event = { eventTime: '2026-01-05T08:45:02.1164301Z', reportId: '20776', deviceId: 'ab'.repeat(20) };
const texts = {
	title: 'Remote tool',
	description: 'A remote tool was started.',
	recommendedAction: 'Ask the owner.',
};
const required: Array<[string, string]> = [
	['Event Time', 'eventTime'],
	['Report ID', 'reportId'],
	['Device ID', 'deviceId'],
	['Title', 'title'],
	['Severity', 'severity'],
	['Category', 'category'],
	['Description', 'description'],
	['Recommended Action', 'recommendedAction'],
];
const wrong: OperationCase['wrong'] = [
	...required.map(([label, name]) => [label, { [name]: '' }] as OperationCase['wrong'][number]),
	['Event Time', { eventTime: 'yesterday' }],
	['Severity', { severity: 'informational' }],
	['Category', { category: 'Impact' }],
];

describeOperation(
	{
		resource: 'alert',
		operation: 'create',
		api: 'defender',
		method: 'POST',
		path: /^\/api\/alerts\/CreateAlertByReference$/,
		permission: 'Alert.ReadWrite.All',
		parameters: { ...texts, severity: 'high', category: 'CommandAndControl' },
		seed: (tenant) => {
			tenant.addDeviceEvent(event);
			return event;
		},
		missing: { ...event, reportId: '1' },
		wrong,
	},
	({ mssp, run, sent }) => {
		it('makes an alert of a row that a hunting query found', async () => {
			mssp().contoso.addDeviceEvent(event);
			const row = { Timestamp: event.eventTime, ReportId: 20776, DeviceId: event.deviceId };
			const tenant = { id: mssp().contoso.id, name: 'Contoso', labels: {} };
			const [item] = await run({}, { input: [{ tenant, row }] });
			expect(sent()[0]?.body).toEqual({
				eventTime: event.eventTime,
				reportId: '20776',
				machineId: event.deviceId,
				severity: 'High',
				category: 'CommandAndControl',
				...texts,
			});
			expect(item?.json).toMatchObject({
				tenant,
				alert: {
					title: 'Remote tool',
					severity: 'high',
					status: 'new',
					devices: [{ id: event.deviceId }],
				},
				links: { alert: expect.stringContaining(mssp().contoso.alerts[0]?.id ?? '?') as unknown },
			});
		});

		it('gives the open alert of this title that the device has', async () => {
			mssp().contoso.addDeviceEvent(event);
			const fields = { ...event, tenantId: mssp().contoso.id };
			const [one] = await run(fields);
			const [other] = await run(fields);
			expect(other?.json.alert).toMatchObject({ id: (one?.json.alert as { id: string }).id });
			expect(mssp().contoso.alerts).toHaveLength(1);
		});

		it('verifies by reading back, and gives the own object of the service with Simplify off', async () => {
			mssp().contoso.addDeviceEvent(event);
			const fields = { ...event, tenantId: mssp().contoso.id, simplify: false };
			const [item] = await run({ ...fields, options: { verify: true } });
			expect(item?.json).toMatchObject({ verified: true, alert: { severity: 'High' } });
		});

		it('reads a time without a zone as one of the workflow', async () => {
			const seconds = event.eventTime.slice(0, 19);
			await expect(run({ ...event, eventTime: seconds, tenantId: mssp().contoso.id })).rejects.toThrow(
				/knows no such object/,
			);
			expect(sent()[0]?.body).toMatchObject({ eventTime: expect.stringMatching(/\.0000000Z$/) as unknown });
		});
	},
);
