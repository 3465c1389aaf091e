import type { ChargingKey } from '../../../simulator/simulator.mts';

/*
 * The expected result of Sync, as direct as possible and regardless of speed: compares every row with every other row
 * and with every key. Shares no code with the plan that it checks.
 */

/** An input row of the node. */
export interface Row {
	keyIdentifier: string;
	visualNumber: string;
	contractId?: string;
	fleetId?: string;
	enabled?: boolean;
}

export interface Settings {
	fleetId: string;
	missingKeys: 'leave' | 'disableInFleet' | 'disableInAccount';
	maxDisabled: number;
	maxDisabledShare: number;
	stops: boolean;
}

/** Rows for the same key. */
interface Group {
	rows: Row[];
	/** The matching listed keys: none for a new key, several if ambiguous. */
	keys: ChargingKey[];
}

export interface Expected {
	/** Some rows cannot be processed. */
	hasBadRows: boolean;
	/** Nothing may be written. */
	isRefused: boolean;
	/** How many keys may be disabled. */
	mayDisable: number;
	/** The listed keys after the run. */
	listed: ChargingKey[];
	/** The rows of each created key. */
	created: Row[][];
}

type Named = Pick<Row, 'keyIdentifier' | 'visualNumber'>;

export function isBlank({ keyIdentifier, visualNumber }: Row): boolean {
	return keyIdentifier === '' && visualNumber === '';
}

export function reversed(keyIdentifier: string): string {
	return (keyIdentifier.match(/../g) ?? []).reverse().join('');
}

function sameLetters(a: Named, b: Named): boolean {
	return a.keyIdentifier.toLowerCase() === b.keyIdentifier.toLowerCase();
}

function mirrored(a: Named, b: Named): boolean {
	return (
		reversed(a.keyIdentifier).toLowerCase() === b.keyIdentifier.toLowerCase() &&
		a.visualNumber === b.visualNumber
	);
}

/** Whether two rows or keys match by any rule. */
export function isSame(a: Named, b: Named): boolean {
	return sameLetters(a, b) || mirrored(a, b);
}

function keysOf(row: Row, keys: readonly ChargingKey[]): ChargingKey[] {
	const rules: Array<(key: ChargingKey) => boolean> = [
		(key) => key.keyIdentifier === row.keyIdentifier,
		(key) => sameLetters(row, key),
		(key) => mirrored(row, key),
	];
	for (const rule of rules) {
		const found = keys.filter(rule);
		if (found.length > 0) return found;
	}
	return [];
}

function groupsOf(rows: readonly Row[], keys: readonly ChargingKey[]): Group[] {
	const isListed = (row: Row) => keys.some((key) => key.keyIdentifier === row.keyIdentifier);
	const isTogether = (a: Group, b: Group) => {
		const [key] = a.keys;
		if (a.keys.length === 1 && b.keys.length === 1 && key === b.keys[0]) return true;
		const isNew = a.keys.length === 0 && b.keys.length === 0;
		return a.rows.some((one) =>
			b.rows.some((other) =>
				isNew ? isSame(one, other) : sameLetters(one, other) && !isListed(one) && !isListed(other),
			),
		);
	};
	const groups: Group[] = [];
	for (const row of rows) {
		let group: Group = { rows: [row], keys: keysOf(row, keys) };
		for (;;) {
			const other = groups.find((candidate) => isTogether(candidate, group));
			if (!other) break;
			groups.splice(groups.indexOf(other), 1);
			const all = new Set([...other.keys, ...group.keys]);
			group = { rows: [...other.rows, ...group.rows], keys: [...all] };
		}
		groups.push(group);
	}
	return groups;
}

function agree([first, ...others]: Row[]): boolean {
	const fields = ['visualNumber', 'contractId', 'fleetId', 'enabled'] as const;
	return others.every((other) => fields.every((field) => other[field] === first?.[field]));
}

function isInConflict([row]: Row[], key: ChargingKey): boolean {
	const fields = ['visualNumber', 'contractId', 'fleetId'] as const;
	return fields.some((field) => row?.[field] !== undefined && row[field] !== key[field]);
}

/** The expected keys after Sync. */
export function expectedOf(
	given: readonly Row[],
	keys: readonly ChargingKey[],
	settings: Settings,
): Expected {
	const { fleetId, missingKeys, maxDisabled, maxDisabledShare, stops } = settings;
	const filled = given.filter((row) => !isBlank(row));
	const isValid = (row: Row) =>
		/^([0-9a-f]{2})+$/i.test(row.keyIdentifier) &&
		(fleetId === '' || row.fleetId === undefined || row.fleetId === fleetId);
	const rows = filled.filter(isValid).map((row) => (fleetId === '' ? row : { ...row, fleetId }));
	const groups = groupsOf(rows, keys);
	const good = groups.filter((group) => agree(group.rows));
	const hasBadRows = rows.length < filled.length || good.length < groups.length;

	const created = good.filter((group) => group.keys.length === 0).map((group) => group.rows);
	const states = new Map<ChargingKey, boolean>();
	for (const group of good) {
		const [key] = group.keys;
		const enabled = group.rows[0]?.enabled;
		if (!key || group.keys.length > 1 || isInConflict(group.rows, key)) continue;
		if (enabled !== undefined && enabled !== key.enabled) states.set(key, enabled);
	}
	const missing = keys.filter((key) => {
		if (missingKeys === 'leave' || !key.enabled) return false;
		if (missingKeys === 'disableInFleet' && key.fleetId !== fleetId) return false;
		return !rows.some((row) => isSame(row, key));
	});
	const scope = missingKeys === 'disableInAccount' ? '' : fleetId;
	const inScope = keys.filter((key) => key.enabled && (scope === '' || key.fleetId === scope));
	const mayDisable = Math.min(maxDisabled, Math.floor((inScope.length * maxDisabledShare) / 100));
	const disables = [...states.values()].filter((enabled) => !enabled).length + missing.length;
	const isRefused = rows.length === 0 || disables > mayDisable || (stops && hasBadRows);
	if (!hasBadRows) for (const key of missing) states.set(key, false);
	return {
		hasBadRows,
		isRefused,
		mayDisable: isRefused ? 0 : mayDisable,
		listed: keys.map((key) => ({
			...key,
			enabled: (isRefused ? undefined : states.get(key)) ?? key.enabled,
		})),
		created: isRefused ? [] : created,
	};
}
