import { alertLocator } from './locators';

/** Parameter 'Alert' of every operation on one alert; read by `readReference`. */
export const alertIdProperty = alertLocator();
