import type { Failure, FailureKind } from '../core/failure';

/** Whom and what the failed token request was for. */
export interface TokenContext {
	tenantId: string;
	clientId: string;
	loginUrl: string;
	cloudName: string;
	/** How the user reaches this credential kind's sign-in. */
	delegated: boolean;
}

type Advice = Pick<Failure, 'appliesTo' | 'transient' | 'cause' | 'remedy' | 'link'>;

/** Where an administrator of the tenant allows the app. Source: Entra "admin consent endpoint". */
export function adminConsentLink({ loginUrl, tenantId, clientId }: TokenContext): string {
	return `${loginUrl}/${tenantId}/adminconsent?client_id=${encodeURIComponent(clientId)}`;
}

export interface ConsentLinkOptions extends Pick<TokenContext, 'loginUrl' | 'tenantId' | 'clientId'> {
	/** App ID URI of the API whose permissions are asked for. */
	audience: string;
	redirectUrl: string;
	state?: string;
}

/** The v2 form of the consent link, for one API and with a way back. Source: Entra "admin consent endpoint". */
export function consentLink(options: ConsentLinkOptions): string {
	const { loginUrl, tenantId, clientId, audience, redirectUrl, state } = options;
	const query = new URLSearchParams({
		client_id: clientId,
		scope: `${audience}/.default`,
		redirect_uri: redirectUrl,
		...(state !== undefined && { state }),
	});
	return `${loginUrl}/${tenantId}/v2.0/adminconsent?${query.toString()}`;
}

/** What a person should read about a refusal by Entra ID. */
export function entraAdvice(kind: FailureKind, context: TokenContext): Advice {
	return (ADVICE[kind] ?? unknownRefusal)(context);
}

const ofTenant = (cause: string, remedy: string, link?: string): Advice => ({
	appliesTo: 'tenant',
	transient: false,
	cause,
	remedy,
	...(link !== undefined && { link }),
});

const ofAll = (cause: string, remedy: string): Advice => ({
	appliesTo: 'all',
	transient: false,
	cause,
	remedy,
});

const passing = (cause: string): Advice => ({
	appliesTo: 'tenant',
	transient: true,
	cause,
	remedy: 'No action needed: it is tried again.',
});

const unknownRefusal = (): Advice =>
	ofTenant(
		'Microsoft Entra ID refused the sign-in for a reason this node does not know.',
		'Look the code up in the sign-in logs of the tenant.',
	);

const ADVICE: Partial<Record<FailureKind, (context: TokenContext) => Advice>> = {
	appDisabled: () =>
		ofTenant(
			'This customer has switched the app off.',
			'Ask the customer to allow sign-in again under Entra ID > Enterprise applications > your app > Properties.',
		),
	appRegistration: () =>
		ofAll(
			'The app registration does not fit this sign-in.',
			"Compare it with the set-up guide: supported account types 'any organizational directory', the redirect URL of n8n under platform 'Web', and the API permissions.",
		),
	badRequest: () =>
		ofTenant(
			'Microsoft Entra ID could not read the sign-in request.',
			"Check 'Tenant ID' and 'Client ID' in the credential.",
		),
	certificate: () =>
		ofAll(
			'Microsoft Entra ID did not accept the certificate.',
			"Check that 'Certificate' and 'Private Key' belong together, that the certificate is uploaded to the app registration and not expired, and that this machine's clock is right.",
		),
	consentMissing: (context) =>
		ofTenant(
			'This customer has not allowed the app, or has taken the permission back.',
			context.delegated
				? 'Ask an administrator of the customer to open the consent link, then connect the credential again.'
				: 'Ask an administrator of the customer to open the consent link; the next run picks it up.',
			adminConsentLink(context),
		),
	interactionRequired: (context) =>
		ofTenant(
			"This customer's sign-in rules (multi-factor authentication, Conditional Access or cross-tenant access) stopped the sign-in.",
			context.delegated
				? 'Connect the credential again with multi-factor authentication, or ask the customer to exclude your service account or service provider from the policy.'
				: 'Ask the customer to exclude the app from the policy.',
		),
	notLicensed: () =>
		ofTenant(
			'This customer has no subscription for the API.',
			"Check the customer's Defender licences, or use Source 'Alerts (Microsoft Graph)' for it.",
		),
	outage: () => passing('Microsoft Entra ID is not answering properly.'),
	secretExpired: () =>
		ofAll(
			'The client secret has expired.',
			"Create a new secret in the app registration and put its value into the credential's 'Client Secret'.",
		),
	secretWrong: () =>
		ofAll(
			'Microsoft Entra ID did not accept the client secret.',
			"Put the secret's value (not its ID) into the credential's 'Client Secret'.",
		),
	signInNeeded: ({ delegated }) =>
		delegated
			? ofAll(
					'The sign-in of this credential has ended.',
					"Open the credential and sign in again ('Connect' or 'Switch account').",
				)
			: ofAll(
					'Microsoft Entra ID did not accept the sign-in of the app.',
					"Check 'Client ID' and 'Client Secret' or 'Certificate' in the credential.",
				),
	tenantUnknown: ({ tenantId, cloudName }) =>
		ofTenant(
			`There is no tenant '${tenantId}' in cloud '${cloudName}'.`,
			"Check the ID under 'Customer Tenants' (or 'Tenant ID' in the credential) and the credential's 'Cloud'.",
		),
	throttled: () => passing('Microsoft Entra ID asked for fewer requests.'),
	userNotInTenant: () =>
		ofTenant(
			'The signed-in user is not known in this customer tenant.',
			'Invite the user as a guest or set up a GDAP relationship with this customer, or use the app-only credential.',
		),
	wrongCloud: ({ cloudName }) =>
		ofAll(
			`The tenant or the app does not live in cloud '${cloudName}'.`,
			"Choose the right 'Cloud' in the credential; an app must be registered in each cloud separately.",
		),
};
