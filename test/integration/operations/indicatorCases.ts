import type { IDataObject } from 'n8n-workflow';
import type { IndicatorInput, Tenant } from '../../emulator';
import { CLIENT_ID } from '../../support/mssp';

export const EVIL = { indicatorValue: 'evil.example', indicatorTitle: 'Evil', indicatorDescription: 'Seen' };

export const path = /^\/api\/indicators$/;

export const common = { resource: 'indicator', api: 'defender', permission: 'Ti.ReadWrite' } as const;

/** An indicator that the app itself created. */
export const ours = (tenant: Tenant, input: IndicatorInput = {}) =>
	tenant.addIndicator({ createdBy: CLIENT_ID, ...input });

export const hash = (index: number) => index.toString(16).padStart(64, '0');

export const hashes = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({ value: hash(index) }));

export const fromItem = { ...EVIL, indicatorValue: '={{ $json.value }}' };

export const bodies = (requests: Array<{ body?: unknown }>) =>
	requests.map(({ body }) => body as IDataObject);
