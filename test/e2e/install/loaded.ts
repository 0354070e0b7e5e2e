import assert from 'node:assert/strict';
import { actionType, triggerType } from '../../../demo/workflowNodes';
import { sendHttp } from '../../n8n/http';
import { at, isObject, type JsonObject } from '../../n8n/json';
import type { RestClient } from '../../n8n/rest';

/** The node types that an installed package brings, the AI tool that n8n makes of the action among them. */
export const nodeTypes = [triggerType, actionType, `${actionType}Tool`];
const credentialTypes = ['microsoftDefenderMsspAppApi', 'microsoftDefenderMsspOAuth2Api'];

async function get({ baseUrl, cookieHeader }: RestClient, path: string) {
	const response = await sendHttp({ url: `${baseUrl}/${path}`, headers: { cookie: cookieHeader } });
	assert.equal(response.status, 200, `${path} is answered with 200`);
	return response;
}

/** What the editor loads: all descriptions of nodes or credentials. */
async function types(rest: RestClient, what: 'nodes' | 'credentials'): Promise<JsonObject[]> {
	const list: unknown = JSON.parse((await get(rest, `types/${what}.json`)).text);
	return Array.isArray(list) ? list.filter(isObject) : [];
}

const iconsOf = ({ iconUrl }: JsonObject): string[] =>
	[iconUrl, at(iconUrl, 'light'), at(iconUrl, 'dark')].filter((icon) => typeof icon === 'string');

async function assertIcons(rest: RestClient, description: JsonObject): Promise<void> {
	const icons = iconsOf(description);
	assert.ok(icons.length > 0, `${String(description.name)} has an icon`);
	for (const icon of icons) {
		const { headers, text } = await get(rest, icon);
		assert.match(String(headers['content-type']), /^image\/svg/, `${icon} is a picture`);
		assert.match(text, /<svg/, `${icon} is a picture`);
	}
}

/** Throws unless n8n offers both nodes, the tool and both credentials, each with its icon, from this version. */
export async function assertLoaded(rest: RestClient, version: string): Promise<void> {
	const nodes = await types(rest, 'nodes');
	for (const name of nodeTypes) {
		const description = nodes.find((node) => node.name === name);
		assert.ok(description, `n8n offers ${name}`);
		assert.equal(description.communityNodePackageVersion, version, `${name} is of the version installed`);
		await assertIcons(rest, description);
	}
	const credentials = await types(rest, 'credentials');
	for (const name of credentialTypes) {
		const description = credentials.find((credential) => credential.name === name);
		assert.ok(description, `n8n offers the credential ${name}`);
		await assertIcons(rest, description);
	}
}

/** Throws if anything of the package is still offered. */
export async function assertGone(rest: RestClient): Promise<void> {
	const names = [...(await types(rest, 'nodes')), ...(await types(rest, 'credentials'))].map(
		({ name }) => name,
	);
	for (const name of [...nodeTypes, ...credentialTypes]) {
		assert.ok(!names.includes(name), `${name} is gone`);
	}
}
