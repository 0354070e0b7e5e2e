import { changesOf } from './notes';

export interface Manifest {
	name: string;
	version: string;
	author: { name: string; email: string };
	repository: { url: string };
	homepage: string;
}

export interface Release {
	/** The tag that was pushed. */
	tag: string;
	manifest: Manifest;
	changelog: string;
	/** "owner/name" of the repository that publishes, undefined outside of GitHub. */
	repository?: string | undefined;
}

const SEMVER = /^\d+\.\d+\.\d+(-[\da-z.-]+)?$/;

/** What stands in the way of publishing this, each with what to do about it. Empty when nothing does. */
export function releaseProblems({ tag, manifest, changelog, repository }: Release): string[] {
	const { version, author } = manifest;
	return [
		...(SEMVER.test(version) ? [] : [`The version '${version}' in package.json is none: write 1.2.3.`]),
		...(tag === `v${version}`
			? []
			: [`The tag '${tag}' is not that of package.json's version: tag v${version}, or change the version.`]),
		...(changesOf(changelog, version) === undefined
			? [`CHANGELOG.md says nothing under '## [${version}] - <date>': move there what is under Unreleased.`]
			: []),
		...(author.email.endsWith('.example')
			? ["The author's mail in package.json is a placeholder: write one that is read."]
			: []),
		...repositoryProblems(manifest, repository),
	];
}

/** npm refuses provenance, and n8n the package, when these differ from where it is built. */
function repositoryProblems({ repository, homepage }: Manifest, built: string | undefined): string[] {
	if (built === undefined) return [];
	const address = `https://github.com/${built}`;
	return [
		...(repository.url === `git+${address}.git` ? [] : [`'repository' in package.json is not ${address}.`]),
		...(homepage.startsWith(`${address}#`) ? [] : [`'homepage' in package.json is not in ${address}.`]),
	];
}
