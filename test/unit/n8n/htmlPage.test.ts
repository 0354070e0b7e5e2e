import { clickablesOf, visibleText } from '../../n8n/htmlPage';

describe('clickablesOf', () => {
	it('reads the buttons of a form with its hidden fields', () => {
		const page = `<form method="post" action="/consent?x=1&amp;y=2">
			<input type="hidden" name="flow" value="a&quot;b">
			<button name="choice" value="accept"><b>Accept</b></button>
			<button name="choice" value="cancel">Cancel</button></form>`;
		const form = { method: 'POST', target: '/consent?x=1&y=2' };
		expect(clickablesOf(page)).toEqual([
			{
				...form,
				text: 'Accept',
				fields: [
					['flow', 'a"b'],
					['choice', 'accept'],
				],
			},
			{
				...form,
				text: 'Cancel',
				fields: [
					['flow', 'a"b'],
					['choice', 'cancel'],
				],
			},
		]);
	});

	it('reads links by the words a reader sees', () => {
		expect(clickablesOf(`<a class=tile href='next?u=1'><div>Kim</div> kim@contoso.example</a>`)).toEqual([
			{ method: 'GET', text: 'Kim kim@contoso.example', target: 'next?u=1', fields: [] },
		]);
	});
});

it('visibleText leaves out what a reader does not see', () => {
	expect(visibleText('<style>a{}</style><p>Need&nbsp;admin</p>\n<p>approval</p><script>x</script>')).toBe(
		'Need&nbsp;admin approval',
	);
});
