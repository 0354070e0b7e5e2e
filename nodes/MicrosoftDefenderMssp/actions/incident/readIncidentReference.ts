import type { Failure } from '../../core/failure';
import { isJsonObject } from '../../core/json';
import type { ObjectReference } from '../../core/objectReference';
import { INCIDENT_ID, readReference, withItemsTenant } from '../../core/objectReference';
import type { Parameters } from '../../core/parameters';
import type { Result } from '../../core/result';
import { succeed } from '../../core/result';
import { checkSingleTenant } from '../singleTenant';

/** Field 'Incident'. Among several tenants only a link says whose incident is meant: numbers are counted per tenant. */
export function readIncidentReference(parameters: Parameters): Result<ObjectReference, Failure> {
	const reference = readReference(parameters.get('incidentId'), INCIDENT_ID);
	if (!reference.ok || reference.value.tenantId !== undefined) return reference;
	const single = checkSingleTenant(
		parameters,
		'incidents numbers',
		"Choose one customer, or give 'Incident' as a link such as {{ $json.links.incident }}, which names its tenant.",
	);
	if (!single.ok) return single;
	const { incident, alert } = parameters.input ?? {};
	const carried = [isJsonObject(incident) && incident.id, isJsonObject(alert) && alert.incidentId];
	return succeed(withItemsTenant(reference.value.id, parameters.input, carried));
}
