import type { MessageFormat } from '../../../nodes/MicrosoftDefenderMssp/messages/formats';
import { adaptiveCardProblems } from './adaptiveCard';
import { blockKitProblems } from './blockKit';
import { htmlProblems, markdownProblems, plainMessageProblems } from './markup';

/** What is wrong with a message for its product; nothing, one hopes. */
export const PROBLEMS: Readonly<Record<MessageFormat, (message: never) => string[]>> = {
	html: (message: { subject: string; html: string; text: string }) => [
		...htmlProblems(message),
		...plainMessageProblems(message),
	],
	markdown: markdownProblems,
	slack: blockKitProblems,
	teams: adaptiveCardProblems,
	text: plainMessageProblems,
};

export const problemsOf = (format: MessageFormat, message: object): string[] =>
	PROBLEMS[format](message as never);
