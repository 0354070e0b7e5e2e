import fc from 'fast-check';
import { BlockList } from 'node:net';

import { isInternalIp, isIpv4 } from '../../../nodes/MicrosoftDefenderMssp/core/ipAddress';

const internal = new BlockList();
internal.addSubnet('10.0.0.0', 8);
internal.addSubnet('127.0.0.0', 8);
internal.addSubnet('169.254.0.0', 16);
internal.addSubnet('172.16.0.0', 12);
internal.addSubnet('192.168.0.0', 16);
internal.addSubnet('::1', 128, 'ipv6');
internal.addSubnet('fc00::', 7, 'ipv6');
internal.addSubnet('fe80::', 10, 'ipv6');

const group = fc.constantFrom('0', '1', 'fc00', 'fdff', 'fe80', 'febf', 'fec0', 'fc', '2001', 'db8', 'ffff');
const byte = fc.constantFrom(0, 1, 10, 15, 16, 31, 32, 127, 168, 169, 172, 192, 203, 254, 255);
const ipv4 = fc.array(byte, { minLength: 4, maxLength: 4 }).map((bytes) => bytes.join('.'));
const likely = fc.oneof(
	fc.ipV4(),
	fc.ipV6(),
	ipv4,
	ipv4.map((address) => `::ffff:${address}`),
	fc.array(group, { minLength: 8, maxLength: 8 }).map((groups) => groups.join(':')),
	group.map((first) => `${first}::1`),
);

describe('isInternalIp', () => {
	it("says what Node's own list of networks says", () => {
		fc.assert(
			fc.property(likely, (ip) => {
				expect([ip, isInternalIp(ip)]).toEqual([ip, internal.check(ip, isIpv4(ip) ? 'ipv4' : 'ipv6')]);
			}),
			{ numRuns: 3_000 },
		);
	});

	it.each(['::FFFF:10.0.0.1', '0:0:0:0:0:0:0:1', 'FD00::1'])('knows %s, however it is written', (ip) => {
		expect(isInternalIp(ip)).toBe(true);
	});

	it.each(['', 'evil.example', '10.0.0', 'fe80'])('takes %p for no address', (text) => {
		expect(isInternalIp(text)).toBe(false);
	});
});
