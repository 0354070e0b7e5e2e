import { incidentLocator } from './locators';

/** Parameter 'Incident' of every operation on one incident; read by `readReference`. */
export const incidentIdProperty = incidentLocator();
