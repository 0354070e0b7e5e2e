import { addressOf, azureResourceOf, deviceOf, graphOnly } from './parts';
import { digest, lastingId, minutesBefore, shortName, type Story } from './scene';
import { services } from './services';

/** The customer's storage account is read with a token that allows too much. */
export const storageToken: Story = (scene) => {
	const account = azureResourceOf(scene, 'Microsoft.Storage/storageAccounts', 'shopbackups');
	const url = `https://shopbackups.blob.${scene.domain}/exports`;
	const container = { name: 'exports', url, storageResource: account };
	return graphOnly({
		...services.storage,
		title: 'Suspicious external access to a storage account with an overly permissive SAS token',
		description: 'A blob was read from an unusual place with a token that grants more than it needs.',
		severity: 'medium',
		category: 'Exfiltration',
		mitreTechniques: ['T1530'],
		moreEvidence: [
			{ ...account, roles: ['attacked'] },
			{ kind: 'blobContainer', ...container },
			{
				kind: 'blob',
				name: 'customers.csv',
				url: `${url}/customers.csv`,
				etag: '0x8DD0000000000A1',
				blobContainer: container,
				fileHashes: [{ algorithm: 'sha256', value: digest('sha256', 'customers.csv') }],
			},
			{
				kind: 'sasToken',
				storageResource: account,
				signatureHash: digest('sha256', scene.tenantId),
				signedWith: 'key1',
				permissions: ['Read', 'List', 'Delete'],
				allowedServices: ['Blob', 'File'],
				allowedResourceTypes: ['Container', 'Object'],
				allowedIpAddresses: '203.0.113.0-203.0.113.255',
				protocol: 'HttpsOnly',
				startDateTime: minutesBefore(scene, 60 * 24 * 90),
				expiryDateTime: minutesBefore(scene, -60 * 24 * 275),
			},
			addressOf('203.0.113.140', { roles: ['source'] }, 'elsewhere'),
		],
	});
};

/** A server in Azure that somebody guesses passwords of. */
export const virtualMachine: Story = (scene) => {
	const machine = azureResourceOf(scene, 'Microsoft.Compute/virtualMachines', 'shop-web-1');
	const vmMetadata = {
		vmId: lastingId(scene, 'shop-web-1'),
		cloudProvider: 'azure',
		resourceId: machine.resourceId,
		subscriptionId: lastingId(scene, 'subscription'),
	};
	const device = { ...scene.device, dnsName: `shop-web-1.${scene.domain}`, id: digest('sha1', scene.domain) };
	return graphOnly({
		...services.servers,
		title: 'Suspicious authentication activity',
		description: 'Many accounts were tried against this machine, and one sign-in succeeded.',
		severity: 'low',
		category: 'InitialAccess',
		mitreTechniques: ['T1110.003'],
		moreEvidence: [
			{ ...machine, roles: ['attacked'] },
			deviceOf(device, { roles: ['attacked'], vmMetadata }),
			addressOf('203.0.113.141', { roles: ['attacker'] }),
		],
	});
};

/** A bucket in the customer's AWS account. */
export const amazonBucket: Story = (scene) => {
	const name = `${shortName(scene)}-backups`;
	return graphOnly({
		...services.cloud,
		title: 'Access to an S3 bucket from a suspicious IP address',
		description: 'Objects of a bucket were listed and read from an address that was seen in attacks.',
		severity: 'medium',
		category: 'Collection',
		mitreTechniques: ['T1530'],
		moreEvidence: [
			{
				kind: 'amazonResource',
				roles: ['attacked'],
				amazonAccountId: '111111111111',
				amazonResourceId: `arn:aws:s3:::${name}`,
				resourceName: name,
				resourceType: 'AWS::S3::Bucket',
			},
			addressOf('203.0.113.142', { roles: ['attacker'], verdict: 'malicious' }),
		],
	});
};

/** A machine in the customer's Google Cloud project. */
export const googleMachine: Story = (scene) => {
	const project = `${shortName(scene)}-analytics`;
	const path = `projects/${project}/zones/europe-west1-b/instances/etl-1`;
	return graphOnly({
		...services.cloud,
		title: 'Suspicious service account key was created',
		description: 'A machine created a key of a service account that it never used before.',
		severity: 'medium',
		category: 'Persistence',
		mitreTechniques: ['T1098.001'],
		moreEvidence: [
			{
				kind: 'googleCloudResource',
				roles: ['source'],
				fullResourceName: `//compute.googleapis.com/${path}`,
				location: 'europe-west1-b',
				locationType: 'zonal',
				projectId: project,
				projectNumber: 111_111_111_111,
				resourceName: 'etl-1',
				resourceType: 'compute.googleapis.com/Instance',
			},
			{
				kind: 'servicePrincipal',
				servicePrincipalName: `etl@${project}.${scene.domain}`,
				servicePrincipalType: 'unknown',
				tenantId: scene.tenantId,
			},
		],
	});
};
