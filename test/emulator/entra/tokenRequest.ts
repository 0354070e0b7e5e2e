import type { RecordedRequest } from '../types';
import type { AppRegistration, World } from '../world';
import type { ClientProof } from './clientAuthentication';
import type { Authority } from './directory';

/** A token request whose client is proven. */
export interface TokenRequest {
	world: World;
	version: 'v1' | 'v2';
	segment: string;
	authority: Authority;
	app: AppRegistration;
	clientProof: ClientProof;
	form: URLSearchParams;
	/** The `cp1` capability, declared in the `claims` parameter. */
	handlesClaims: boolean;
	recorded: RecordedRequest;
}

/** What a grant answers; the v1 endpoint shows its numbers as strings. */
export interface TokenAnswer {
	audience: string;
	accessToken: string;
	/** Absent for app-only tokens. */
	scope?: string;
	refreshToken?: string;
	idToken?: string;
	clientInfo?: string;
}
