import { changesOf } from '../../scripts/release/notes';
import type { Release } from '../../scripts/release/problems';
import { releaseProblems } from '../../scripts/release/problems';
import { makeSbom } from '../../scripts/release/sbom';
import { runtimePackages } from './runtimePackages';

const CHANGELOG = `# Changelog

## [Unreleased]

### Added

* Something to come.

## [1.2.0] - 2026-11-24

### Fixed

* Something that was wrong.

## [1.1.0] - 2026-10-01

* The first.

## [1.0.0] - 2026-09-01
`;

const READY: Release = {
	tag: 'v1.2.0',
	manifest: {
		name: 'n8n-nodes-sample',
		version: '1.2.0',
		author: { name: 'Contoso', email: 'soc@contoso.com' },
		repository: { url: 'git+https://github.com/contoso/n8n-nodes-sample.git' },
		homepage: 'https://github.com/contoso/n8n-nodes-sample#readme',
	},
	changelog: CHANGELOG,
	repository: 'contoso/n8n-nodes-sample',
};
const withManifest = (changed: Partial<Release['manifest']>): Release => ({
	...READY,
	manifest: { ...READY.manifest, ...changed },
});

describe('what the changelog says of a version', () => {
	it('is what stands under its heading, up to the next', () => {
		expect(changesOf(CHANGELOG, '1.2.0')).toBe('### Fixed\n\n* Something that was wrong.');
		expect(changesOf(CHANGELOG.replaceAll('\n', '\r\n'), '1.1.0')).toBe('* The first.');
	});

	it.each(['Unreleased', '1.0.0', '1.2', '2.0.0', ''])('is nothing for %p', (version) => {
		expect(changesOf(CHANGELOG, version)).toBeUndefined();
	});
});

describe('a release', () => {
	it('may go out when everything fits', () => {
		expect(releaseProblems(READY)).toEqual([]);
	});

	it('of a version before the next is one too', () => {
		const changelog = CHANGELOG.replace('1.2.0', '1.2.0-beta.1');
		const release = { ...withManifest({ version: '1.2.0-beta.1' }), tag: 'v1.2.0-beta.1', changelog };
		expect(releaseProblems(release)).toEqual([]);
	});

	it.each<[string, Release, RegExp]>([
		['the tag is of another version', { ...READY, tag: 'v1.2.1' }, /tag v1\.2\.0/],
		['the tag has no v', { ...READY, tag: '1.2.0' }, /tag v1\.2\.0/],
		['there is no tag', { ...READY, tag: '' }, /tag v1\.2\.0/],
		[
			'the changelog does not know the version',
			{ ...READY, changelog: CHANGELOG.replace('[1.2.0] - 2026-11-24', '[1.2.0]') },
			/CHANGELOG\.md says nothing/,
		],
		[
			"the author's mail is still a placeholder",
			withManifest({ author: { name: 'Contoso', email: 'soc@contoso.example' } }),
			/mail/,
		],
		[
			'it is built elsewhere than it says',
			{ ...READY, repository: 'fabrikam/n8n-nodes-sample' },
			/'repository'/,
		],
		[
			'its home page is elsewhere',
			withManifest({ homepage: 'https://contoso.example/#readme' }),
			/'homepage'/,
		],
	])('may not go out when %s', (_when, release, problem) => {
		expect(releaseProblems(release)).toContainEqual(expect.stringMatching(problem));
	});

	it('may not go out with a version that npm does not take', () => {
		const release = { ...withManifest({ version: '1.2' }), tag: 'v1.2' };
		expect(releaseProblems(release)).toContainEqual(expect.stringMatching(/version '1\.2'/));
	});

	it('is not held up by its address on a machine that is not GitHub', () => {
		expect(releaseProblems({ ...READY, repository: undefined })).toEqual([]);
	});
});

describe('the bill of materials', () => {
	it('names the package, and exactly what is installed with it', () => {
		// SAFETY: CycloneDX 1.5.
		const { metadata, components } = JSON.parse(makeSbom()) as {
			metadata: { component: { name: string } };
			components: Array<{ 'bom-ref': string; licenses?: unknown[] }>;
		};
		expect(metadata.component.name).toBe('n8n-nodes-microsoft-defender-mssp');
		expect(components.map((component) => component['bom-ref']).sort()).toEqual(
			runtimePackages()
				.map(({ name, version }) => `${name}@${version}`)
				.sort(),
		);
		expect(components.filter(({ licenses = [] }) => licenses.length === 0)).toEqual([]);
	}, 60_000);
});
