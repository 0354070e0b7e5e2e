import type { TranslatedEnum } from '../../../../nodes/MicrosoftDefenderMssp/core/simplify/defenderEnums';
import {
	toDefenderEnum,
	toGraphEnum,
} from '../../../../nodes/MicrosoftDefenderMssp/core/simplify/defenderEnums';

/** Defender "alert" resource page; the right side is Graph's `alertSeverity`, `alertStatus`, … on v1.0. */
const PAIRS: Array<[TranslatedEnum, Array<[string, string]>]> = [
	[
		'severity',
		[
			['UnSpecified', 'unknown'],
			['Informational', 'informational'],
			['Low', 'low'],
			['Medium', 'medium'],
			['High', 'high'],
		],
	],
	[
		'status',
		[
			['Unknown', 'unknown'],
			['New', 'new'],
			['InProgress', 'inProgress'],
			['Resolved', 'resolved'],
		],
	],
	[
		'classification',
		[
			['Unknown', 'unknown'],
			['TruePositive', 'truePositive'],
			['FalsePositive', 'falsePositive'],
			['InformationalExpectedActivity', 'informationalExpectedActivity'],
			['Informational, expected activity', 'informationalExpectedActivity'],
		],
	],
	[
		'determination',
		[
			['MultiStagedAttack', 'multiStagedAttack'],
			['MaliciousUserActivity', 'maliciousUserActivity'],
			['CompromisedUser', 'compromisedAccount'],
			['CompromisedAccount', 'compromisedAccount'],
			['Malware', 'malware'],
			['Phishing', 'phishing'],
			['UnwantedSoftware', 'unwantedSoftware'],
			['SecurityTesting', 'securityTesting'],
			['SecurityPersonnel', 'securityPersonnel'],
			['LineOfBusinessApplication', 'lineOfBusinessApplication'],
			['ConfirmedUserActivity', 'confirmedActivity'],
			['ConfirmedActivity', 'confirmedActivity'],
			['Clean', 'notMalicious'],
			['NotMalicious', 'notMalicious'],
			['InsufficientData', 'notEnoughDataToValidate'],
			['NotAvailable', 'unknown'],
			['Apt', 'apt'],
			['Other', 'other'],
		],
	],
	[
		'detectionSource',
		[
			['WindowsDefenderAtp', 'microsoftDefenderForEndpoint'],
			['WindowsDefenderAv', 'antivirus'],
			['WindowsDefenderSmartScreen', 'smartScreen'],
			['CustomDetection', 'customDetection'],
			['CustomerTI', 'customTi'],
			['AutomatedInvestigation', 'automatedInvestigation'],
			['MTP', 'microsoft365Defender'],
			['OfficeATP', 'microsoftDefenderForOffice365'],
			['ThreatExperts', 'microsoftThreatExperts'],
		],
	],
	['investigationState', [['UnsupportedAlertType', 'unsupportedAlertType']]],
];

describe('toGraphEnum', () => {
	it.each(
		PAIRS.flatMap(([name, pairs]) => pairs.map(([defender, graph]) => [name, defender, graph] as const)),
	)('translates %s %s to %s', (name, defender, graph) => {
		expect(toGraphEnum(name, defender)).toBe(graph);
	});

	it('words an unset classification or determination as Graph does', () => {
		expect([toGraphEnum('classification', null), toGraphEnum('determination', undefined)]).toEqual([
			'unknown',
			'unknown',
		]);
	});

	it('leaves out other values that are unset', () => {
		expect([toGraphEnum('severity', null), toGraphEnum('detectionSource', '')]).toEqual([
			undefined,
			undefined,
		]);
	});

	it('passes on a value that Microsoft adds later', () => {
		expect(toGraphEnum('detectionSource', 'BrandNewSensor')).toBe('brandNewSensor');
	});

	it.each(['constructor', '__proto__', 'toString'])('takes %s as an unknown value, not as code', (value) => {
		expect(toGraphEnum('severity', value)).toBe(value);
	});
});

describe('toDefenderEnum', () => {
	it.each(
		PAIRS.slice(0, 2).flatMap(([name, pairs]) =>
			pairs.map(([defender, graph]) => [name, graph, defender] as const),
		),
	)('turns %s %s back into %s for the filter', (name, graph, defender) => {
		if (name === 'severity' || name === 'status') expect(toDefenderEnum(name, graph)).toBe(defender);
	});
});
