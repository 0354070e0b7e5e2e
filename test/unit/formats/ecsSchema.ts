import { EcsFlat, EcsVersion } from '@elastic/ecs';

/** What is used here of a field's description in Elastic's own package. */
interface EcsField {
	type: string;
	normalize: readonly string[];
	allowed_values?: ReadonlyArray<{ name: string; expected_event_types?: readonly string[] }>;
	expected_values?: readonly string[];
}

const FIELDS: ReadonlyMap<string, EcsField> = new Map(Object.entries<EcsField>(EcsFlat));

/** The version of the schema. */
export const ecsVersion = EcsVersion;

/** The type of a field, with `[]` where ECS wants a list; undefined for what is no field of ECS. */
export function ecsTypeOf(name: string): string | undefined {
	const field = FIELDS.get(name);
	return field && `${field.type}${field.normalize.includes('array') ? '[]' : ''}`;
}

/** The values that a field may have; undefined where it may have any. */
export function ecsValuesOf(name: string): readonly string[] | undefined {
	const field = FIELDS.get(name);
	return field?.allowed_values?.map((value) => value.name) ?? field?.expected_values;
}

/** The types of events that ECS expects of a category; empty for what is no category. */
export function ecsTypesOfCategory(category: string): readonly string[] {
	const categories = FIELDS.get('event.category')?.allowed_values ?? [];
	return categories.find(({ name }) => name === category)?.expected_event_types ?? [];
}
