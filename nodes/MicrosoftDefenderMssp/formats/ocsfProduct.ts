import type { SimpleAlert } from '../core/alert';
import type { JsonObject } from '../core/json';
import { entryOf } from '../core/knownWords';
import { present } from './present';

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

/** The product that raised the alert, and as its feature what in it detected something. */
export const ocsfProduct = ({ productName, serviceSource, detectionSource }: SimpleAlert): JsonObject => ({
	name: productName ?? entryOf(PRODUCTS, serviceSource) ?? 'Microsoft Defender',
	vendor_name: 'Microsoft',
	...present({ uid: serviceSource, feature: present({ name: detectionSource }) }),
});
