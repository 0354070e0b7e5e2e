/** What a property of Graph's evidence is, where it is no text or list of texts. By name: no two types use one differently. */
export type Shape = 'date' | 'dictionary' | 'flag' | 'ip' | 'number' | 'object';

const SHAPES: ReadonlyMap<string, Shape> = new Map<string, Shape>([
	...listed('flag', 'isAuthorized isExternal isOwned isPrivileged isProgramming isScanner'),
	...listed(
		'number',
		`attachmentsCount destinationPort emailCount fileSize latitude longitude nodePort parentProcessId port processId
		projectNumber sourcePort urlCount`,
	),
	...listed(
		'object',
		`fileDetails fileHashes imageFile location loggedOnUsers p1Sender p2Sender parentProcessImageFile
		resourceAccessEvents servicePorts stream userAccount vmMetadata`,
	),
	...listed('dictionary', 'labels selector'),
	...listed('ip', 'ipAddress senderIP senderIp'),
]);

function listed(shape: Shape, names: string): Array<[string, Shape]> {
	return names.split(/\s+/).map((name) => [name, shape]);
}

/** The shape that a property has in every document; undefined for texts. */
export const shapeOf = (property: string): Shape | undefined =>
	SHAPES.get(property) ?? (property.endsWith('DateTime') ? 'date' : undefined);

/** Names that Elastic's integration does not simply write in small letters. A dot stands for an object. */
const NAMES: ReadonlyMap<string, string> = new Map([
	['@odata.type', 'odata_type'],
	['antiSpamDirection', 'antispam_direction'],
	['fileName', 'name'],
	['filePath', 'path'],
	['filePublisher', 'publisher'],
	['fileSize', 'size'],
	['parentProcessCreationDateTime', 'parent_process.creation_datetime'],
	['parentProcessId', 'parent_process.id'],
	['parentProcessImageFile', 'parent_process.image_file'],
	['processCommandLine', 'process.command_line'],
	['processCreationDateTime', 'process.creation_datetime'],
	['processId', 'process.id'],
	['rbacGroupId', 'rbac_group.id'],
	['rbacGroupName', 'rbac_group.name'],
]);

/** Where the service has a text for one type and an object for another. */
const OBJECT_NAMES: ReadonlyMap<string, string> = new Map([['location', 'geo_location']]);

/** What a property is called in documents; undefined where its name would not be one. */
export function elasticName(property: string, isObject: boolean): string | undefined {
	const known = (isObject ? OBJECT_NAMES.get(property) : undefined) ?? NAMES.get(property);
	return known ?? (/^[a-z][a-z0-9]*$/i.test(property) ? snakeCase(property) : undefined);
}

/** `azure_ad_device_id` of `azureAdDeviceId`, `created_datetime` of `createdDateTime`. */
const snakeCase = (name: string): string =>
	name
		.replaceAll('DateTime', 'Datetime')
		.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
		.toLowerCase();
