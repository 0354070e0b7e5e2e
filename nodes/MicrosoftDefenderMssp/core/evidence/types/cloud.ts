import { text } from '../../json';
import type { EvidenceType, EvidenceTypes } from './evidenceType';

/** Resources of clouds, clusters and stores, and the tokens for them. */
export const CLOUD_TYPES: EvidenceTypes = {
	azureResource: {
		id: ['resourceId'],
		name: ['resourceName'],
		details: [],
		read: ({ resourceId, resourceType }) => ({
			resource: { provider: 'Azure', type: text(resourceType), account: subscriptionOf(text(resourceId)) },
		}),
	},
	amazonResource: {
		id: ['amazonResourceId'],
		name: ['resourceName'],
		details: [],
		read: ({ amazonAccountId, resourceType }) => ({
			resource: { provider: 'AWS', type: text(resourceType), account: text(amazonAccountId) },
		}),
	},
	googleCloudResource: {
		id: ['fullResourceName'],
		name: ['resourceName'],
		read: ({ projectId, resourceType, location }) => ({
			resource: {
				provider: 'GCP',
				type: text(resourceType),
				account: text(projectId),
				location: text(location),
			},
		}),
	},
	blobContainer: {
		id: ['url'],
		name: ['name'],
		nested: { storageResource: 'azureResource' },
		read: ({ url }) => ({ url: text(url), resource: { provider: 'Azure', type: 'Blob container' } }),
	},
	sasToken: { id: ['signatureHash'], nested: { storageResource: 'azureResource' } },
	container: {
		...inCluster('Container', { image: 'containerImage', pod: 'kubernetesPod' }),
		id: ['containerId'],
	},
	containerImage: {
		id: ['imageId'],
		name: ['imageId'],
		nested: { digestImage: 'containerImage', registry: 'containerRegistry' },
		read: () => ({ resource: { type: 'Container image' } }),
	},
	containerRegistry: { name: ['registry'], read: () => ({ resource: { type: 'Container registry' } }) },
	kubernetesCluster: inCluster('Kubernetes cluster', { cloudResource: 'alert' }),
	kubernetesNamespace: inCluster('Kubernetes namespace', { cluster: 'kubernetesCluster' }),
	kubernetesController: inCluster('Kubernetes controller', { namespace: 'kubernetesNamespace' }),
	kubernetesPod: inCluster('Kubernetes pod', {
		podIp: 'ip',
		namespace: 'kubernetesNamespace',
		controller: 'kubernetesController',
		serviceAccount: 'kubernetesServiceAccount',
		containers: 'container',
		initContainers: 'container',
		ephemeralContainers: 'container',
	}),
	kubernetesSecret: inCluster('Kubernetes secret', { namespace: 'kubernetesNamespace' }),
	kubernetesService: inCluster('Kubernetes service', {
		clusterIP: 'ip',
		externalIPs: 'ip',
		namespace: 'kubernetesNamespace',
	}),
	kubernetesServiceAccount: inCluster('Kubernetes service account', { namespace: 'kubernetesNamespace' }),
};

function inCluster(type: string, nested: Readonly<Record<string, string>>): EvidenceType {
	return { name: ['name'], nested, read: () => ({ resource: { provider: 'Kubernetes', type } }) };
}

/** The subscription in the ID of a resource. */
const subscriptionOf = (id = ''): string | undefined => /^\/subscriptions\/([^/]+)/i.exec(id)?.[1];
