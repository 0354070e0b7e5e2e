/** Whether an ID is met for the first time; it is known from then on. */
export function isNew(id: string, known: Set<string>): boolean {
	const before = known.size;
	return known.add(id).size > before;
}
