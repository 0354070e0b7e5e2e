// A loop over nothing and a property whose condition never comes true pass whatever the code does.
afterEach(() => {
	const { assertionCalls, currentTestName } = expect.getState();
	if (assertionCalls === 0) throw new Error(`This test asserted nothing: ${String(currentTestName)}`);
});
