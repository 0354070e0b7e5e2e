import type { Resource } from '../resource';
import { deleteIndicators } from './delete.operation';
import { getManyIndicators } from './getAll.operation';
import { upsertIndicator } from './upsert.operation';

/** Resource Indicator. */
export const indicator: Resource = {
	title: 'Indicator',
	value: 'indicator',
	preset: 'upsert',
	operations: { delete: deleteIndicators, getAll: getManyIndicators, upsert: upsertIndicator },
};
