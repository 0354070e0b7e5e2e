import { createHash } from 'node:crypto';

import { exampleDevice, exampleUser, type AlertDevice, type AlertInput, type AlertUser } from '../record';

/** Whose alert a story is, whom it happens to, and when. */
export interface Scene {
	tenantId: string;
	/** The customer's; all that is theirs has its name in it. */
	domain: string;
	user: AlertUser;
	device: AlertDevice;
	/** Tells the alerts of a customer apart. */
	number: number;
	/** Milliseconds since 1970. */
	time: number;
}

/** An alert as one of Microsoft's services raises it; the same for the same scene. */
export type Story = (scene: Scene) => AlertInput;

/** A scene with a person and a device that every customer has. */
export function sceneOf(
	{ tenantId, domain }: Pick<Scene, 'tenantId' | 'domain'>,
	time: number,
	number = 0,
): Scene {
	return { tenantId, domain, user: exampleUser(domain), device: exampleDevice(domain), number, time };
}

/** A time of the story, as Graph prints it. */
export const minutesBefore = ({ time }: Scene, minutes: number): string =>
	new Date(time - minutes * 60_000).toISOString();

/** An id of something that the customer has at any time, as a subscription. */
export const lastingId = ({ tenantId }: Scene, label: string): string => madeUpGuid(`${tenantId} ${label}`);

/** An id of something that is of this alert alone, as a message. */
export const eventId = ({ tenantId, number }: Scene, label: string): string =>
	madeUpGuid(`${tenantId} ${number} ${label}`);

/** A digest in hex, as of a file with this content. */
export const digest = (algorithm: 'md5' | 'sha1' | 'sha256', content: string): string =>
	createHash(algorithm).update(content).digest('hex');

/** The customer's name as it stands in the names of their things. */
export const shortName = ({ domain }: Pick<Scene, 'domain'>): string => domain.split('.')[0] ?? domain;

/** The zeros show that nobody has this GUID. */
function madeUpGuid(seed: string): string {
	const hex = digest('sha256', seed);
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-8${hex.slice(15, 18)}-000000${hex.slice(18, 24)}`;
}
