import { DELEGATED_PERMISSIONS } from '../auth/scopes';
import type { Cloud, Service } from '../core/clouds';
import { CLOUDS } from '../core/clouds';

/**
 * n8n expressions (without their braces) for hidden credential fields. Such a field cannot call our code, so the tables of
 * clouds and permissions are written out as conditions. `fields` is `$self` in a default, `$credentials` in a test.
 */
type Fields = '$self' | '$credentials';

const quote = (value: string) => JSON.stringify(value);

function choose(subject: string, values: Array<[when: string, then: string]>, otherwise: string): string {
	return values.reduceRight(
		(rest, [when, then]) => `${subject} === ${quote(when)} ? ${then} : (${rest})`,
		otherwise,
	);
}

const byCloud = (fields: Fields, pick: (cloud: Cloud) => string, custom: string): string =>
	choose(
		`${fields}["cloud"]`,
		Object.values(CLOUDS).map((cloud) => [cloud.name, quote(pick(cloud))]),
		custom,
	);

/** The address of the chosen cloud, or the one typed for cloud 'Custom'. */
export function addressExpression(
	fields: Fields,
	customField: 'loginUrl' | 'graphUrl' | 'defenderUrl',
	pick: (cloud: Cloud) => string,
): string {
	return byCloud(fields, pick, `${fields}["${customField}"].trim().replace(/\\/+$/, "")`);
}

/** Whether the sign-in is for the Defender API alone; where a cloud has none it is for Graph. */
export function isForDefenderExpression(fields: Fields): string {
	return `${fields}["access"] === "defender" && ${offersDefender(fields)}`;
}

function offersDefender(fields: Fields): string {
	const without = Object.values(CLOUDS).filter(({ defender }) => defender === undefined);
	return without.map(({ name }) => `${fields}["cloud"] !== "${name}"`).join(' && ');
}

/** The scopes of the chosen access. The first API named is the one that n8n's stored access token is for: n8n sends no scope with the code. */
export function scopeExpression(): string {
	const defender = offersDefender('$self');
	const graphPart = `($self["access"] !== "defender" || !(${defender})) ? (${scopesOf('graph')}) : ""`;
	const defenderPart = `($self["access"] !== "graph" && ${defender}) ? (${scopesOf('defender')}) : ""`;
	const chosen = `((${graphPart}) + " " + (${defenderPart}))`;
	const scopes = `($self["accessLevel"] === "custom" ? $self["customScopes"] : ${chosen})`;
	return `("openid profile offline_access " + ${scopes}).trim().split(/\\s+/).join(" ")`;
}

/** Custom hosts keep the audiences of the global cloud, see `customCloud`. */
function scopesOf(service: Service): string {
	const audience = (cloud: Cloud) => cloud[service]?.audience ?? '';
	const prefix = byCloud('$self', audience, quote(audience(CLOUDS.global)));
	const names = choose(
		'$self["accessLevel"]',
		Object.entries(DELEGATED_PERMISSIONS).map(([level, names]) => [level, quote(names[service].join(' '))]),
		quote(DELEGATED_PERMISSIONS.read[service].join(' ')),
	);
	return `(${names}).split(" ").map((name) => (${prefix}) + "/" + name).join(" ")`;
}
