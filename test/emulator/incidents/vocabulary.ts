import { hiddenMembers, plainMembers } from '../alerts/schema';
import { plainGraphMembers } from '../alerts/vocabulary';

/** Members that Graph shows without `Prefer: include-unknown-enum-members`; all but the status are those of alerts. */
export const plainIncidentMembers: Record<string, readonly string[]> = {
	severity: plainGraphMembers.severity ?? [],
	classification: plainGraphMembers.classification ?? [],
	determination: plainGraphMembers.determination ?? [],
	status: plainMembers.incidentStatus ?? [],
};

/** Members that need the Prefer header; they exist, so `$filter` knows them. */
export const hiddenIncidentMembers: Record<string, readonly string[]> = {
	status: hiddenMembers.incidentStatus ?? [],
};
