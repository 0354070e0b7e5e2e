import type { INodeProperties } from 'n8n-workflow';

import { alertUpdateFields } from '../../../nodes/MicrosoftDefenderMssp/descriptions/alertChange';
import {
	detectionSources,
	minimumSeverity,
	serviceSources,
	severities,
	statuses,
	triggerStatuses,
} from '../../../nodes/MicrosoftDefenderMssp/descriptions/alertFilters';
import { incidentFiltersProperty } from '../../../nodes/MicrosoftDefenderMssp/descriptions/incidentFilters';
import { incidentUpdateFields } from '../../../nodes/MicrosoftDefenderMssp/descriptions/incidentUpdate';
import { newAlertProperties } from '../../../nodes/MicrosoftDefenderMssp/descriptions/newAlert';
import { readIncidentFilter } from '../../../nodes/MicrosoftDefenderMssp/core/incidentFilter';
import { MicrosoftDefenderMssp } from '../../../nodes/MicrosoftDefenderMssp/MicrosoftDefenderMssp.node';
import { MicrosoftDefenderMsspTrigger } from '../../../nodes/MicrosoftDefenderMssp/MicrosoftDefenderMsspTrigger.node';
import { GRAPH_SECURITY_SCHEMA, membersOf } from '../../support/graphSecuritySchema';
import { everyValueOf } from '../core/builders';
import { valuesOf } from './strict';

const fieldsOf = ({ options = [] }: INodeProperties) => options as INodeProperties[];

interface Choice {
	field: string;
	enumName: string;
	offered: unknown[];
	/** The enum whose members the same field offers too. */
	beside?: string;
	/** Members that are not offered, with the reason. */
	exceptions?: Readonly<Record<string, string>>;
}

/** Source: Defender for Endpoint, "update alert": what was taken out in August 2022. */
const RETIRED = {
	apt: 'No update takes it since August 2022.',
	securityPersonnel: 'No update takes it since August 2022.',
};

const CHOICES: Choice[] = [
	{
		field: "filter 'Service Sources'",
		enumName: 'serviceSource',
		offered: valuesOf([serviceSources], 'serviceSources'),
	},
	{
		field: "filter 'Detection Sources'",
		enumName: 'detectionSource',
		offered: valuesOf([detectionSources], 'detectionSources'),
	},
	{
		field: "filter 'Severities'",
		enumName: 'alertSeverity',
		offered: valuesOf([severities], 'severities'),
	},
	{
		field: "filter 'Minimum Severity'",
		enumName: 'alertSeverity',
		offered: valuesOf([minimumSeverity], 'minimumSeverity'),
	},
	{
		field: "'Severity' of a new alert",
		enumName: 'alertSeverity',
		offered: valuesOf(newAlertProperties, 'severity'),
		exceptions: { informational: 'Create alert by reference takes Low, Medium and High.' },
	},
	{
		field: "filter 'Statuses' of alerts",
		enumName: 'alertStatus',
		offered: valuesOf([statuses], 'statuses'),
	},
	{
		field: "the trigger's filter 'Statuses', for alerts",
		enumName: 'alertStatus',
		beside: 'incidentStatus',
		offered: valuesOf([triggerStatuses], 'statuses'),
	},
	{
		field: "the trigger's filter 'Statuses', for incidents",
		enumName: 'incidentStatus',
		beside: 'alertStatus',
		offered: valuesOf([triggerStatuses], 'statuses'),
	},
	{
		field: "filter 'Statuses' of incidents",
		enumName: 'incidentStatus',
		offered: valuesOf(fieldsOf(incidentFiltersProperty), 'statuses'),
	},
	{
		field: "'Status' of an updated alert",
		enumName: 'alertStatus',
		offered: valuesOf(fieldsOf(alertUpdateFields), 'status'),
	},
	{
		field: "'Status' of an updated incident",
		enumName: 'incidentStatus',
		offered: valuesOf(fieldsOf(incidentUpdateFields), 'status'),
		exceptions: { redirected: 'Microsoft alone sets it, when it merges incidents.' },
	},
	{
		field: "filter 'Classifications'",
		enumName: 'alertClassification',
		offered: valuesOf(fieldsOf(incidentFiltersProperty), 'classifications'),
	},
	{
		field: "'Classification' of an updated alert",
		enumName: 'alertClassification',
		offered: valuesOf(fieldsOf(alertUpdateFields), 'classification'),
	},
	{
		field: "'Classification' of an updated incident",
		enumName: 'alertClassification',
		offered: valuesOf(fieldsOf(incidentUpdateFields), 'classification'),
	},
	{
		field: "filter 'Determinations'",
		enumName: 'alertDetermination',
		offered: valuesOf(fieldsOf(incidentFiltersProperty), 'determinations'),
	},
	{
		field: "'Determination' of an updated alert",
		enumName: 'alertDetermination',
		offered: valuesOf(fieldsOf(alertUpdateFields), 'determination'),
		exceptions: RETIRED,
	},
	{
		field: "'Determination' of an updated incident",
		enumName: 'alertDetermination',
		offered: valuesOf(fieldsOf(incidentUpdateFields), 'determination'),
		exceptions: RETIRED,
	},
];

describe.each(CHOICES)('$field', ({ enumName, beside = '', offered, exceptions = {} }) => {
	const members = membersOf(enumName);

	it(`offers every ${enumName} of Graph`, () => {
		expect(members.length).toBeGreaterThan(2);
		expect(members.filter((member) => !offered.includes(member))).toEqual(Object.keys(exceptions));
	});

	it('offers nothing that Graph does not know', () => {
		const { enums } = GRAPH_SECURITY_SCHEMA;
		const known = [...(enums[enumName] ?? []), ...(enums[beside] ?? [])];
		expect(offered.filter((value) => !known.includes(String(value)))).toEqual([]);
	});
});

describe('the words of Graph', () => {
	it('that an investigation may be in are offered nowhere; where they are, the list above has to name the field', () => {
		const nodes = [new MicrosoftDefenderMssp(), new MicrosoftDefenderMsspTrigger()];
		const offered = nodes.flatMap(({ description }) => everyValueOf(description.properties));
		expect(offered).toContain('microsoftSecurityForAI');
		const own = ['successfullyRemediated', 'partiallyInvestigated', 'preexistingAlert', 'terminatedByUser'];
		expect(membersOf('investigationState')).toEqual(expect.arrayContaining(own));
		expect(own.filter((word) => offered.includes(word))).toEqual([]);
	});

	it.each(membersOf('alertDetermination'))('can be looked for: incidents determined as %s', (word) => {
		expect(readIncidentFilter({ determinations: [word] })).toMatchObject({
			ok: true,
			value: { asked: { determinations: [word] } },
		});
	});
});
