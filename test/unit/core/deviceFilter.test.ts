import type { INodeProperties } from 'n8n-workflow';

import {
	DEVICE_ACTION_STATUSES,
	DEVICE_ACTION_TYPES,
} from '../../../nodes/MicrosoftDefenderMssp/core/deviceAction';
import {
	DEVICE_WORDS,
	deviceQuery,
	isInGroup,
	nameQuery,
	readDeviceFilter,
} from '../../../nodes/MicrosoftDefenderMssp/core/deviceFilter';
import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import {
	deviceActionFilters,
	deviceFilters,
} from '../../../nodes/MicrosoftDefenderMssp/descriptions/deviceFilters';
import { valuesOf } from '../descriptions/strict';

const queryOf = (filters: JsonObject): string | undefined => {
	const filter = readDeviceFilter(filters, 'Europe/Berlin');
	if (!filter.ok) throw new Error(filter.failure.cause);
	return deviceQuery(filter.value);
};

describe('the query for devices', () => {
	it.each<[JsonObject, string | undefined]>([
		[{}, undefined],
		[{ healthStatuses: [], tags: '', name: '' }, undefined],
		[{ healthStatuses: ['Active', 'Inactive'] }, "(healthStatus eq 'Active' or healthStatus eq 'Inactive')"],
		[{ riskScores: 'High', exposureLevels: ['Low'] }, "riskScore eq 'High' and exposureLevel eq 'Low'"],
		[{ onboardingStatuses: ['CanBeOnboarded'] }, "onboardingStatus eq 'CanBeOnboarded'"],
		[{ osPlatforms: 'Windows11, Linux' }, "(osPlatform eq 'Windows11' or osPlatform eq 'Linux')"],
		[{ tags: ["it's"] }, "machineTags/any(tag: tag eq 'it''s')"],
		[{ tags: 'a,b' }, "(machineTags/any(tag: tag eq 'a') or machineTags/any(tag: tag eq 'b'))"],
		[{ lastSeenAfter: '2026-01-05T09:00:00' }, 'lastSeen ge 2026-01-05T08:00:00.0000000Z'],
		[{ name: ' pc7.x ' }, "computerDnsName eq 'pc7.x'"],
		[{ name: 'PC7' }, "(computerDnsName eq 'PC7' or computerDnsName eq 'pc7')"],
		[{ nameStartsWith: 'pc' }, "startswith(computerDnsName,'pc')"],
		[{ nameStartsWith: 'P' }, "(startswith(computerDnsName,'P') or startswith(computerDnsName,'p'))"],
		[{ deviceGroups: 'Servers' }, undefined],
	])('%j', (filters, expected) => {
		expect(queryOf(filters)).toBe(expected);
	});

	it('looks for a name with and without its domain', () => {
		expect(nameQuery('pc7')).toBe("computerDnsName eq 'pc7' or startswith(computerDnsName,'pc7.')");
		expect(nameQuery('pc7.x.example')).toBe("computerDnsName eq 'pc7.x.example'");
	});
});

describe('the groups of devices', () => {
	it.each<[string[], JsonObject, boolean]>([
		[[], {}, true],
		[['servers'], { rbacGroupName: 'Servers' }, true],
		[['a', 'b'], { rbacGroupName: 'B' }, true],
		[['a'], { rbacGroupName: 'ab' }, false],
		[['a'], {}, false],
	])('%j of %j: %p', (groups, device, expected) => {
		expect(isInGroup(device, groups)).toBe(expected);
	});
});

describe('the words that are offered', () => {
	const offered = ({ options = [] }: INodeProperties, name: string) =>
		valuesOf(
			options.flatMap((option) => ('type' in option ? [option] : [])),
			name,
		).map(String);

	it.each(Object.entries(DEVICE_WORDS))('for %s are those that are known', (name, known) => {
		expect(offered(deviceFilters, name).sort()).toEqual([...known].sort());
	});

	it.each([
		['statuses', DEVICE_ACTION_STATUSES],
		['types', DEVICE_ACTION_TYPES],
	])('for %s of actions are those that are known', (name, known) => {
		expect(offered(deviceActionFilters, name).sort()).toEqual([...known].sort());
	});
});
