import type { INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { readAlertChange, SETTABLE_STATUSES } from '../../../nodes/MicrosoftDefenderMssp/core/alertChange';
import { DETERMINATIONS } from '../../../nodes/MicrosoftDefenderMssp/core/classification';
import { alertUpdateFields } from '../../../nodes/MicrosoftDefenderMssp/descriptions/alertChange';
import { MicrosoftDefenderMssp } from '../../../nodes/MicrosoftDefenderMssp/MicrosoftDefenderMssp.node';
import { valuesOf } from './strict';

const { description } = new MicrosoftDefenderMssp();
const fields = (alertUpdateFields.options ?? []) as INodeProperties[];
const shownFor = (classification?: string) =>
	fields.filter((field) =>
		NodeHelpers.displayParameter(
			classification === undefined ? {} : { classification },
			field,
			{ typeVersion: 1 },
			description,
		),
	);

describe("'Update Fields' of an alert", () => {
	it('offers the classifications and statuses that can be set', () => {
		expect(valuesOf(fields, 'classification').sort()).toEqual(Object.keys(DETERMINATIONS).sort());
		expect(valuesOf(fields, 'status').sort()).toEqual([...SETTABLE_STATUSES].sort());
	});

	it.each(Object.entries(DETERMINATIONS))('offers for %s the determinations that fit it', (name, fitting) => {
		const determinations = shownFor(name).filter((field) => field.name === 'determination');
		expect(determinations).toHaveLength(1);
		expect(valuesOf(determinations, 'determination').sort()).toEqual([...fitting].sort());
		const { default: preset } = determinations[0] ?? {};
		expect(readAlertChange({ classification: name, determination: preset })).toMatchObject({ ok: true });
	});

	it('offers no determination without a classification', () => {
		expect(shownFor().map(({ name }) => name)).toEqual([
			'assignedTo',
			'classification',
			'comment',
			'status',
			'unassign',
		]);
	});
});
