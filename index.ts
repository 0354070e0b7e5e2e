export type { EventItem, ItemEvent, AlertItem } from './nodes/MicrosoftDefenderMssp/core/item';
export type { SimpleAlert } from './nodes/MicrosoftDefenderMssp/core/alert';
export type { Tenant, TenantLabels } from './nodes/MicrosoftDefenderMssp/core/tenant';
export { simplifyDefenderAlert } from './nodes/MicrosoftDefenderMssp/core/simplify/defenderAlert';
export { simplifyGraphAlert } from './nodes/MicrosoftDefenderMssp/core/simplify/graphAlert';
