import { AdaptiveCard, SerializationContext, Versions } from 'adaptivecards';

/** What Microsoft's own reader of Adaptive Cards finds when it reads a card as Teams does, which knows version 1.5. */
export function cardParserProblems(card: unknown): string[] {
	const context = new SerializationContext(Versions.v1_5);
	const parsed = new AdaptiveCard();
	parsed.parse(card, context);
	const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index));
	return [...events, ...parsed.validateProperties().validationEvents].map(({ message }) => message);
}
