import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '../n8n/cache';

export type AddPicture = (name: string, image: Buffer) => Promise<void>;

/** What helps to find out why a scenario failed. */
export interface Evidence {
	/** A file that is written if the scenario fails; `content` is asked for then. */
	addFile: (name: string, content: () => Promise<string | Buffer> | string) => void;
	/** A folder that is copied if the scenario fails. */
	addFolder: (name: string, path: string) => void;
	/** Pictures that are taken if the scenario fails. */
	addPictures: (name: string, take: (add: AddPicture) => Promise<void>) => void;
	/** Writes it all down. Resolves to the folder. What cannot be had is named in the files. */
	save: () => Promise<string>;
}

/** Evidence of one scenario, kept in the git-ignored folder `artifacts/<scenario>`; what a run before left there goes. */
export function evidenceOf(scenario: string): Evidence {
	const folder = join(repositoryRoot, 'artifacts', scenario);
	const savers: Array<{ name: string; save: (path: string) => Promise<void> }> = [];

	async function save(): Promise<string> {
		await rm(folder, { recursive: true, force: true });
		await mkdir(folder, { recursive: true });
		for (const saver of savers) {
			const path = join(folder, saver.name);
			try {
				await saver.save(path);
			} catch (error) {
				await writeFile(`${path}.missing.txt`, error instanceof Error ? error.message : String(error));
			}
		}
		return folder;
	}

	return {
		addFile: (name, content) =>
			void savers.push({ name, save: async (path) => await writeFile(path, await content()) }),
		addFolder: (name, source) =>
			void savers.push({ name, save: async (path) => await cp(source, path, { recursive: true }) }),
		addPictures: (name, take) =>
			void savers.push({
				name,
				save: async (path) => {
					await take(async (picture, image) => await writeFile(`${path}-${picture}.png`, image));
				},
			}),
		save,
	};
}
