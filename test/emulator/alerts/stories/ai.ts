import { addressOf, graphOnly, personOf } from './parts';
import { lastingId, type Story } from './scene';
import { services } from './services';

/** Somebody talks an agent of the customer into what it may not do. */
export const agentJailbreak: Story = (scene) =>
	graphOnly({
		...services.ai,
		title: 'A jailbreak attempt on an AI agent was detected',
		description:
			'A user asked an agent again and again to leave its instructions and to show records of others.',
		severity: 'medium',
		category: 'PrivilegeEscalation',
		mitreTechniques: [],
		moreEvidence: [
			{
				kind: 'aiAgent',
				roles: ['attacked'],
				agentId: lastingId(scene, 'help desk agent'),
				agentName: 'Help desk agent',
				hostingPlatformType: 'copilotStudio',
				instructions: 'Answer questions about orders. Never show an order of somebody else.',
			},
			personOf(scene, { roles: ['attacker'] }),
			addressOf('198.51.100.31', { roles: ['source'] }),
		],
	});
