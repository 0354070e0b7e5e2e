import type { Scenario } from '../scenario';
import { jiraTicket } from './jiraTicket';
import { serviceNowTwoWay } from './serviceNowTwoWay';
import { slackPerCustomer } from './slackPerCustomer';
import { teams } from './teams';
import { tenantHealthOnCall } from './tenantHealthOnCall';

/** What each example has to do, by its file's name. A scenario is made afresh for each run. */
export const scenarios: Readonly<Record<string, () => Scenario>> = {
	'jira-ticket': jiraTicket,
	'servicenow-two-way': serviceNowTwoWay,
	'slack-per-customer': slackPerCustomer,
	'tenant-health-on-call': tenantHealthOnCall,
	teams,
};
