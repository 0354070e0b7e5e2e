import type { Story, Scene } from './scene';
import { digest, eventId, minutesBefore } from './scene';
import { accountOf, addressOf, deviceOf } from './parts';
import { services } from './services';

/** Defender for Endpoint: device, user, file and process are in both APIs, what comes besides in Graph alone. */
const onDevice = ({ device, user }: Scene) => ({ device, user, ipAddresses: [], urls: [] });

const fileOf = (fileName: string, filePath: string) => ({
	fileName,
	filePath,
	fileSize: 184_320,
	md5: digest('md5', fileName),
	sha1: digest('sha1', fileName),
	sha256: digest('sha256', fileName),
});

/** A script from the internet, with the evidence that both APIs show. */
export const powershell: Story = ({ device, user }) => ({
	...services.endpoint,
	title: 'Suspicious PowerShell command line',
	description: 'PowerShell started with an encoded command and reached out to an unknown host.',
	severity: 'medium',
	category: 'Execution',
	mitreTechniques: ['T1059.001'],
	device,
	user,
});

/** Files are encrypted; two categories. */
export const ransomware: Story = (scene) => ({
	...services.endpoint,
	...onDevice(scene),
	title: 'Possible ransomware activity based on a known malicious extension',
	description: 'A process renamed many files within seconds and deleted shadow copies.',
	severity: 'high',
	category: 'Impact',
	categories: ['Impact', 'Ransomware'],
	mitreTechniques: ['T1486', 'T1490'],
	recommendedActions: 'Isolate the device, and look for the same file on others.',
	threatDisplayName: 'Ransom:Win32/Sample',
	threatFamilyName: 'Sample',
});

/** Removed before it ran. */
export const unwantedSoftware: Story = (scene) => ({
	...services.antivirus,
	...onDevice(scene),
	title: 'Unwanted software was prevented',
	description: 'Antivirus removed a bundled installer before it ran.',
	severity: 'low',
	category: 'UnwantedSoftware',
	mitreTechniques: [],
	process: null,
	file: null,
	moreEvidence: [
		{
			kind: 'file',
			detectionStatus: 'prevented',
			remediationStatus: 'prevented',
			mdeDeviceId: scene.device.id,
			fileDetails: fileOf('bundle-setup.exe', 'C:\\ProgramData\\Downloads'),
		},
		{
			kind: 'malware',
			name: 'PUA:Win32/Sample',
			category: 'UnwantedSoftware',
			files: [{ fileDetails: fileOf('bundle-setup.exe', 'C:\\ProgramData\\Downloads') }],
		},
	],
});

/** Passwords are read out of memory. */
export const credentialTheft: Story = (scene) => ({
	...services.endpoint,
	...onDevice(scene),
	title: 'Credential theft tool detected on one endpoint',
	description: 'A process read the memory of LSASS in the manner of a known credential dumper.',
	severity: 'high',
	category: 'CredentialAccess',
	mitreTechniques: ['T1003.001'],
	actorDisplayName: 'Sample Storm',
});

/** A script that comes back after each start. */
export const persistence: Story = (scene) => {
	const registryKey = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run';
	const registryHive = 'HKEY_LOCAL_MACHINE';
	return {
		...services.endpoint,
		...onDevice(scene),
		title: 'Suspicious scheduled task',
		description: 'A scheduled task and a run key were created that start a script from a temporary folder.',
		severity: 'medium',
		category: 'Persistence',
		mitreTechniques: ['T1053.005', 'T1547.001'],
		moreEvidence: [
			{ kind: 'registryKey', registryHive, registryKey },
			{
				kind: 'registryValue',
				mdeDeviceId: scene.device.id,
				registryHive,
				registryKey,
				registryValueName: 'Updater',
				registryValue: 'C:\\Windows\\Temp\\update.ps1',
				registryValueType: 'String',
			},
		],
	};
};

/** A session from another device. */
export const remoteSession: Story = (scene) => ({
	...services.endpoint,
	...onDevice(scene),
	title: 'Suspicious remote session',
	description: 'A session with explicit credentials was opened from a device that never did so before.',
	severity: 'medium',
	category: 'LateralMovement',
	mitreTechniques: ['T1021.001'],
	file: null,
	process: null,
	moreEvidence: [
		{
			kind: 'hostLogonSession',
			sessionId: `0x${eventId(scene, 'session').slice(0, 8)}`,
			account: { userAccount: accountOf(scene.user, scene.tenantId) },
			host: deviceOf(scene.device),
			startUtcDateTime: minutesBefore(scene, 12),
			endUtcDateTime: null,
		},
		addressOf('192.0.2.41', { roles: ['source'] }),
	],
});
