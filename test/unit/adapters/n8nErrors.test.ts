import { NodeOperationError } from 'n8n-workflow';

import {
	failureMessage,
	failureRemedy,
	toNodeError,
} from '../../../nodes/MicrosoftDefenderMssp/adapters/n8nErrors';
import type { FailureKind } from '../../../nodes/MicrosoftDefenderMssp/core/failure';
import { CONTOSO, lasting, passing } from '../core/builders';
import { failureKinds } from '../docs/failureTable';
import { node } from './builders';

const MENDED_IN_THE_NODE = ['badRequest', 'configuration', 'hostNotAllowed', 'wrongCloud'];
const kinds = failureKinds() as FailureKind[];

describe('toNodeError', () => {
	it('is an error of the node with what happened and what to do', () => {
		const error = toNodeError(node, lasting({ code: 'AADSTS65001', link: 'https://login.example/x' }));
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toBe('The app is not allowed. [AADSTS65001]');
		expect(error.description).toBe('Open the consent link. Link: https://login.example/x');
	});

	it('names the customer in front of what concerns it alone, and the item', () => {
		const error = toNodeError(node, lasting(), { tenant: CONTOSO, itemIndex: 3 });
		expect(error.message).toBe(`Contoso (${CONTOSO.id}): The app is not allowed.`);
		expect(error.context.itemIndex).toBe(3);
	});

	it.each(['ECONNREFUSED', 'ENOTFOUND', 'ResourceNotFound, HTTP 404', 'HTTP 429'])(
		'keeps its message although it has %s in it, which n8n would replace by a general sentence',
		(code) => {
			expect(toNodeError(node, lasting({ code })).message).toBe(`The app is not allowed. [${code}]`);
		},
	);
});

describe("what n8n's backoff reads off an error", () => {
	const classOf = (part: Parameters<typeof lasting>[0]) => toNodeError(node, lasting(part)).failure;

	it.each(kinds)('tells a lasting %s as something that no waiting mends', (kind) => {
		expect(classOf({ kind })).toEqual({
			cause: MENDED_IN_THE_NODE.includes(kind) ? 'configuration-invalid' : 'credential-invalid',
		});
	});

	it.each(kinds)('tells a passing %s as something to try again', (kind) => {
		expect(classOf({ kind, transient: true })).toEqual({
			cause: kind === 'throttled' ? 'rate-limited' : 'temporarily-unavailable',
		});
	});

	it.each([0, 1000, 3_600_000])('tells how long the service asked to stay away: %d ms', (retryAfterMs) => {
		expect(toNodeError(node, passing({ kind: 'throttled', retryAfterMs })).failure).toEqual({
			cause: 'rate-limited',
			retryAfterMs,
		});
	});
});

describe('failureMessage', () => {
	it('names no customer where the failure concerns all of them', () => {
		expect(failureMessage(lasting({ appliesTo: 'all' }), CONTOSO)).toBe('The app is not allowed.');
	});

	it('names a customer without name by its ID alone', () => {
		expect(failureMessage(lasting(), { id: 'x.example', name: 'x.example' })).toBe(
			'x.example: The app is not allowed.',
		);
	});

	it.each([
		['Contoso', 'Contoso: The app is not allowed.'],
		['', 'The app is not allowed.'],
	])('names a customer whose ID was not filled in by its name %j', (name, message) => {
		expect(failureMessage(lasting(), { id: '', name })).toBe(message);
	});
});

describe('failureRemedy', () => {
	it('says what to do, and where if that is known', () => {
		expect(failureRemedy(lasting())).toBe('Open the consent link.');
		expect(failureRemedy(lasting({ link: 'https://x.example' }))).toBe(
			'Open the consent link. Link: https://x.example',
		);
	});
});
