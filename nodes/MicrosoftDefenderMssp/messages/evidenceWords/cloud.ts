import type { Evidence, Resource } from '../../core/evidence/evidence';
import { moment } from '../words';
import { toldUrl } from './network';
import type { EvidenceTable, EvidenceWords, Told } from './told';
import { namedOrIdentified, told, toldList, toldTogether } from './told';

const resource = (label: string): EvidenceWords => ({ label, tell: tellResource });
/** Its label says the type already. */
const typed = (label: string): EvidenceWords => ({
	label,
	tell: (piece) => [...namedOrIdentified(piece), ...toldUrl(piece.url ?? addressOf(piece))],
});

/** What a blob is identified by. */
const addressOf = ({ id }: Evidence): string | undefined =>
	id !== undefined && /^https?:/i.test(id) ? id : undefined;

/** Resources of clouds, clusters and stores, and the tokens for them. */
export const CLOUD_WORDS: EvidenceTable = {
	azureResource: resource('Azure resource'),
	amazonResource: resource('AWS resource'),
	googleCloudResource: resource('Google Cloud resource'),
	cloudResource: resource('cloud resource'),
	alert: resource('resource'),
	blobContainer: typed('blob container'),
	blob: typed('blob'),
	sasToken: { label: 'SAS token', tell: tellToken },
	container: typed('container'),
	containerImage: typed('container image'),
	containerRegistry: typed('container registry'),
	kubernetesCluster: typed('Kubernetes cluster'),
	kubernetesNamespace: typed('Kubernetes namespace'),
	kubernetesController: typed('Kubernetes controller'),
	kubernetesPod: typed('Kubernetes pod'),
	kubernetesSecret: typed('Kubernetes secret'),
	kubernetesService: typed('Kubernetes service'),
	kubernetesServiceAccount: typed('Kubernetes service account'),
	gitHubOrganization: typed('GitHub organization'),
	gitHubRepo: typed('GitHub repository'),
};

/** What each cloud calls whose a resource is. */
const ACCOUNTS: ReadonlyMap<string, string> = new Map([
	['Azure', 'subscription'],
	['AWS', 'account'],
	['GCP', 'project'],
	['GitHub', 'owner'],
]);

/** `Azure subscription 4444…`. */
export const ownerOf = ({ provider = '', account }: Resource): string | undefined => {
	const written = account === undefined ? undefined : `${ACCOUNTS.get(provider) ?? 'account'} ${account}`;
	const words = [provider, written].filter((word) => word !== undefined && word !== '').join(' ');
	return words === '' ? undefined : words;
};

function tellResource(piece: Evidence): Told[] {
	const { resource: { type, account, location, provider } = {} } = piece;
	return [
		...namedOrIdentified(piece),
		...told(type),
		...toldTogether([provider, account], () => ownerOf(piece.resource ?? {}) ?? ''),
		...told(location, 'in '),
	];
}

/** What it opens, for whom and until when. */
function tellToken({ raw, id }: Evidence): Told[] {
	return [
		...toldList(raw.permissions, 'allows '),
		...toldList(raw.allowedServices, 'on '),
		...toldList(raw.allowedResourceTypes, 'of type '),
		...told(raw.allowedIpAddresses, 'from '),
		...told(raw.expiryDateTime, 'until ', moment),
		...told(raw.signedWith, 'signed with '),
		...told(id, 'signature hash '),
	];
}
