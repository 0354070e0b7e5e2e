import type { SimpleAlert } from '../core/alert';
import { isIp, isIpv4 } from '../core/ipAddress';
import { unique } from '../core/json';
import { normalizeTimestamp } from '../core/timestamp';
import { mostTelling } from '../core/evidence/telling';
import type { Evidence } from '../core/evidence/evidence';
import type { EcsFields } from './ecsFields';
import { fileFields } from './ecsFile';
import { geoFields } from './ecsNetwork';
import { urlFields } from './ecsUrl';
import { isSubTechnique, tacticOf, techniqueOf } from './mitre';

/** `threat.*`: tactics and techniques, who is behind it, and by what it can be found elsewhere. */
export function threatFields(alert: SimpleAlert, evidence: readonly Evidence[]): EcsFields {
	const { category, categories, mitreTechniques, actorDisplayName, threatFamilyName } = alert;
	const tactics = unique([category, ...categories])
		.map(tacticOf)
		.filter((tactic) => tactic !== undefined);
	const isMitre = tactics.length > 0 || mitreTechniques.length > 0;
	return {
		'threat.framework': isMitre ? 'MITRE ATT&CK' : undefined,
		'threat.tactic.id': tactics.map(({ id }) => id),
		'threat.tactic.name': tactics.map(({ name }) => name),
		'threat.technique.id': [...new Set(mitreTechniques.map(techniqueOf))],
		'threat.technique.subtechnique.id': mitreTechniques.filter(isSubTechnique),
		'threat.group.name': actorDisplayName,
		'threat.software.name': threatFamilyName,
		...indicatorFields(mostTelling(evidence)),
	};
}

/** ECS has one indicator: the most telling that was found to be malicious. */
function indicatorFields(evidence: readonly Evidence[]): EcsFields {
	for (const piece of evidence.filter(({ verdict }) => verdict === 'malicious')) {
		const found = indicatorOf(piece);
		if (found === undefined) continue;
		return {
			...found,
			'threat.indicator.provider': 'Microsoft',
			'threat.indicator.first_seen': normalizeTimestamp(piece.createdDateTime),
		};
	}
	return {};
}

/** An address, a link, a file or a name by which other systems can look for the same; the image of a process is none. */
function indicatorOf({ kind, ip, url, file, domain, place }: Evidence): EcsFields | undefined {
	if (ip !== undefined && isIp(ip)) {
		return {
			'threat.indicator.type': isIpv4(ip) ? 'ipv4-addr' : 'ipv6-addr',
			'threat.indicator.name': ip,
			'threat.indicator.ip': ip,
			...geoFields('threat.indicator.geo', place),
		};
	}
	if (file !== undefined) {
		return {
			'threat.indicator.type': 'file',
			'threat.indicator.name': file.name ?? file.sha256 ?? file.sha1 ?? file.md5,
			...fileFields('threat.indicator.file', file),
		};
	}
	if (url !== undefined) {
		return {
			'threat.indicator.type': 'url',
			'threat.indicator.name': url,
			...urlFields('threat.indicator.url', url),
		};
	}
	return kind === 'dns' && domain !== undefined
		? {
				'threat.indicator.type': 'domain-name',
				'threat.indicator.name': domain,
				'threat.indicator.url.domain': domain,
			}
		: undefined;
}
