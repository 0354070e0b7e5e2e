import assert from 'node:assert/strict';
import type { Emulator, RecordedRequest } from '../../emulator';

/** Every answer of the token endpoint that renewed a sign-in, oldest first. */
export function renewals({ requests }: Pick<Emulator, 'requests'>): RecordedRequest[] {
	return requests(({ form, status }) => form?.grant_type === 'refresh_token' && status === 200);
}

/** Throws unless each renewal used the refresh token that the one before had brought: none was lost or used again. */
export function assertRotating(renewed: RecordedRequest[]): void {
	assert.ok(renewed.length >= 2, `the sign-in was renewed several times, not ${renewed.length}`);
	for (const [index, request] of renewed.entries()) {
		const before = renewed[index - 1];
		if (before === undefined) continue;
		assert.equal(
			request.redeemedRefreshTokenId,
			before.issued?.refreshTokenId,
			'a renewal redeems the refresh token of the renewal before',
		);
		assert.notEqual(
			request.redeemedRefreshTokenId,
			before.redeemedRefreshTokenId,
			'the refresh token rotates',
		);
	}
}
