import { sendHttp } from '../../n8n/http';
import { serviceNow, serviceNowCredential, type IncidentRow } from '../receivers/serviceNow';
import type { Scenario, Stage } from '../scenario';

const header = { name: 'X-Webhook-Key', value: 'a-long-random-value-of-the-test' };

/** Tells the workflow that an incident was closed, as the business rule of its note does. */
async function tell(n8nUrl: string, sysId: string, key = header.value): Promise<number> {
	const { status } = await sendHttp({
		url: `${n8nUrl}/webhook/servicenow-incident-closed`,
		method: 'POST',
		headers: { 'content-type': 'application/json', [header.name]: key },
		body: JSON.stringify({ sys_id: sysId }),
	});
	return status;
}

export function serviceNowTwoWay(): Scenario {
	const told: Array<Promise<number>> = [];
	let n8nUrl = '';
	const receiver = serviceNow((sysId) => told.push(tell(n8nUrl, sysId)));
	const incidentOf = (alertId: string): IncidentRow =>
		receiver.incidents.find(({ correlation_id }) => correlation_id?.endsWith(`:${alertId}`)) ?? {};

	async function play(stage: Stage): Promise<string> {
		const { contoso, fabrikam, until, quiet } = stage;
		n8nUrl = stage.n8nUrl;
		const one = contoso.addAlert({ title: 'Suspicious PowerShell command line', severity: 'high' }).id;
		const other = fabrikam.addAlert({ title: 'Unusual sign-in', severity: 'low' }).id;
		await until('two incidents', () => receiver.incidents.length === 2);
		// A new alert counts as updated some seconds after its creation.
		await quiet();
		contoso.updateAlert(one, { status: 'inProgress', assignedTo: 'analyst@contoso.example' });
		await until('a work note', () => (incidentOf(one).work_notes ?? '') !== '');
		// From Defender to ServiceNow, whose business rule then tells of it.
		contoso.updateAlert(one, { status: 'resolved' });
		await until('the incident to be resolved', () => incidentOf(one).state === '6');
		// From ServiceNow to Defender.
		const sysId = incidentOf(other).sys_id ?? '';
		if ((await tell(n8nUrl, sysId, 'wrong')) !== 403) throw new Error('The webhook takes anybody');
		receiver.change(sysId, { state: '7', close_code: 'False positive', close_notes: 'A test of ours.' });
		const alert = () => fabrikam.alerts.find(({ id }) => id === other);
		await until('the alert to be resolved', () => alert()?.status === 'resolved');
		await quiet();
		check(receiver.incidents, [incidentOf(one), incidentOf(other)]);
		const comments = alert()?.comments.map(({ comment }) => comment);
		if (comments?.length !== 1 || !/INC00\d .*A test of ours\./.test(comments[0] ?? '')) {
			throw new Error(`The alert has the comments ${JSON.stringify(comments)}`);
		}
		const untouched = contoso.alerts.every(({ comments: own }) => own.length === 0);
		if (!untouched) throw new Error("Something was written to another customer's alert");
		const statuses = await Promise.all(told);
		return `2 incidents, 1 work note, 1 resolved from Defender, 1 alert resolved from ServiceNow (${statuses.length} calls of the webhook)`;
	}

	return {
		hosts: [receiver],
		credentials: { ...serviceNowCredential, httpHeaderAuth: header },
		play,
	};
}

function check(all: IncidentRow[], [high, low]: [high: IncidentRow, low: IncidentRow]): void {
	const isRight =
		all.length === 2 &&
		high.urgency === '1' &&
		low.urgency === '3' &&
		high.company === 'sys-id-of-contoso' &&
		low.company === 'sys-id-of-fabrikam' &&
		low.state === '7' &&
		low.work_notes === '';
	if (!isRight) throw new Error(`Not as it should be: ${JSON.stringify(all)}`);
}
