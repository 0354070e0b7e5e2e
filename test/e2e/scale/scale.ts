import type { Arrival } from '../../../demo/receiver';
import { at, stringAt } from '../../n8n/json';
import type { Feed } from '../endure/feed';
import { deliveriesOf } from '../endure/history';
import type { Delivery } from '../endure/judge';
import type { PollWatch } from '../endure/pollWatch';
import type { ScenarioRun } from '../scenario';
import type { ScaleWorkflow } from './published';
import type { QueueStage } from './queueStage';
import { takenStatus } from './workflow';

/** What the parts of the scenario work with. */
export interface Scale extends QueueStage {
	run: ScenarioRun;
	workflow: ScaleWorkflow;
	feed: Feed;
	watch: PollWatch;
}

/** The alerts that arrived so far. */
export const delivered = ({ stage }: Scale): Delivery[] => deliveriesOf(stage.arrivals);

/** Fails the scenario, with one sentence for each thing that is not as it has to be. */
export function failOn(findings: readonly string[]): void {
	if (findings.length > 0) throw new Error(findings.join('\n'));
}

/** Alerts that the action node did not change in their own tenant before they were sent, one sentence each. */
export function notTaken(arrivals: readonly Arrival[]): string[] {
	return arrivals.flatMap(({ item }) => {
		if (at(item, 'alert') === undefined) return [];
		const sent = stringAt(item, 'alert', 'id');
		const [tenant, alert, status] = [
			at(item, 'taken', 'tenant', 'id'),
			at(item, 'taken', 'alert', 'id'),
			at(item, 'taken', 'alert', 'status'),
		];
		if (tenant === at(item, 'tenant', 'id') && alert === sent && status === takenStatus) return [];
		return [`${sent} was sent, but what was changed is ${JSON.stringify({ tenant, alert, status })}`];
	});
}
