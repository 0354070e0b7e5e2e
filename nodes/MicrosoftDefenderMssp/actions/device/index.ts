import type { Resource } from '../resource';
import { addDeviceTag } from './addTag.operation';
import { collectInvestigationPackage } from './collectInvestigationPackage.operation';
import { getOneDevice } from './get.operation';
import { getManyDevices } from './getAll.operation';
import { isolateDevice } from './isolate.operation';
import { releaseDevice } from './release.operation';
import { removeAppRestriction } from './removeAppRestriction.operation';
import { removeDeviceTag } from './removeTag.operation';
import { restrictAppExecution } from './restrictAppExecution.operation';
import { runAntivirusScan } from './runAntivirusScan.operation';
import { stopAndQuarantineFile } from './stopAndQuarantineFile.operation';

/** Resource Device. */
export const device: Resource = {
	title: 'Device',
	value: 'device',
	preset: 'getAll',
	operations: {
		addTag: addDeviceTag,
		collectInvestigationPackage,
		get: getOneDevice,
		getAll: getManyDevices,
		isolate: isolateDevice,
		release: releaseDevice,
		removeAppRestriction,
		removeTag: removeDeviceTag,
		restrictAppExecution,
		runAntivirusScan,
		stopAndQuarantineFile,
	},
};
