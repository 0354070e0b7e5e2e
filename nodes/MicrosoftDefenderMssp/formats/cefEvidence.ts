import { isIpv4, isIpv6 } from '../core/ipAddress';
import type { CefField } from './cefField';
import { custom } from './cefField';
import { CUSTOM_NAMES } from './cefKeys';
import { extensionText } from './cefText';
import { furtherEvidence } from './furtherEvidence';
import type { Line } from './mergedRow';
import { protocolOf, untold } from './mergedRow';
import { userName } from './names';
import { addressEnds } from './parties';

/** What a line of CEF tells of the evidence. Roles say which end of the attack an address, a user or the device is. */
export function cefEvidence(line: Line): CefField[] {
	const { row, addresses, users } = line;
	const v4 = addressEnds(addresses.filter(({ address }) => isIpv4(address)));
	const v6 = addressEnds(addresses.filter(({ address }) => isIpv6(address)));
	const ends = { source: v4.source ?? v6.source, destination: v4.destination ?? v6.destination };
	const rest = untold(line, users, [v4, v6]);
	return [
		...deviceFields(line, ends.destination !== undefined),
		...userFields(line),
		{ key: 'src', value: v4.source?.address },
		{ key: 'c6a2', value: v6.source?.address, label: 'Source IPv6 Address' },
		{ key: 'spt', value: ends.source?.port },
		{ key: 'dst', value: v4.destination?.address },
		{ key: 'c6a3', value: v6.destination?.address, label: 'Destination IPv6 Address' },
		{ key: 'dpt', value: ends.destination?.port },
		{ key: 'proto', value: protocolOf(line, ends), limit: 31 },
		{ key: 'request', value: row.Url },
		{ key: 'requestClientApplication', value: line.userAgent },
		...programFields(line),
		...OF_EVIDENCE.map((name) => custom(name, row[name])),
		custom('FurtherEvidence', furtherEvidence(rest, CUSTOM_NAMES.FurtherEvidence, writtenLength)),
	];
}

/** What is told of the most telling evidence under the names that the SIEM rows have. */
const OF_EVIDENCE = [
	'MachineGroup',
	'MailRecipient',
	'MailSubject',
	'EvidenceType',
	'EvidenceId',
	'EvidenceName',
	'DetectionStatus',
	'Verdict',
	'Roles',
	'RegistryKey',
	'RegistryValueName',
	'RegistryValue',
	'EvidenceDetails',
] as const;

const writtenLength = (text: string): number => extensionText(text, Infinity).length;

/** A device that is attacked is the destination, unless that is known to be another. */
function deviceFields({ row, isDeviceAttacked }: Line, isDestinationKnown: boolean): CefField[] {
	const host: CefField[] =
		isDeviceAttacked && !isDestinationKnown
			? [
					{ key: 'dhost', value: row.MachineName },
					{ key: 'destinationDnsDomain', value: row.MachineDomain, limit: 255 },
				]
			: [
					{ key: 'shost', value: row.MachineName },
					{ key: 'sourceDnsDomain', value: row.MachineDomain, limit: 255 },
				];
	return [
		...host,
		{ key: 'dvchost', value: row.ComputerDnsName, limit: 100 },
		{ key: 'deviceExternalId', value: row.DeviceID, limit: 255, isId: true },
	];
}

const userFields = ({ row, users: { source = {}, destination = {} } }: Line): CefField[] => [
	{ key: 'suser', value: userName(source) },
	{ key: 'sntdom', value: source.domain, limit: 255 },
	{ key: 'suid', value: row.LogOnUsers },
	{ key: 'duser', value: userName(destination) },
	{ key: 'dntdom', value: destination.domain, limit: 255 },
];

const programFields = ({ row, process }: Line): CefField[] => [
	{ key: 'fname', value: row.FileName },
	{ key: 'filePath', value: row.FilePath },
	{ key: 'fileHash', value: row.Sha1, limit: 255, isId: true },
	{ key: 'cs6', value: row.Sha256, limit: 4000, label: 'Sha256' },
	{ key: 'cs5', value: row.Md5, limit: 4000, label: 'Md5' },
	{ key: 'sproc', value: process.image?.name },
	{ key: 'spid', value: process.id },
	custom('CommandLine', row.CommandLine),
	{ key: 'act', value: row.RemediationAction, limit: 63 },
	{ key: 'outcome', value: outcomeOf(row.RemediationIsSuccess), limit: 63 },
	{ key: 'cn1', value: flag(row.WasExecutingWhileDetected), label: 'WasExecutingWhileDetected' },
	{ key: 'cn2', value: flag(row.RemediationIsSuccess), label: 'RemediationIsSuccess' },
];

const outcomeOf = (isSuccess: boolean | null): string | undefined =>
	isSuccess === null ? undefined : isSuccess ? 'success' : 'failure';

const flag = (value: boolean | null): number | undefined => (value === null ? undefined : Number(value));
