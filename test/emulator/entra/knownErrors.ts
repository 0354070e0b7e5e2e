export interface KnownError {
	error: string;
	status?: number;
	suberror?: string;
	text: string;
}

/** AADSTS codes with the `error` they come with and their text (microsoft-apis, error body table). */
export const knownErrors: Readonly<Record<number, KnownError>> = {
	50011: {
		error: 'invalid_client',
		text: 'The redirect URI specified in the request does not match the redirect URIs configured for the application.',
	},
	50012: {
		error: 'invalid_client',
		status: 401,
		text: 'Authentication failed: the client assertion was already used.',
	},
	50013: { error: 'invalid_client', status: 401, text: 'Assertion failed signature validation.' },
	50020: {
		error: 'invalid_grant',
		text: 'User account from identity provider does not exist in tenant and cannot access the application in that tenant. The account needs to be added as an external user in the tenant first.',
	},
	50027: { error: 'invalid_request', text: 'JWT token is invalid or malformed.' },
	50034: { error: 'invalid_grant', text: 'The user account does not exist in the directory.' },
	50055: { error: 'invalid_grant', suberror: 'user_password_expired', text: 'The password is expired.' },
	50058: { error: 'login_required', text: 'A silent sign-in request was sent but no user is signed in.' },
	50074: { error: 'invalid_grant', suberror: 'basic_action', text: 'Strong Authentication is required.' },
	50076: {
		error: 'invalid_grant',
		suberror: 'basic_action',
		text: 'Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.',
	},
	50079: {
		error: 'invalid_grant',
		suberror: 'basic_action',
		text: 'Due to a configuration change made by your administrator, you must enroll in multi-factor authentication to access the resource.',
	},
	50105: {
		error: 'access_denied',
		text: 'The signed in user is not assigned to a role for the application.',
	},
	50148: {
		error: 'invalid_grant',
		text: 'The code_verifier does not match the code_challenge supplied in the authorization request for PKCE.',
	},
	50173: {
		error: 'invalid_grant',
		suberror: 'bad_token',
		text: 'The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.',
	},
	50194: {
		error: 'invalid_request',
		text: 'Application is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps created after 10/15/2018. Use a tenant-specific endpoint or configure the application to be multi-tenant.',
	},
	50196: {
		error: 'invalid_grant',
		text: 'The server terminated an operation because it encountered a client request loop. Please contact your app vendor.',
	},
	53003: {
		error: 'invalid_grant',
		suberror: 'message_only',
		text: 'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
	},
	54005: {
		error: 'invalid_grant',
		text: 'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
	},
	65001: {
		error: 'invalid_grant',
		suberror: 'consent_required',
		text: 'The user or administrator has not consented to use the application. Send an interactive authorization request for this user and resource.',
	},
	65004: { error: 'access_denied', text: 'User declined to consent to access the app.' },
	70000: { error: 'invalid_grant', suberror: 'bad_token', text: 'Provided grant is invalid or malformed.' },
	70001: { error: 'unauthorized_client', text: 'The application is disabled.' },
	70003: { error: 'unsupported_grant_type', text: 'The app requested an unsupported grant type.' },
	70008: {
		error: 'invalid_grant',
		text: 'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
	},
	70011: { error: 'invalid_scope', text: 'The provided request must include a valid scope input parameter.' },
	70043: {
		error: 'invalid_grant',
		suberror: 'token_expired',
		text: 'The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.',
	},
	28000: {
		error: 'invalid_request',
		text: 'Provided value for the input parameter scope is not valid because it contains more than one resource.',
	},
	90002: {
		error: 'invalid_request',
		text: 'Tenant not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.',
	},
	90014: {
		error: 'invalid_request',
		text: 'The required field is missing from the credential. Ensure that you have all the necessary parameters for the login request.',
	},
	90023: { error: 'invalid_request', text: 'The authentication service request is not valid.' },
	90033: {
		error: 'temporarily_unavailable',
		status: 503,
		text: 'A transient error has occurred. Please try again.',
	},
	90055: {
		error: 'temporarily_unavailable',
		status: 429,
		text: 'Requests are throttled because the tenant received too many of them.',
	},
	90094: {
		error: 'access_denied',
		text: 'An administrator of the organization has to grant the permissions that the application asks for.',
	},
	90099: {
		error: 'unauthorized_client',
		text: 'The application has not been authorized in the tenant. Applications must be authorized to access the customer tenant before partner delegated administrators can use them.',
	},
	500011: {
		error: 'invalid_resource',
		text: 'The resource principal was not found in the tenant. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.',
	},
	500112: {
		error: 'invalid_client',
		text: 'The reply address does not match the reply address provided when requesting Authorization code.',
	},
	500212: {
		error: 'access_denied',
		text: "The user's administrator has set an outbound access policy that does not allow access to the resource tenant.",
	},
	500213: {
		error: 'access_denied',
		text: "The resource tenant's cross-tenant access policy does not allow this user to access this tenant.",
	},
	530032: {
		error: 'invalid_grant',
		suberror: 'message_only',
		text: 'Access has been blocked by security policy.',
	},
	650052: {
		error: 'invalid_client',
		text: 'The app is trying to access a service that your organization lacks a service principal for. Contact your IT Admin to review the configuration of your service subscriptions or consent to the application in order to create the required service principal.',
	},
	650053: {
		error: 'invalid_client',
		text: 'The application asked for a scope that does not exist on the resource. Contact the app vendor.',
	},
	650057: {
		error: 'invalid_resource',
		text: "The client has requested access to a resource which is not listed in the requested permissions in the client's application registration.",
	},
	700005: {
		error: 'invalid_grant',
		text: 'Provided Authorization Code is intended to use against other tenant, thus rejected.',
	},
	700016: {
		error: 'unauthorized_client',
		text: 'Application was not found in the directory. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.',
	},
	700021: {
		error: 'invalid_client',
		status: 401,
		text: "Client assertion application identifier doesn't match 'client_id' parameter.",
	},
	700023: {
		error: 'invalid_client',
		status: 401,
		text: 'Client assertion audience claim does not match Realm issuer.',
	},
	700024: {
		error: 'invalid_client',
		status: 401,
		text: 'Client assertion is not within its valid time range. Ensure that the assertion is not expired or its validity not in the future.',
	},
	700025: {
		error: 'invalid_client',
		status: 401,
		text: "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
	},
	700027: {
		error: 'invalid_client',
		status: 401,
		text: 'The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found.]',
	},
	700051: { error: 'unsupported_response_type', text: 'response_type is not enabled for the application.' },
	700082: {
		error: 'invalid_grant',
		text: 'The refresh token has expired due to inactivity. The token was inactive for 90.00:00:00.',
	},
	900023: {
		error: 'invalid_request',
		text: 'Specified tenant identifier is neither a valid DNS name, nor a valid external domain.',
	},
	900144: { error: 'invalid_request', text: 'The request body must contain a required parameter.' },
	900561: { error: 'invalid_request', status: 405, text: 'The endpoint only accepts POST requests.' },
	901002: { error: 'invalid_request', text: "The 'resource' request parameter is not supported." },
	1002012: {
		error: 'invalid_scope',
		text: 'The provided value for scope is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).',
	},
	7000112: { error: 'unauthorized_client', text: 'Application is disabled.' },
	7000215: {
		error: 'invalid_client',
		status: 401,
		text: 'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to the app.',
	},
	7000218: {
		error: 'invalid_client',
		status: 401,
		text: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
	},
	7000222: {
		error: 'invalid_client',
		status: 401,
		text: 'The provided client secret keys for the app are expired. Visit the Azure portal to create new keys for your app, or consider using certificate credentials for added security.',
	},
	7000229: {
		error: 'invalid_client',
		status: 401,
		text: 'The client application is missing service principal in the tenant.',
	},
	9001023: {
		error: 'invalid_request',
		text: "The grant type 'client_credentials' is not supported over the /common, /organizations or /consumers endpoints. Please use the tenant-specific endpoint.",
	},
	9002326: {
		error: 'invalid_request',
		text: "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type.",
	},
	9002332: {
		error: 'invalid_request',
		text: 'Application is configured for use by Microsoft Entra users only. Please do not use the /consumers endpoint to serve this request.',
	},
};
