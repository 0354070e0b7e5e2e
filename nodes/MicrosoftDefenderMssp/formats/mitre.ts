import { entryOf } from '../core/knownWords';

export interface Tactic {
	id: string;
	name: string;
}

/** Defender's categories that are tactics of MITRE ATT&CK for Enterprise; the others (`Malware`) are none. */
const TACTICS: Readonly<Record<string, Tactic>> = {
	Reconnaissance: { id: 'TA0043', name: 'Reconnaissance' },
	ResourceDevelopment: { id: 'TA0042', name: 'Resource Development' },
	InitialAccess: { id: 'TA0001', name: 'Initial Access' },
	Execution: { id: 'TA0002', name: 'Execution' },
	Persistence: { id: 'TA0003', name: 'Persistence' },
	PrivilegeEscalation: { id: 'TA0004', name: 'Privilege Escalation' },
	DefenseEvasion: { id: 'TA0005', name: 'Defense Evasion' },
	CredentialAccess: { id: 'TA0006', name: 'Credential Access' },
	Discovery: { id: 'TA0007', name: 'Discovery' },
	LateralMovement: { id: 'TA0008', name: 'Lateral Movement' },
	Collection: { id: 'TA0009', name: 'Collection' },
	Exfiltration: { id: 'TA0010', name: 'Exfiltration' },
	CommandAndControl: { id: 'TA0011', name: 'Command and Control' },
	Impact: { id: 'TA0040', name: 'Impact' },
};

export const tacticOf = (category: string | undefined): Tactic | undefined => entryOf(TACTICS, category);

const SUB_TECHNIQUE = /^(T\d{4})\.\d{3}$/;

/** The technique of a sub-technique: `T1059` of `T1059.001`. Whatever else stands there is taken as a technique. */
export const techniqueOf = (id: string): string => SUB_TECHNIQUE.exec(id)?.[1] ?? id;

export const isSubTechnique = (id: string): boolean => SUB_TECHNIQUE.test(id);
