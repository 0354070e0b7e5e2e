import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { MicrosoftDefenderMsspAppApi } from '../../../credentials/MicrosoftDefenderMsspAppApi.credentials';
import { MicrosoftDefenderMsspOAuth2Api } from '../../../credentials/MicrosoftDefenderMsspOAuth2Api.credentials';
import { MicrosoftDefenderMssp } from '../../../nodes/MicrosoftDefenderMssp/MicrosoftDefenderMssp.node';
import { MicrosoftDefenderMsspTrigger } from '../../../nodes/MicrosoftDefenderMssp/MicrosoftDefenderMsspTrigger.node';

/** Every name that this package shows in n8n: fields, choices, nodes, credentials and outputs. */
export function shownLabels(): Set<string> {
	const nodes = [new MicrosoftDefenderMssp().description, new MicrosoftDefenderMsspTrigger().description];
	const credentials = [new MicrosoftDefenderMsspAppApi(), new MicrosoftDefenderMsspOAuth2Api()];
	const described = [...nodes, ...credentials];
	return new Set([
		...described.map(({ displayName }) => displayName),
		...nodes.flatMap(({ outputNames = [] }) => outputNames),
		...described.flatMap(({ properties }) => properties.flatMap(labelsOf)),
	]);
}

function labelsOf(part: INodeProperties | INodePropertyOptions | INodePropertyCollection): string[] {
	if ('values' in part) return [part.displayName, ...part.values.flatMap(labelsOf)];
	if (!('type' in part)) return [part.name];
	if (part.type === 'hidden') return [];
	const modes = part.modes?.map(({ displayName }) => displayName) ?? [];
	return [part.displayName, ...modes, ...(part.options ?? []).flatMap(labelsOf)];
}

/** The labels that a page names: `***Label***`, 'Label' or "Label", code left aside. */
export function namedLabels(markdown: string): string[] {
	const prose = markdown.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
	const named = [
		/\*\*\*([^*]+)\*\*\*/g,
		/\*\*_([^_*]+)_\*\*/g,
		/(?<!\w)'(\p{Lu}[^'\n]*)'(?!\w)/gu,
		/"(\p{Lu}[^"\n]*)"/gu,
	];
	return [
		...new Set(
			named.flatMap((form) => [...prose.matchAll(form)].map(([, label = '']) => label.replace(/\s+/g, ' '))),
		),
	];
}
