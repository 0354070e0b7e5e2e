/** Whether an execution exists; n8n says so only when it has ended, or could not be started. */
export type Answer = 'arrived' | 'failed';

/** What a process remembers of a trigger's hand-overs. */
export interface DeliveryMemory {
	/** Tells this process's hand-overs from those of one before. */
	processId: string;
	/** The state that it left behind last, as n8n was given it. */
	latest?: object;
	/** By the number of the state that went with them. */
	handOvers: Map<number, HandedOver>;
}

export interface HandedOver {
	/** Milliseconds by a clock that nobody sets. */
	at: number;
	/** Absent while n8n has not said what became of it. */
	answer?: Answer;
}

export const createDeliveryMemory = (processId: string): DeliveryMemory => ({
	processId,
	handOvers: new Map(),
});

/** As many as are ever asked for: a state holds those of some minutes. */
const MOST_REMEMBERED = 500;

/** Remembers a hand-over, and what n8n says of it as soon as it does. */
export function remember(
	{ handOvers }: DeliveryMemory,
	sequence: number,
	answers: Array<Promise<Answer>>,
	now: number,
): Promise<Answer> {
	const handedOver: HandedOver = { at: now };
	handOvers.set(sequence, handedOver);
	for (const oldest of [...handOvers.keys()].slice(0, -MOST_REMEMBERED)) handOvers.delete(oldest);
	return answerOf(answers).then((answer) => {
		handedOver.answer = answer;
		return answer;
	});
}

/** That one failed is known at once, that all arrived only when the last one has. */
async function answerOf(answers: Array<Promise<Answer>>): Promise<Answer> {
	const failure = new Promise<Answer>((resolve) => {
		for (const answer of answers) {
			void answer.then((said) => {
				if (said === 'failed') resolve(said);
			});
		}
	});
	const all = Promise.all(answers).then((said): Answer => (said.includes('failed') ? 'failed' : 'arrived'));
	return await Promise.race([failure, all]);
}
