/** The settings of the process, which n8n reads its own from. */
export const environmentOfProcess = (): NodeJS.ProcessEnv => process.env;
