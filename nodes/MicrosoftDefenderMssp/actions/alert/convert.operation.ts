import { configurationFailure } from '../../core/failure';
import { collection } from '../../core/parameters';
import { fail, succeed } from '../../core/result';
import { readRoutedItem } from '../../core/routedItem';
import { formatProperties } from '../../descriptions/outputFormat';
import { formatRouted } from '../../formats/formatItem';
import { readFormat } from '../../formats/readFormat';
import type { OfflineOperation } from '../operation';
import { identityOf } from './identity';

/** Alert: Convert. Offline: it asks no tenant. */
export const convertAlert: OfflineOperation = {
	option: {
		name: 'Convert',
		action: 'Convert an alert',
		description:
			'Turn the incoming alert or incident into what a SIEM takes: CEF, ECS, OCSF, Splunk HEC and more',
	},
	properties: formatProperties,
	endpoints: [],
	makeRows(parameters) {
		const format = readFormat(parameters.get('format'), 'Format', collection(parameters, 'options'));
		if (!format.ok) return format;
		const input = parameters.input ?? {};
		const item = readRoutedItem(input);
		if (item === undefined) return fail(nothingToConvert);
		return succeed(formatRouted(identityOf(input), item, format.value));
	},
};

const nothingToConvert = configurationFailure(
	"The input item has no 'alert' or 'incident' to convert.",
	"Connect output 'Alerts' of 'Microsoft Defender MSSP Trigger', or Get or Get Many of this node, and keep what its items carry.",
);
