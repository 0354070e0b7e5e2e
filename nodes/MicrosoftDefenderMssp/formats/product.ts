import type { SimpleAlert } from '../core/alert';
import { entryOf } from '../core/knownWords';

/** Microsoft's names of the products behind Graph's `serviceSource`. */
const PRODUCTS: Readonly<Record<string, string>> = {
	microsoftDefenderForEndpoint: 'Microsoft Defender for Endpoint',
	microsoftDefenderForIdentity: 'Microsoft Defender for Identity',
	microsoftDefenderForCloudApps: 'Microsoft Defender for Cloud Apps',
	microsoftDefenderForOffice365: 'Microsoft Defender for Office 365',
	microsoft365Defender: 'Microsoft Defender XDR',
	azureAdIdentityProtection: 'Microsoft Entra ID Protection',
	microsoftAppGovernance: 'Microsoft App Governance',
	dataLossPrevention: 'Microsoft Purview Data Loss Prevention',
	microsoftDefenderForCloud: 'Microsoft Defender for Cloud',
	microsoftSentinel: 'Microsoft Sentinel',
	microsoftInsiderRiskManagement: 'Microsoft Purview Insider Risk Management',
	microsoftThreatIntelligence: 'Microsoft Threat Intelligence',
	microsoftSecurityForAI: 'Microsoft Security for AI',
};

/** The product that raised an alert, by the service's own name of it where there is one; incidents are of Defender XDR. */
export const productOf = (
	{ productName, serviceSource }: Pick<SimpleAlert, 'productName' | 'serviceSource'>,
	isIncident = false,
): string =>
	productName ??
	entryOf(PRODUCTS, serviceSource) ??
	(isIncident ? 'Microsoft Defender XDR' : 'Microsoft Defender');
