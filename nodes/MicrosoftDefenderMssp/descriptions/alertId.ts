import { alertLocator } from './locators';

/** Parameter 'Alert' of every operation on one alert; read by `readAlertId`. */
export const alertIdProperty = alertLocator();
