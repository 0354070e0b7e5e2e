import type { Address } from '../core/evidence/direction';
import { addressesOf, directionOf } from '../core/evidence/direction';
import type { Account, Evidence, Process } from '../core/evidence/evidence';
import { mostTelling } from '../core/evidence/telling';
import type { Finding } from './finding';
import type { Ends } from './parties';
import { isSame, peopleIn, userEnds, usersAmong } from './parties';
import type { SiemRow } from './siemRow';
import { deviceWith, siemRowsOf } from './siemRow';
import { addedFields, mailFields, remediationFields, wasExecuting } from './siemEvidence';

/** What a line tells, which has room for one evidence of each kind. */
export interface Line {
	/** The SIEM fields of all that the line tells. */
	row: SiemRow;
	/** The pieces that it tells, by what they are told for. */
	told: Told;
	/** The process that it tells. */
	process: Process;
	userAgent?: string;
	/** All addresses, the most telling first. */
	addresses: Address[];
	users: Ends<Account>;
	/** Whom the alert is about. */
	user?: Account;
	/** Whether the device is where the attack goes, and not where it comes from. */
	isDeviceAttacked: boolean;
	/** All evidence, the most telling first. */
	evidence: Evidence[];
}

interface Told {
	/** The most telling that the alert itself lists: type, name, verdict, roles and details of the line are of it. */
	main?: Evidence;
	file?: Evidence;
	process?: Evidence;
	url?: Evidence;
	device?: Evidence;
	mail?: Evidence;
	session?: Evidence;
}

/** The most telling evidence of a finding, one of each kind; the first file is else the image of the process. */
export function mergedRow(finding: Finding): Line {
	const evidence = mostTelling(finding.evidence);
	const told = toldOf(evidence);
	const people = peopleIn(evidence);
	const user = usersAmong(people)[0]?.account;
	const row = siemRowsOf(finding)({
		evidence: told.file ?? told.process,
		device:
			told.device?.device ?? deviceWith(evidence.find(({ deviceId }) => deviceId !== undefined)?.deviceId),
		user,
		part: 0,
	});
	return {
		row: Object.assign(
			Object.assign(row, addedFields(told.main), beyondOne(told)),
			remediationIn(told, evidence),
		),
		told,
		process: told.process?.process ?? {},
		userAgent: told.session?.session?.userAgent,
		addresses: addressesOf(evidence),
		users: userEnds(people),
		user,
		isDeviceAttacked: isAttacked(told.device),
		evidence,
	};
}

const isAttacked = (piece: Evidence | undefined): boolean =>
	piece !== undefined && directionOf(piece.roles) === 'destination';

/** What the row takes from other pieces than the one that it is made of. */
const beyondOne = ({ process, url, mail }: Told) =>
	Object.assign(mailFields(mail?.mail), {
		CommandLine: process?.process?.commandLine ?? '',
		Url: url?.url ?? mail?.mail?.urls[0] ?? '',
	});

function toldOf(evidence: readonly Evidence[]): Told {
	const first = (isIt: (piece: Evidence) => unknown): Evidence | undefined =>
		evidence.find((piece) => isIt(piece) !== undefined);
	return {
		main: evidence.find(isMain) ?? evidence[0],
		file: first(({ file }) => file),
		process: first(({ process }) => process?.commandLine) ?? first(({ process }) => process),
		url: first(({ url }) => url),
		device: first(({ device }) => device),
		mail: first(({ mail }) => mail),
		session: first(({ session }) => session?.userAgent),
	};
}

/** Every line names a device and a user anyway: they come first only where they were found to be bad. */
const isMain = ({ kind, verdict, within }: Evidence): boolean =>
	within === undefined &&
	(verdict === 'malicious' || verdict === 'suspicious' || (kind !== 'device' && kind !== 'user'));

/** What was done and whether it worked are of one piece: the most telling that something was done about. */
function remediationIn({ main }: Told, evidence: readonly Evidence[]) {
	const isTreated = (piece: Evidence): boolean => remediationFields(piece).RemediationAction !== '';
	const treated = main !== undefined && isTreated(main) ? main : evidence.find(isTreated);
	const processes = evidence.filter(({ process }) => process !== undefined).map(wasExecuting);
	return Object.assign(remediationFields(treated ?? {}), {
		WasExecutingWhileDetected: processes.find((isExecuting) => isExecuting !== null) ?? null,
	});
}

/** The protocol of a connection that begins or ends at one of the addresses that a line tells. */
export const protocolOf = ({ evidence }: Line, { source, destination }: Ends<Address>): string | undefined =>
	evidence.find(
		({ connection }) =>
			connection?.protocol !== undefined &&
			((source !== undefined && connection.source === source.address) ||
				(destination !== undefined && connection.destination === destination.address)),
	)?.connection?.protocol;

/** The evidence that a line does not tell, given the users and addresses that it names beside what `told` has. */
export function untold({ evidence, told }: Line, users: Ends<Account>, ends: Array<Ends<Address>>) {
	const pieces: ReadonlySet<unknown> = new Set(Object.values(told));
	const named = [users.source, users.destination].filter((user) => user !== undefined);
	const addresses = new Set(
		ends.flatMap(({ source, destination }) => [source?.address, destination?.address]),
	);
	return evidence.filter((piece) => {
		const { kind, account, ip, connection } = piece;
		if (piece === told.main) return false;
		if (kind === 'user') return account === undefined || !named.some((user) => isSame(user, account));
		if (kind === 'ip') return ip === undefined || !addresses.has(ip);
		if (connection === undefined) return !pieces.has(piece);
		return ![connection.source, connection.destination].every((address) => addresses.has(address));
	});
}
