import { mostTelling } from '../core/evidence/telling';
import type { Evidence } from '../core/evidence/evidence';
import { applicationFields, clusterFields, isInCloud, resourceFields } from './ecsCloud';
import type { EcsFields } from './ecsFields';
import { fileFields, processFields, registryFields } from './ecsFile';
import { hostFields } from './ecsHost';
import { mailFields } from './ecsMail';
import { dnsFields, sessionFields, trafficFields } from './ecsNetwork';
import { urlFields } from './ecsUrl';
import { groupFields, isPerson, ownerFields, personOf, userFields } from './ecsUser';

/** The fields of the most telling evidence of each kind. ECS has one host, user, file and so on per document. */
export function entityFields(all: readonly Evidence[]): EcsFields {
	const evidence = mostTelling(all);
	return {
		...endpointFields(evidence),
		...personFields(evidence),
		...groupFields(ofKind(evidence, 'securityGroup')),
		...urlFields('url', first(evidence, 'url').url),
		...mailFields(first(evidence, 'mail'), evidence),
		...trafficFields(evidence),
		...dnsFields(ofKind(evidence, 'dns')),
		...sessionFields(first(evidence, 'session').session),
		...applicationFields(first(evidence, 'application')),
		...resourceFields(evidence.find(isInCloud) ?? {}),
		...clusterFields(evidence),
	};
}

const first = (evidence: readonly Evidence[], part: keyof Evidence): Partial<Evidence> =>
	evidence.find((piece) => piece[part] !== undefined) ?? {};

const ofKind = (evidence: readonly Evidence[], kind: string): Partial<Evidence> =>
	evidence.find((piece) => piece.kind === kind) ?? {};

/** What is on a device. */
function endpointFields(evidence: readonly Evidence[]): EcsFields {
	const { process, account } = first(evidence, 'process');
	return {
		...hostFields(first(evidence, 'device')),
		...fileFields('file', first(evidence, 'file').file),
		...processFields(process),
		...(process !== undefined && ownerFields(account)),
		...registryFields(first(evidence, 'registry').registry),
	};
}

/** The owner of a process is the user of the alert only where nobody else is. */
function personFields(evidence: readonly Evidence[]): EcsFields {
	const person = evidence.find(isPerson) ?? evidence.find(({ account }) => account !== undefined);
	return person === undefined ? {} : userFields('user', personOf(person));
}
