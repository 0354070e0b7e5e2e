import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { MicrosoftDefenderMsspOAuth2Api } from '../../../credentials/MicrosoftDefenderMsspOAuth2Api.credentials';
import { DELEGATED_PERMISSIONS } from '../../../nodes/MicrosoftDefenderMssp/auth/scopes';
import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import { defenderEndpoints } from '../../../nodes/MicrosoftDefenderMssp/sources/endpoints/defender';
import { graphEndpoints } from '../../../nodes/MicrosoftDefenderMssp/sources/endpoints/graph';
import type { Endpoint } from '../../../nodes/MicrosoftDefenderMssp/transport/endpoint';
import { repositoryRoot } from '../../package/sourceFiles';

const guide = readFileSync(join(repositoryRoot, 'docs', 'onboarding.md'), 'utf8');

/** The cells of the table row that begins so, each as the list of what it sets as code. */
const rowOf = (first: string): string[][] => {
	const line = guide.split('\n').find((candidate) => candidate.startsWith(`| ${first} |`));
	const cells = (line ?? '').split('|').slice(2, -1);
	return cells.map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code));
};

const ENDPOINTS: Array<[string, Endpoint]> = Object.entries({ ...graphEndpoints, ...defenderEndpoints });

const levelTitles = new MicrosoftDefenderMsspOAuth2Api().properties
	.filter(({ name }) => name === 'accessLevel')
	.flatMap(({ options = [] }) =>
		options.flatMap((option) => ('value' in option ? [[option.value, option.name] as const] : [])),
	);

describe('the permission tables of docs/onboarding.md', () => {
	it.each(Object.entries(DELEGATED_PERMISSIONS))(
		'name what a sign-in of level %s asks for',
		(level, asked) => {
			const title = levelTitles.find(([value]) => value === level)?.[1];
			expect(rowOf(`***${title ?? level}***`)).toEqual([asked.graph, asked.defender]);
		},
	);

	const readsWithWrite = (name: string) => name.replace(/\.Read(?=\.|$)/, '.ReadWrite');
	const ofPartner = 'DelegatedAdminRelationship.Read.All';

	it.each(ENDPOINTS)('name what %s needs, for apps and for users of the highest level', (_name, endpoint) => {
		const { application, delegated } = endpoint.permission;
		expect([application].filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
		const asked = DELEGATED_PERMISSIONS.respond[endpoint.service];
		const enough = [delegated, readsWithWrite(delegated)];
		const isAsked = application === ofPartner || asked.some((name) => enough.includes(name));
		expect({ delegated, isAsked }).toEqual({ delegated, isAsked: true });
	});

	it('name what reading alerts needs', () => {
		const { graphAlerts, defenderAlerts } = SOURCES;
		expect(rowOf('read alerts')).toEqual([
			[graphAlerts.permission.application],
			[defenderAlerts.permission.application],
		]);
	});
});
