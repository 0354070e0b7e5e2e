import type { FullEvidence, Leaf } from '../../support/fullEvidence';
import { tellableLeaves } from './survey';

/** Why an analyst needs a value. */
export type Need = 'identity' | 'address' | 'hash' | 'mail' | 'execution' | 'judgement';

interface Rule {
	need: Need;
	/** Names of properties, as the schema spells them. */
	names: RegExp;
	/** Types whose properties of these names say something else. */
	except?: readonly string[];
}

/** By names and declared types of the schema alone, so that a type to come is judged like those of today. */
const RULES: readonly Rule[] = [
	{
		need: 'identity',
		names: /^(id|name|login|sid|upn|urn)$|(Id|Ids|Sid|Guid|Name|Names|Domain)$/,
		// A place on the map, and how Graph carries a file; neither names the thing.
		except: ['geoLocation', 'stream'],
	},
	{
		need: 'address',
		names:
			/^(url|urls|email|sender|submitter|recipients?|owners?|ipInterfaces)$|(Address|Addresses|I[pP]|IPs|Ip|Url|Link|Recipients|Port)$/,
	},
	{ need: 'hash', names: /^(md5|sha1|sha256|sha256Ac|signatureHash)$/ },
	{
		need: 'mail',
		names: /^(subject|delivery(Action|Location)|threats|threatDetectionMethods|clusterBy(Value)?|query)$/,
	},
	{
		need: 'execution',
		names: /^(processCommandLine|filePath|command|args|registry(Hive|Key|Value)?)$/,
	},
	{ need: 'judgement', names: /^(verdict|roles|remediationStatus|detectionStatus)$/ },
];

/** Types with times, measures and shares, which nobody acts on by themselves. */
const MEASURES: readonly string[] = ['DateTimeOffset', 'Double', 'Boolean'];

/** Why the value is needed; undefined where it is good to have at most. */
export function needOf({ name, owner, declared }: Leaf): Need | undefined {
	if (MEASURES.includes(declared)) return undefined;
	if (name === 'value' && owner.startsWith('fileHash')) return 'hash';
	return RULES.find(({ names, except = [] }) => names.test(name) && !except.includes(owner))?.need;
}

/** Every value that an analyst acts on, of the evidence and of what stands within it. */
export const requiredLeaves = (evidence: FullEvidence): Leaf[] =>
	tellableLeaves(evidence).filter((leaf) => needOf(leaf) !== undefined);

const NAMING: ReadonlyArray<Need | undefined> = ['identity', 'address', 'hash', 'execution'];

/** What the evidence itself is known by: its ids and names, or what it has in their place. */
export const namingLeaves = (evidence: FullEvidence): Leaf[] =>
	tellableLeaves(evidence).filter((leaf) => leaf.depth === 0 && NAMING.includes(needOf(leaf)));
