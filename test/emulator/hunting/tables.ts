import type { AlertRecord } from '../alerts/record';
import { pascalCase } from '../alerts/vocabulary';
import type { TenantState, World } from '../world';

export type HuntingRow = Record<string, unknown>;

export interface HuntingColumn {
	name: string;
	type: string;
}

/** A table of advanced hunting. */
export interface HuntingTable {
	columns: HuntingColumn[];
	rows: HuntingRow[];
}

/** Adds rows to a table, or makes it. */
export function addHuntingRows(
	{ huntingTables }: TenantState,
	name: string,
	rows: HuntingRow[],
	types: Record<string, string> = {},
): void {
	const { columns, rows: present } = huntingTables.get(name) ?? { columns: [], rows: [] };
	const known = new Map(columns.map((column) => [column.name, column]));
	for (const row of rows) {
		for (const [column, value] of Object.entries(row)) {
			const type = types[column] ?? known.get(column)?.type ?? typeOf(value);
			known.set(column, { name: column, type });
		}
	}
	huntingTables.set(name, { columns: [...known.values()], rows: present.concat(rows) });
}

function typeOf(value: unknown): string {
	if (typeof value === 'number') return Number.isInteger(value) ? 'Int64' : 'Double';
	if (typeof value === 'boolean') return 'Boolean';
	if (typeof value === 'object' && value !== null) return 'Object';
	return /^\d{4}-\d\d-\d\dT/.test(String(value)) ? 'DateTime' : 'String';
}

/** A table as a query finds it: what follows from the tenant's alerts, and what a test added. */
export function findTable(world: World, tenant: TenantState, name: string): HuntingTable | undefined {
	const added = tenant.huntingTables.get(name);
	const derive = Object.hasOwn(derived, name) ? derived[name] : undefined;
	if (!derive) return added;
	const visible = tenant.alerts.all().filter(({ visibleAt }) => visibleAt <= world.now());
	const own = derive.columns.map(([column, type = 'String']) => ({ name: column, type }));
	const further = (added?.columns ?? []).filter((column) =>
		own.every(({ name: known }) => known !== column.name),
	);
	return {
		columns: [...own, ...further],
		rows: distinct(visible.flatMap(derive.rows)).concat(added?.rows ?? []),
	};
}

const distinct = (rows: HuntingRow[]): HuntingRow[] => [
	...new Map(rows.map((row) => [JSON.stringify(row), row])).values(),
];

interface Derived {
	columns: ReadonlyArray<[name: string, type?: string]>;
	rows: (alert: AlertRecord) => HuntingRow[];
}

const TIMESTAMP: [string, string] = ['Timestamp', 'DateTime'];

const derived: Readonly<Record<string, Derived>> = {
	AlertInfo: {
		columns: [
			TIMESTAMP,
			['AlertId'],
			['Title'],
			['Category'],
			['Severity'],
			['ServiceSource'],
			['DetectionSource'],
			['AttackTechniques'],
		],
		rows: (alert) => [
			{
				Timestamp: alert.createdDateTime,
				AlertId: alert.id,
				Title: alert.title,
				Category: alert.category,
				Severity: pascalCase(alert.severity),
				ServiceSource: alert.productName,
				DetectionSource: pascalCase(alert.detectionSource),
				AttackTechniques: JSON.stringify(alert.mitreTechniques),
			},
		],
	},
	AlertEvidence: {
		columns: [
			TIMESTAMP,
			['AlertId'],
			['EntityType'],
			['DeviceId'],
			['DeviceName'],
			['FileName'],
			['SHA256'],
			['RemoteIP'],
			['RemoteUrl'],
			['AccountUpn'],
		],
		rows: evidenceRows,
	},
	DeviceInfo: {
		columns: [
			TIMESTAMP,
			['DeviceId'],
			['DeviceName'],
			['OSPlatform'],
			['MachineGroup'],
			['IsAzureADJoined', 'SByte'],
		],
		rows: ({ device, createdDateTime }) =>
			device
				? [
						{
							Timestamp: createdDateTime,
							DeviceId: device.id,
							DeviceName: device.dnsName,
							OSPlatform: device.osPlatform,
							MachineGroup: device.groupName,
							IsAzureADJoined: 1,
						},
					]
				: [],
	},
};

function evidenceRows({
	id,
	createdDateTime,
	device,
	file,
	user,
	ipAddresses,
	urls,
}: AlertRecord): HuntingRow[] {
	const row = (EntityType: string, properties: HuntingRow) => ({
		Timestamp: createdDateTime,
		AlertId: id,
		EntityType,
		...properties,
	});
	return [
		...(device ? [row('Machine', { DeviceId: device.id, DeviceName: device.dnsName })] : []),
		...(file ? [row('File', { FileName: file.fileName, SHA256: file.sha256 })] : []),
		...(user ? [row('User', { AccountUpn: user.userPrincipalName })] : []),
		...ipAddresses.map((RemoteIP) => row('Ip', { RemoteIP })),
		...urls.map((RemoteUrl) => row('Url', { RemoteUrl })),
	];
}
