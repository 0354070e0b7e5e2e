import { text } from '../core/json';
import { entryOf } from '../core/knownWords';
import type { Evidence } from '../core/evidence/evidence';
import type { EcsFields } from './ecsFields';
import { flagOf } from './ecsFields';

/** Clouds by the names that ECS gives them, with the field for what is theirs of an account. */
const CLOUDS: ReadonlyMap<string, readonly [name: string, account: string]> = new Map([
	['Azure', ['azure', 'account.id']],
	['AWS', ['aws', 'account.id']],
	['GCP', ['gcp', 'project.id']],
]);

export const isInCloud = ({ resource }: Evidence): boolean => CLOUDS.has(resource?.provider ?? '');

/** `cloud.account` is the customer's tenant, so what an alert is about in a cloud stands under `cloud.target`. */
export function resourceFields({ id, name, resource = {} }: Partial<Evidence>): EcsFields {
	const [provider, account = ''] = CLOUDS.get(resource.provider ?? '') ?? [];
	if (provider === undefined) return {};
	return {
		'cloud.target.provider': provider,
		[`cloud.target.${account}`]: resource.account,
		'cloud.target.region': resource.location,
		'cloud.target.service.name': resource.type,
		'cloud.target.entity.id': id,
		'cloud.target.entity.name': name,
	};
}

/** A program in a cloud that acts in its own name. */
export function applicationFields({ kind, application = {} }: Partial<Evidence>): EcsFields {
	const id = application.id ?? application.objectId;
	const name = application.name ?? application.instanceName;
	return {
		'service.target.id': id,
		'service.target.name': name,
		'service.target.type': (id ?? name) === undefined ? undefined : kind,
	};
}

/** What the kinds of evidence of a cluster are called there. */
const RESOURCES: Readonly<Record<string, string>> = {
	kubernetesPod: 'pod',
	kubernetesController: 'controller',
	kubernetesService: 'service',
	kubernetesSecret: 'secret',
	kubernetesServiceAccount: 'serviceaccount',
};

/** `container.*` and `orchestrator.*`. */
export function clusterFields(evidence: readonly Evidence[]): EcsFields {
	const first = (...kinds: string[]) => evidence.find(({ kind }) => kinds.includes(kind));
	return {
		...containerFields(first('container'), first('containerImage')),
		...orchestratorFields({
			resource: first(...Object.keys(RESOURCES)),
			namespace: first('kubernetesNamespace'),
			cluster: first('kubernetesCluster'),
		}),
	};
}

const containerFields = (container?: Evidence, image?: Evidence): EcsFields => ({
	'container.id': container?.id,
	'container.name': container?.name,
	'container.image.name': image?.name,
	'container.security_context.privileged': flagOf(container?.raw.isPrivileged),
});

function orchestratorFields(
	found: Partial<Record<'cluster' | 'namespace' | 'resource', Evidence>>,
): EcsFields {
	const { resource, namespace, cluster } = found;
	if ((resource ?? namespace ?? cluster) === undefined) return {};
	return {
		'orchestrator.type': 'kubernetes',
		'orchestrator.cluster.name': cluster?.name,
		'orchestrator.cluster.version': text(cluster?.raw.version),
		'orchestrator.namespace': namespace?.name,
		'orchestrator.resource.name': resource?.name,
		'orchestrator.resource.type': entryOf(RESOURCES, resource?.kind),
	};
}
