import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the published schemas say: names, types and allowed values. Each file names its source and licence. */
const read = (name: string): unknown =>
	JSON.parse(readFileSync(join(__dirname, 'schemas', `${name}.json`), 'utf8'));

export interface CefDictionary {
	header: Record<string, number>;
	texts: Record<string, number>;
	types: Record<string, string>;
}

/** An attribute under the words of OCSF. A type that ends in `[]` is a list; `deprecated` tells since which version it is so. */
export interface OcsfAttribute {
	type: string;
	/** Optional where it is not told. */
	requirement?: 'required' | 'recommended';
	/** The attribute that has the caption of the value. */
	sibling?: string;
	enum?: Record<string, string>;
	deprecated_values?: string[];
	/** It belongs only to a document that names one of them. */
	profiles?: string[];
	extension?: string;
	deprecated?: string;
}

export interface OcsfObjectType {
	attributes: Record<string, OcsfAttribute>;
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
	extensions: Array<{ name: string; uid: string; version: string }>;
	profiles: string[];
	types: Record<string, OcsfValueType>;
	detection_finding: OcsfObjectType;
	objects: Record<string, OcsfObjectType>;
}

export const cefDictionary = read('cef') as CefDictionary;
export const ocsfSchema = read('ocsf') as OcsfSchema;
