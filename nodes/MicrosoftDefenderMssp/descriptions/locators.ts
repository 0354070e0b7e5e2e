import type { INodeProperties } from 'n8n-workflow';

/** What a field is called and what fills it at first; the rest of a locator is the same everywhere. */
export type LocatorPart = Partial<Pick<INodeProperties, 'displayOptions' | 'hint'>> & {
	displayName?: string;
	/** Name of the parameter. */
	name?: string;
	/** An expression by which the field is filled from the input item. */
	default?: string;
	description?: string;
};

interface Locator {
	part: LocatorPart & { displayName: string; name: string; default: string; description: string };
	/** Name of the method that fills the list. */
	searchListMethod: string;
	/** The mode in which the value is typed in. */
	typed: { displayName: string; placeholder: string };
	/** Folders of the Defender portal whose links the field's reader takes; it checks the tenant that they open. */
	folders?: { pattern: string; example: string };
}

function locator({ part, searchListMethod, typed, folders }: Locator): INodeProperties {
	return {
		...part,
		type: 'resourceLocator',
		default: { mode: 'id', value: part.default },
		required: true,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod, searchable: true },
			},
			{ ...typed, name: 'id', type: 'string' },
			...(folders === undefined
				? []
				: [{ ...linkTexts(folders), displayName: 'By Link', name: 'url', type: 'string' as const }]),
		],
	};
}

function linkTexts({ pattern, example }: NonNullable<Locator['folders']>) {
	const regex = `^https://[^/]+/(${pattern})/.+`;
	const errorMessage = `Paste the address of its page in the Defender portal, such as https://security.microsoft.com/${example}`;
	return {
		placeholder: `e.g. https://security.microsoft.com/${example}`,
		validation: [{ type: 'regex', properties: { regex, errorMessage } }],
	};
}

/**
 * The customer tenant to act in: found by name, or typed in. Read it with `parameters.get(name)`. A property that several
 * operations of a resource share must be one object, so each of these is made once and exported.
 */
export const tenantLocator = (part: LocatorPart = {}): INodeProperties =>
	locator({
		part: {
			displayName: 'Customer Tenant',
			name: 'tenantId',
			default: '={{ $json.tenant.id }}',
			description: 'The tenant to act in: its GUID or one of its domains. The trigger puts it on every item.',
			...part,
		},
		searchListMethod: 'searchTenants',
		typed: { displayName: 'By ID or Domain', placeholder: 'e.g. contoso.com' },
	});

/** An alert of the tenant chosen, found by title, device or ID among the latest; see {@link tenantLocator}. */
export const alertLocator = (part: LocatorPart = {}): INodeProperties =>
	locator({
		part: {
			displayName: 'Alert',
			name: 'alertId',
			default: '={{ $json.alert.id }}',
			description:
				'ID of the alert, as the items of the trigger carry it, or the address of its page in the Defender portal',
			...part,
		},
		searchListMethod: 'searchAlerts',
		typed: { displayName: 'By ID', placeholder: 'e.g. da637551227677560813_-961444813' },
		folders: { pattern: 'alerts?', example: 'alerts/da637551227677560813_-961444813' },
	});

/** An incident of the tenant chosen, found by name or number among the latest; see {@link tenantLocator}. */
export const incidentLocator = (part: LocatorPart = {}): INodeProperties =>
	locator({
		part: {
			displayName: 'Incident',
			name: 'incidentId',
			default: '={{ $json.incident?.id ?? $json.alert?.incidentId }}',
			description:
				'ID of the incident, as the items of the trigger carry it, or the address of its page in the Defender portal',
			...part,
		},
		searchListMethod: 'searchIncidents',
		typed: { displayName: 'By ID', placeholder: 'e.g. 4711' },
		folders: { pattern: 'incidents|incident2', example: 'incidents/4711' },
	});

/** A device of the tenant chosen, found by name; see {@link tenantLocator}. */
export const deviceLocator = (part: LocatorPart = {}): INodeProperties =>
	locator({
		part: {
			displayName: 'Device',
			name: 'deviceId',
			default: '={{ $json.device?.id ?? $json.deviceAction?.machineId ?? $json.alert?.devices?.[0]?.id }}',
			description:
				'ID of the device in Defender for Endpoint, 40 hexadecimal digits. Of an alert with several devices, the expression takes the first.',
			...part,
		},
		searchListMethod: 'searchDevices',
		typed: { displayName: 'By ID', placeholder: 'e.g. 1e5bc9d7e413ddd7902c2932e418702b84d0cc07' },
	});
