/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/nodes', '<rootDir>/credentials', '<rootDir>/test', '<rootDir>/demo'],
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	transform: {
		'^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
	},
	// Its main file is ES modules, with imports that Node does not resolve; the same code as one script is beside it.
	moduleNameMapper: { '^adaptivecards$': 'adaptivecards/dist/adaptivecards.js' },
	modulePathIgnorePatterns: ['<rootDir>/.cache', '<rootDir>/dist'],
	globalSetup: '<rootDir>/test/support/globalSetup.ts',
	globalTeardown: '<rootDir>/test/support/globalTeardown.ts',
	setupFiles: ['<rootDir>/test/support/setup.ts'],
	setupFilesAfterEnv: ['<rootDir>/test/support/everyTestAsserts.ts'],
	testTimeout: 30_000,
	// The default leaves one core idle, which on two cores is half of the time.
	maxWorkers: '100%',
};
