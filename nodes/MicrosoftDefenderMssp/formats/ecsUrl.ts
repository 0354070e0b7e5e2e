import type { EcsFields } from './ecsFields';
import { hostOfUrl } from './names';

/** The parts of a URL under `url`, `threat.indicator.url` and the like; nothing but what was sent where it has none. */
export function urlFields(prefix: string, url: string | undefined): EcsFields {
	const parts = url !== undefined && URL.canParse(url) ? new URL(url) : undefined;
	return {
		[`${prefix}.original`]: url,
		[`${prefix}.full`]: parts === undefined ? undefined : url,
		[`${prefix}.scheme`]: parts?.protocol.slice(0, -1),
		[`${prefix}.domain`]: url === undefined ? undefined : hostOfUrl(url),
		[`${prefix}.port`]: parts === undefined || parts.port === '' ? undefined : Number(parts.port),
		[`${prefix}.path`]: parts?.pathname,
		[`${prefix}.query`]: parts?.search.slice(1),
		[`${prefix}.fragment`]: parts?.hash.slice(1),
	};
}
