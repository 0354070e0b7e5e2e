import { createHash } from 'node:crypto';

import type { PagingOptions } from '../types';
import { ODataError } from './errors';

/** Where a page starts and whether it is one of the empty pages in between. */
export interface PagePosition {
	offset: number;
	isGap: boolean;
}

export interface PageRequest {
	/** The request's URL at the service's own origin. */
	url: URL;
	query: URLSearchParams;
	/** Binds a skip token to the tenant. */
	tenantId: string;
}

/**
 * Reads `$skiptoken`, which is opaque and belongs to one list of one tenant and one set of options. Positions are plain offsets:
 * rows that arrive or move while a client pages shift what it sees, as in the real lists.
 */
export function pagePosition(
	{ url, query, tenantId }: PageRequest,
	skip: number,
	{ expireNextLinks }: PagingOptions,
): PagePosition {
	const token = query.get('$skiptoken');
	if (token === null) return { offset: skip, isGap: false };
	const [mark, offset, gap] = Buffer.from(token, 'base64url').toString('utf8').split(':');
	if (expireNextLinks || mark !== fingerprint(url, query, tenantId) || !/^\d+$/.test(offset ?? '')) {
		throw new ODataError('The $skiptoken is not valid for this request.');
	}
	return { offset: Number(offset), isGap: gap === 'gap' };
}

/** How many rows of a list suffice to cut a page and to know whether it is the last. */
export function rowsNeeded({ offset }: PagePosition, size: number): number {
	return offset + size + 1;
}

/** The rows of a page and the link to the next, misbehaving as the tenant's options say. */
export function pageOf<Row>(
	rows: readonly Row[],
	size: number,
	request: PageRequest,
	position: PagePosition,
	options: PagingOptions,
): { page: Row[]; nextLink?: string } {
	const { offset, isGap } = position;
	const limit = Math.min(size, options.maxTop ?? size);
	const page = isGap ? [] : rows.slice(offset, offset + limit);
	const end = offset + page.length;
	if (end >= rows.length || options.omitNextLink || limit === 0) return { page };
	const next: PagePosition = options.repeatNextLink
		? position
		: { offset: end, isGap: options.emptyPages && !isGap };
	return { page, nextLink: linkTo(request, next, options) };
}

function linkTo({ url, query, tenantId }: PageRequest, next: PagePosition, options: PagingOptions): string {
	const mark = fingerprint(url, query, tenantId);
	const token = Buffer.from(`${mark}:${next.offset}:${next.isGap ? 'gap' : 'page'}`).toString('base64url');
	const pairs = [...query].filter(([name]) => name !== '$skiptoken' && name !== '$skip');
	const text = [...pairs, ['$skiptoken', token]].map(
		([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`,
	);
	return `${linkOrigin(url, options)}${url.pathname}?${text.join('&')}`;
}

function linkOrigin(url: URL, { nextLinkOrigin }: PagingOptions): string {
	if (nextLinkOrigin === undefined) return url.origin;
	if (nextLinkOrigin !== 'alias') return nextLinkOrigin;
	return `${url.protocol}//localhost${url.port === '' ? '' : `:${url.port}`}`;
}

function fingerprint(url: URL, query: URLSearchParams, tenantId: string): string {
	const pairs = [...query].filter(
		([name]) => name.startsWith('$') && name !== '$skiptoken' && name !== '$skip',
	);
	const text = JSON.stringify([tenantId, url.pathname, pairs.sort()]);
	return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}
