import { text } from '../core/json';
import { allOf, anyOf, pathSegment, withQuery } from '../core/odata';
import { simplifyDefenderAlert } from '../core/simplify/defenderAlert';
import { toDefenderEnum } from '../core/simplify/defenderEnums';
import type { AlertSource } from './source';

const PATH = '/api/alerts';

/** Defender for Endpoint `/api/alerts`. Page size and filterable fields: Defender "list alerts". */
export const defenderAlerts: AlertSource = {
	name: 'defenderAlerts',
	service: 'defender',
	permission: { application: 'Alert.Read.All', delegated: 'Alert.Read' },
	pageSize: 1000,
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
	itemUrl: ({ url }, alertId) => `${url}${PATH}/${pathSegment(alertId)}`,
	tenantIdOf: (raw) => text(raw.aadTenantId),
	record: (raw) => ({ raw, simple: simplifyDefenderAlert(raw) }),
};
