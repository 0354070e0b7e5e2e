import { compact } from '../../core/compact';
import type { Failure } from '../../core/failure';
import { configurationFailure, emptyField } from '../../core/failure';
import type { Indicator } from '../../core/indicator';
import { INDICATOR_ACTIONS, INDICATOR_SEVERITIES } from '../../core/indicator';
import type { JsonObject } from '../../core/json';
import { knownWord } from '../../core/knownWords';
import type { Parameters } from '../../core/parameters';
import { collection, readDate, words } from '../../core/parameters';
import type { Result } from '../../core/result';
import { fail, succeed } from '../../core/result';
import { checkTexts, filledIn, requiredText } from '../../core/textFields';
import { isWebAddress, readIndicatorName } from '../../sources/indicatorValue';

/** The indicator that the fields of one input item describe. The failure names the field that the service would refuse. */
export function readIndicator(parameters: Parameters): Result<Indicator, Failure> {
	const name = readIndicatorName(parameters.get('indicatorValue'), parameters.get('indicatorType'));
	if (!name.ok) return name;
	const action = knownWord(parameters.get('indicatorAction'), 'Action', INDICATOR_ACTIONS);
	if (!action.ok) return action;
	const title = filled(parameters.get('indicatorTitle'), 'Title');
	if (!title.ok) return title;
	const description = filled(parameters.get('indicatorDescription'), 'Description');
	if (!description.ok) return description;
	const further = readFurther(collection(parameters, 'additionalFields'), action.value, parameters.timezone);
	if (!further.ok) return further;
	return succeed({
		...name.value,
		action: action.value,
		title: title.value,
		description: description.value,
		...further.value,
	});
}

type Further = Omit<Indicator, 'indicatorValue' | 'indicatorType' | 'action' | 'title' | 'description'>;

const LABELS = {
	texts: {
		application: 'Application',
		educateUrl: 'Educate URL',
		recommendedActions: 'Recommended Actions',
	},
	lists: { deviceGroups: 'Device Groups' },
} as const;

function readFurther(
	fields: JsonObject,
	action: Indicator['action'],
	timezone: string,
): Result<Further, Failure> {
	const { severity, generateAlert } = fields;
	const checked = checkFields(fields);
	if (!checked.ok) return checked;
	const known =
		severity === undefined ? succeed(undefined) : knownWord(severity, 'Severity', INDICATOR_SEVERITIES);
	if (!known.ok) return known;
	const expires = readDate(fields.expires, 'Expires', timezone);
	if (!expires.ok) return expires;
	const educateUrl = filledIn(fields.educateUrl);
	if (educateUrl !== undefined && !isWebAddress(educateUrl)) return fail(noAddress);
	if (action === 'Audit' && generateAlert === false) return fail(silentAudit);
	const groups = words(fields.deviceGroups);
	return succeed(
		compact({
			severity: known.value,
			expirationTime: expires.value,
			recommendedActions: filledIn(fields.recommendedActions),
			// The service refuses 'Audit' without it.
			generateAlert:
				action === 'Audit' ? true : typeof generateAlert === 'boolean' ? generateAlert : undefined,
			application: filledIn(fields.application),
			rbacGroupNames: groups.length > 0 ? groups : undefined,
			educateUrl,
		}),
	);
}

/**
 * Refuses an expression that gives nothing for a field without which the indicator would hold on every device, or for ever.
 * A field that was added and left empty is none. Refuses what is no text as well.
 */
function checkFields(fields: JsonObject): Result<undefined, Failure> {
	const isLost = (name: string, isNothing: boolean) => name in fields && fields[name] !== '' && isNothing;
	if (isLost('deviceGroups', words(fields.deviceGroups).length === 0)) {
		return fail(nothingFor('Device Groups', 'have the indicator hold on all devices'));
	}
	return isLost('expires', fields.expires === undefined || fields.expires === null)
		? fail(nothingFor('Expires', 'have the indicator hold until it is deleted'))
		: checkTexts(fields, LABELS);
}

const nothingFor = (label: string, without: string): Failure =>
	emptyField(label, `Mend the expression that should give it, or remove the field to ${without}.`);

const filled = (value: unknown, label: string): Result<string, Failure> =>
	requiredText(value, label, 'Enter a text: Defender for Endpoint takes no indicator without it.');

const noAddress = configurationFailure(
	"'Educate URL' is no address that begins with http:// or https://.",
	'Enter a complete address, or leave the field empty.',
);

const silentAudit = configurationFailure(
	"'Generate Alert' is off, but action 'Audit' does nothing else than raise an alert.",
	"Turn 'Generate Alert' on, or choose another 'Action'.",
);
