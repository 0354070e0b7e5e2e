import { fullPath } from '../../../nodes/MicrosoftDefenderMssp/core/filePath';

describe('fullPath', () => {
	it.each([
		[{ path: 'C:\\a', name: 'b' }, 'C:\\a\\b'],
		[{ path: 'C:\\a\\', name: 'b' }, 'C:\\a\\b'],
		[{ path: '/a', name: 'b' }, '/a/b'],
		[{ path: 'C:\\a\\b', name: 'B' }, 'C:\\a\\b'],
		[{ path: 'C:\\club', name: 'b' }, 'C:\\club\\b'],
		[{ path: 'b', name: 'b' }, 'b'],
		[{ name: 'b' }, undefined],
		[{ path: '/a' }, '/a'],
	])('of %p is %s', (file, path) => {
		expect(fullPath(file)).toBe(path);
	});
});
