import type { Failure } from '../../core/failure';
import type { ObjectReference } from '../../core/objectReference';
import { INCIDENT_ID, readReference } from '../../core/objectReference';
import type { Parameters } from '../../core/parameters';
import type { Result } from '../../core/result';
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
	return single.ok ? reference : single;
}
