import { configurationFailure } from '../../core/failure';
import { text } from '../../core/json';
import { fail, succeed } from '../../core/result';
import { collectOptions } from '../../descriptions/deviceResponse';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import { getPackageUri } from '../../sources/packageUri';
import type { FollowUp } from './deviceResponse';
import { deviceResponse, toldFailure } from './deviceResponse';

/** Device: Collect Investigation Package. */
export const collectInvestigationPackage = deviceResponse({
	option: {
		name: 'Collect Investigation Package',
		action: 'Collect an investigation package from a device',
		description:
			'Collect processes, connections, scheduled tasks, event logs and more from a device into a package for forensics',
	},
	endpoint: defenderEndpoints.collectInvestigationPackage,
	type: 'CollectInvestigationPackage',
	options: collectOptions,
	furtherEndpoints: [defenderEndpoints.getPackageUri],
	readFollowUp({ getDownloadLink, waitUntilDone }) {
		if (getDownloadLink !== true) return succeed(() => Promise.resolve({}));
		return waitUntilDone === true ? succeed(addPackageUri) : fail(needsWaiting);
	},
});

const needsWaiting = configurationFailure(
	"'Get Download Link' needs 'Wait Until Done', because the package has to be collected first.",
	"Switch 'Wait Until Done' on, or get the link later with 'Get' of resource 'Device Action'.",
);

const addPackageUri: FollowUp = async (action, connection, tenantId) => {
	const id = text(action.id);
	if (id === undefined || action.status !== 'Succeeded') return {};
	const uri = await getPackageUri(id, connection, tenantId);
	return uri.ok ? { packageUri: uri.value } : { packageFailure: toldFailure(uri.failure) };
};
