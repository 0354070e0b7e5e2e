import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Extracts of the published schemas: names, types and allowed values. Each file names its source and licence. */
const read = (name: string): unknown =>
	JSON.parse(readFileSync(join(__dirname, 'schemas', `${name}.json`), 'utf8'));

export interface CefDictionary {
	header: Record<string, number>;
	texts: Record<string, number>;
	types: Record<string, string>;
}

export interface OcsfObjectType {
	attributes: Record<string, string>;
	required?: string[];
	enums?: Record<string, Record<string, string>>;
	constraints?: { at_least_one?: string[]; just_one?: string[] };
}

export interface OcsfValueType {
	type?: string;
	regex?: string;
	max_len?: number;
	range?: number[];
}

export interface OcsfSchema {
	version: string;
	types: Record<string, OcsfValueType>;
	detection_finding: OcsfObjectType;
	objects: Record<string, OcsfObjectType>;
}

export const cefDictionary = read('cef') as CefDictionary;
export const ocsfSchema = read('ocsf') as OcsfSchema;
