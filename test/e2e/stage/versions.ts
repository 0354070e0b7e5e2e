/** The n8n that everything is tested with. */
export const currentN8n = '2.41.1';

/** The newest n8n 1, and one between it and the current one. */
export const olderN8n = ['1.123.81', '2.20.12'] as const;
