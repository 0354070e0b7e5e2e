import type { Finding } from './finding';
import type { SiemRow } from './siemRow';
import { evidenceFields, siemRow } from './siemRow';

/**
 * The SIEM fields of a finding in one row, for lines that have room for one evidence of each kind: the first file (else the
 * first process image), process, link, device and user.
 */
export function mergedRow(finding: Finding): SiemRow {
	const { evidence } = finding;
	const withFile = evidence.find(({ file }) => file !== undefined);
	const row = siemRow(finding, {
		evidence: withFile ?? evidence.find(({ process }) => process?.image !== undefined),
		device: evidence.find(({ device }) => device !== undefined)?.device,
		user: evidence.find(({ account }) => account !== undefined)?.account,
		part: 0,
	});
	const all = evidence.map(evidenceFields);
	return {
		...row,
		CommandLine: all.find(({ CommandLine }) => CommandLine !== '')?.CommandLine ?? '',
		Url: all.find(({ Url }) => Url !== '')?.Url ?? '',
		RemediationIsSuccess: firstKnown(all.map(({ RemediationIsSuccess }) => RemediationIsSuccess)),
		WasExecutingWhileDetected: firstKnown(all.map((fields) => fields.WasExecutingWhileDetected)),
	};
}

const firstKnown = (flags: Array<boolean | null>): boolean | null =>
	flags.find((value) => value !== null) ?? null;
