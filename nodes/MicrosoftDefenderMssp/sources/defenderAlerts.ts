import { text } from '../core/json';
import { allOf, anyOf, pathSegment, withQuery } from '../core/odata';
import { simplifyDefenderAlert } from '../core/simplify/defenderAlert';
import { toDefenderEnum } from '../core/simplify/defenderEnums';
import { defenderEndpoints } from './endpoints/defender';
import type { AlertSource } from './source';

const { path: PATH, permission, limits } = defenderEndpoints.listAlerts;

/** Defender for Endpoint `/api/alerts`. Page size and filterable fields: Defender "list alerts". */
export const defenderAlerts: AlertSource = {
	name: 'defenderAlerts',
	title: 'Alerts (Defender for Endpoint)',
	description: 'Alerts of Defender for Endpoint only',
	service: 'defender',
	noun: 'alert',
	permission,
	pageSize: 1000,
	largestSkip: Infinity,
	canSort: false,
	limits,
	updatesUrl: ({ url }, { from, to, top, skip, expand }) =>
		withQuery(`${url}${PATH}`, {
			$filter: allOf([`lastUpdateTime ge ${from}`, to && `lastUpdateTime le ${to}`]),
			$top: String(top),
			$skip: skip === undefined ? undefined : String(skip),
			$expand: expand ? 'evidence' : undefined,
		}),
	listUrl({ url }, { createdFrom, createdTo, severities = [], statuses = [], top, skip, includeEvidence }) {
		return withQuery(`${url}${PATH}`, {
			$filter: allOf([
				createdFrom && `alertCreationTime ge ${createdFrom}`,
				createdTo && `alertCreationTime le ${createdTo}`,
				anyOf(
					'severity',
					severities.map((value) => toDefenderEnum('severity', value)),
				),
				anyOf(
					'status',
					statuses.map((value) => toDefenderEnum('status', value)),
				),
			]),
			$top: String(top),
			$skip: skip === undefined ? undefined : String(skip),
			$expand: includeEvidence ? 'evidence' : undefined,
		});
	},
	details: {
		url: ({ url }, id) => `${url}${PATH}/${pathSegment(id)}`,
		// Only the evidence: another version of the rest would not be the one that the page showed.
		merge: (row, alert) => (alert.id === row.id ? { ...row, evidence: alert.evidence } : undefined),
	},
	tenantIdOf: (raw) => text(raw.aadTenantId),
	version: ({ id, alertCreationTime, lastUpdateTime }) => ({
		id: text(id) ?? '',
		createdDateTime: text(alertCreationTime),
		lastUpdateDateTime: text(lastUpdateTime),
	}),
	record: (raw) => ({ raw, simple: simplifyDefenderAlert(raw) }),
};
