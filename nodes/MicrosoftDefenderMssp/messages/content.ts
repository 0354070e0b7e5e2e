import type { Level } from './levels';
import type { MessageLink } from './links';

/** What every message says, whatever product shows it. Texts are one line each, without any escape. */
export interface MessageContent {
	/** What the workflow's builder wants in front: `[SOC]`. */
	heading?: string;
	level: Level;
	/** What happened: `New alert`. */
	event: string;
	title: string;
	/** Empty where the item names no tenant. */
	customer: string;
	description?: string;
	/** The most important first. */
	facts: Fact[];
	evidence: Fact[];
	/** How many lines of evidence were left out. */
	moreEvidence: number;
	links: MessageLink[];
	buttons: MessageButton[];
	/** Whether there may be buttons at all. */
	interactive: boolean;
}

export interface Fact {
	label: string;
	value: string;
}

/** A button that a workflow acts on. */
export interface MessageButton {
	name: 'assign' | 'close';
	label: string;
	/** Comes back when it is pressed: what to do, to what, in whose tenant. */
	data: Record<string, string>;
}

export interface ContentOptions {
	heading?: string;
	includeButtons: boolean;
	includeDescription: boolean;
	maxEvidence: number;
}
