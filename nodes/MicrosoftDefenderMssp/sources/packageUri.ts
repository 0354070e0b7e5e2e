import type { Failure } from '../core/failure';
import { text } from '../core/json';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import type { Connection } from '../transport/connection';
import { callEndpoint } from '../transport/endpoint';
import { defenderEndpoints } from './endpoints/defender';

/**
 * The address of a collected investigation package. Whoever has it can download the package without signing in, for a short
 * time. The service sends it in quotes inside the JSON text (Defender "get package SAS URI").
 */
export async function getPackageUri(
	actionId: string,
	connection: Connection,
	tenantId: string,
): Promise<Result<string, Failure>> {
	const answer = await callEndpoint(
		defenderEndpoints.getPackageUri,
		{ path: { id: actionId } },
		connection,
		tenantId,
	);
	if (!answer.ok) return answer;
	const uri = text(answer.value.value)?.replaceAll(/^"|"$/g, '') ?? '';
	return URL.canParse(uri) ? succeed(uri) : fail(noUri);
}

const noUri: Failure = {
	kind: 'unexpectedAnswer',
	appliesTo: 'tenant',
	transient: true,
	cause: 'Microsoft Defender for Endpoint sent no address of the package.',
	remedy: "Get it later with 'Device Action: Get' and its option 'Get Download Link'.",
};
