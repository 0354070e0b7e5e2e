import { runtimePackages } from './runtimePackages';

const packages = runtimePackages();

/** May be used by an MIT package without passing on more than a notice: no copyleft, no field of use. */
const COMPATIBLE = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

/**
 * First versions without the known vulnerabilities of high or above that these packages had. `npm run audit` in the workflows asks
 * the registry; this also holds where it cannot be reached. Source: GitHub Advisory Database.
 */
const REPAIRED: Record<string, string> = {
	// CVE-2022-23529, -23539, -23540, -23541: keys and algorithms that were not checked.
	jsonwebtoken: '9.0.0',
	// CVE-2016-1000223 and CVE-2025-65945: signatures that were not verified.
	jws: '4.0.1',
	// CVE-2023-22467: a pattern that a long date brings to a standstill.
	luxon: '3.2.1',
	// CVE-2015-8315: the same with a long duration.
	ms: '2.0.0',
	// CVE-2022-25883: the same with a long range.
	semver: '7.5.2',
};

/** Of two versions of the form 1.2.3. */
const isEarlier = (version: string, other: string) =>
	version.localeCompare(other, 'en', { numeric: true }) < 0;

describe('what is installed with the package', () => {
	it('is little, and is all known', () => {
		expect(packages.map(({ name }) => name).sort()).toEqual([
			'@azure/msal-common',
			'@azure/msal-node',
			'buffer-equal-constant-time',
			'ecdsa-sig-formatter',
			'jsonwebtoken',
			'jwa',
			'jws',
			'lodash.includes',
			'lodash.isboolean',
			'lodash.isinteger',
			'lodash.isnumber',
			'lodash.isplainobject',
			'lodash.isstring',
			'lodash.once',
			'luxon',
			'ms',
			'safe-buffer',
			'semver',
		]);
	});

	it('has licences that go with MIT', () => {
		expect(packages.filter(({ license }) => !COMPATIBLE.includes(license))).toEqual([]);
	});

	it('runs nothing when it is installed', () => {
		expect(packages.filter(({ hasInstallScript }) => hasInstallScript)).toEqual([]);
	});

	it.each(Object.entries(REPAIRED))('has a %s of %s or later, which is repaired', (name, repaired) => {
		const versions = packages.filter((locked) => locked.name === name).map(({ version }) => version);
		expect(versions.length).toBeGreaterThan(0);
		expect(versions.filter((version) => isEarlier(version, repaired))).toEqual([]);
	});
});
