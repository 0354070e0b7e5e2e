/** Folder and name with the separator that the folder is written with. The services mostly send the folder alone. */
export function fullPath({ path, name }: { path?: string; name?: string }): string | undefined {
	if (path === undefined || name === undefined || isNamed(path, name)) return path;
	const separator = path.includes('/') && !path.includes('\\') ? '/' : '\\';
	return isSeparator(path.slice(-1)) ? `${path}${name}` : `${path}${separator}${name}`;
}

/** Whether the path ends with the name already; on Windows either may be in capitals. */
function isNamed(path: string, name: string): boolean {
	const start = path.length - name.length;
	return (
		(start === 0 || isSeparator(path.charAt(start - 1))) &&
		path.slice(start).toLowerCase() === name.toLowerCase()
	);
}

const isSeparator = (character: string): boolean => character === '\\' || character === '/';
