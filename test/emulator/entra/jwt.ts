import { constants, createSign, createVerify, type KeyObject } from 'node:crypto';

export interface DecodedJwt {
	header: Record<string, unknown>;
	claims: Record<string, unknown>;
	/** `header.claims` as signed. */
	signedPart: string;
	signature: Buffer;
}

export type JwtAlgorithm = 'RS256' | 'PS256';

/** Header and claims of a compact JWT, not verified; undefined when it is none. */
export function decodeJwt(token: string): DecodedJwt | undefined {
	const [header, claims, signature, ...rest] = token.split('.');
	if (header === undefined || claims === undefined || !signature || rest.length > 0) return undefined;
	const decodedHeader = jsonObject(header);
	const decodedClaims = jsonObject(claims);
	if (!decodedHeader || !decodedClaims) return undefined;
	return {
		header: decodedHeader,
		claims: decodedClaims,
		signedPart: `${header}.${claims}`,
		signature: Buffer.from(signature, 'base64url'),
	};
}

/** Whether the signature is right for the key; PS256 uses PSS padding with a salt of digest length. */
export function verifyJwt(jwt: DecodedJwt, algorithm: JwtAlgorithm, key: KeyObject): boolean {
	return createVerify('sha256')
		.update(jwt.signedPart)
		.verify({ key, ...padding(algorithm) }, jwt.signature);
}

/** A compact JWT over the claims. */
export function signJwt(
	header: Record<string, unknown> & { alg: JwtAlgorithm },
	claims: Record<string, unknown>,
	key: KeyObject,
): string {
	const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const signedPart = `${part(header)}.${part(claims)}`;
	const signature = createSign('sha256')
		.update(signedPart)
		.sign({ key, ...padding(header.alg) });
	return `${signedPart}.${signature.toString('base64url')}`;
}

function padding(algorithm: JwtAlgorithm) {
	return algorithm === 'PS256'
		? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
		: { padding: constants.RSA_PKCS1_PADDING };
}

function jsonObject(part: string): Record<string, unknown> | undefined {
	try {
		const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
		// SAFETY: a JSON value that is an object and no array has string keys.
		return typeof value === 'object' && value !== null && !Array.isArray(value)
			? (value as Record<string, unknown>)
			: undefined;
	} catch {
		// Not JSON, hence not a JWT: the caller says what that means.
		return undefined;
	}
}
