import type { Scenario } from '../scenario';
import { aiTriage } from './aiTriage';
import { huntIndicator } from './huntIndicator';
import { jiraTicket } from './jiraTicket';
import { serviceNowTwoWay } from './serviceNowTwoWay';
import { slackPerCustomer } from './slackPerCustomer';
import { splunkHec } from './splunkHec';
import { syslogCef } from './syslogCef';
import { teams } from './teams';
import { tenantHealthOnCall } from './tenantHealthOnCall';

/** What each example has to do, by its file's name. A scenario is made afresh for each run. */
export const scenarios: Readonly<Record<string, () => Scenario>> = {
	'ai-triage': aiTriage,
	'hunt-indicator': huntIndicator,
	'jira-ticket': jiraTicket,
	'servicenow-two-way': serviceNowTwoWay,
	'slack-per-customer': slackPerCustomer,
	'splunk-hec': splunkHec,
	'syslog-cef': syslogCef,
	teams,
	'tenant-health-on-call': tenantHealthOnCall,
};
