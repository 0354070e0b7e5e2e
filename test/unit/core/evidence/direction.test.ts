import { addressesOf, directionOf } from '../../../../nodes/MicrosoftDefenderMssp/core/evidence/direction';
import { readGraphEvidence } from '../../../../nodes/MicrosoftDefenderMssp/core/evidence/readGraph';

const evidence = (type: string, part: object) => ({
	'@odata.type': `#microsoft.graph.security.${type}Evidence`,
	...part,
});

describe('the direction of traffic', () => {
	it.each([
		[['source'], 'source'],
		[['attacker'], 'source'],
		[['destination'], 'destination'],
		[['commandAndControl'], 'destination'],
		[['attacked'], 'destination'],
		[['contextual', 'attacked'], 'destination'],
		[['compromised'], undefined],
		[['aRoleToCome'], undefined],
		[[], undefined],
	])('of roles %j is %s', (roles, direction) => {
		expect(directionOf(roles)).toBe(direction);
	});

	it('is told by the ends of a connection, with their ports', () => {
		const connection = evidence('networkConnection', {
			sourceAddress: { ipAddress: '192.0.2.7' },
			sourcePort: 50123,
			destinationAddress: { ipAddress: '2001:db8::9' },
			destinationPort: 443,
			protocol: 'tcp',
		});
		const pieces = readGraphEvidence([connection]);
		expect(pieces[0]).toMatchObject({ name: '192.0.2.7:50123 → [2001:db8::9]:443' });
		expect(addressesOf(pieces.slice(0, 1))).toEqual([
			{ address: '192.0.2.7', direction: 'source', port: 50123 },
			{ address: '2001:db8::9', direction: 'destination', port: 443 },
		]);
		expect(pieces.slice(1).map(({ ip, roles }) => [ip, roles])).toEqual([
			['192.0.2.7', ['source']],
			['2001:db8::9', ['destination']],
		]);
	});

	it('is from whoever sent a mail', () => {
		const mail = evidence('analyzedMessage', { senderIp: '198.51.100.25' });
		expect(addressesOf(readGraphEvidence([mail]))).toEqual([
			{ address: '198.51.100.25', direction: 'source' },
		]);
	});
});
