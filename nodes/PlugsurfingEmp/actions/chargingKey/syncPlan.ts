import type { ChargingKey } from '../../api/chargingKeys';
import { reversedBytes } from './byteOrder';

/** The wanted state of a charging key, from one or more input rows. Undefined fields stay unchanged. */
export interface WantedKey {
	keyIdentifier: string;
	visualNumber: string;
	contractId?: string;
	fleetId?: string;
	enabled?: boolean;
}

/** The fields in which a listed key differs from the wanted state. */
export type Differences = Record<string, { wanted: unknown; actual: unknown }>;

/** The planned change for one key. */
export type PlannedChange =
	| { action: 'create' }
	| { action: 'enable' | 'disable'; key: ChargingKey; differences: Differences }
	| { action: 'none'; key: ChargingKey }
	| { action: 'conflict'; key?: ChargingKey; differences: Differences; reason: string };

/** A key in the input, its rows, and the planned change. */
export interface PlannedKey {
	wanted: WantedKey;
	/** Positions in the list of wanted keys, ascending. */
	rows: number[];
	/** Absent if the rows contradict each other. */
	change?: PlannedChange;
}

/** Which listed keys to disable if they are not in the input. */
export interface MissingKeys {
	/** Only the keys of this fleet; of all fleets if absent. */
	fleetId?: string;
}

export interface SyncPlan {
	keys: PlannedKey[];
	/** Enabled keys in scope that are not in the input, in list order. */
	missing: ChargingKey[];
	/** Number of enabled keys in scope, in the input or not. */
	enabledInScope: number;
}

/** Fields that are compared in addition to `enabled`: the API cannot change them. */
const FIXED_FIELDS = ['visualNumber', 'contractId', 'fleetId'] as const;

const SEVERAL =
	'Several keys at Plugsurfing differ from this one only in case or byte order. Enter the identifier exactly as one of them is listed.';
const FIXED =
	'The API cannot change these fields. Correct the row, or create the key again with another identifier.';

/** Finds listed keys by identifier: exact, in another case, or with reversed bytes. */
export class ListedKeys {
	private readonly byIdentifier = new Map<string, ChargingKey>();

	/** Created for the first row without an exact match: most lists never need it. */
	private byLowerCase: Map<string, ChargingKey[]> | undefined;

	/** Adds a key. If a key is listed twice, the last row counts. */
	add(key: ChargingKey): void {
		this.byIdentifier.set(key.keyIdentifier, key);
		this.byLowerCase = undefined;
	}

	get size(): number {
		return this.byIdentifier.size;
	}

	get(keyIdentifier: string): ChargingKey | undefined {
		return this.byIdentifier.get(keyIdentifier);
	}

	all(): IterableIterator<ChargingKey> {
		return this.byIdentifier.values();
	}

	/**
	 * Returns keys that are the same as a wanted one but written differently: in another case or, if there are
	 * none, with reversed bytes and one of these visual numbers.
	 */
	similarTo(lowerCase: string, visualNumbers: readonly string[]): ChargingKey[] {
		this.byLowerCase ??= this.groupByLowerCase();
		const sameLetters = this.byLowerCase.get(lowerCase);
		if (sameLetters) return sameLetters;
		const reversed = this.byLowerCase.get(reversedBytes(lowerCase)) ?? [];
		return reversed.filter((key) => visualNumbers.includes(key.visualNumber));
	}

	private groupByLowerCase(): Map<string, ChargingKey[]> {
		const groups = new Map<string, ChargingKey[]>();
		for (const key of this.byIdentifier.values()) {
			const lowerCase = key.keyIdentifier.toLowerCase();
			const group = groups.get(lowerCase);
			if (group) group.push(key);
			else groups.set(lowerCase, [key]);
		}
		return groups;
	}
}

/**
 * Rows for the same key and the matching listed key, if any. Becomes part of the plan without a copy, because
 * there may be one for each of 100,000 rows.
 */
interface Match extends PlannedKey {
	/** The other visual numbers, if the rows contradict each other. */
	otherNumbers?: string[];
	disagree?: true;
	key?: ChargingKey;
}

function visualNumbersOf({ wanted, otherNumbers = [] }: Match): string[] {
	return [wanted.visualNumber, ...otherNumbers];
}

function isSameState(a: WantedKey, b: WantedKey): boolean {
	return a.enabled === b.enabled && FIXED_FIELDS.every((field) => a[field] === b[field]);
}

/** Adds the rows of another match for the same key. */
function join(match: Match, other: Match): void {
	if (other.disagree || !isSameState(match.wanted, other.wanted)) match.disagree = true;
	for (const row of other.rows) match.rows.push(row);
	for (const visualNumber of visualNumbersOf(other)) {
		if (visualNumbersOf(match).includes(visualNumber)) continue;
		(match.otherNumbers ??= []).push(visualNumber);
	}
}

function joinOrAdd<Key>(matches: Map<Key, Match>, key: Key, match: Match): void {
	const known = matches.get(key);
	if (known) join(known, match);
	else matches.set(key, match);
}

/** Groups rows whose identifiers are identical. */
function groupByIdentifier(wantedKeys: readonly WantedKey[]): Map<string, Match> {
	const matches = new Map<string, Match>();
	for (const [row, wanted] of wantedKeys.entries()) {
		const match: Match = { wanted, rows: [row], change: undefined, key: undefined };
		joinOrAdd(matches, wanted.keyIdentifier, match);
	}
	return matches;
}

/**
 * Finds the listed key of each row. Exact matches are made first, for all rows; similar keys are the second
 * choice.
 */
function matchRows(wantedKeys: readonly WantedKey[], listed: ListedKeys): Match[] {
	const byIdentifier = groupByIdentifier(wantedKeys);
	const matches: Match[] = [];
	const byLetters = new Map<string, Match>();
	for (const [identifier, match] of byIdentifier) {
		match.key = listed.get(identifier);
		if (match.key) matches.push(match);
		else joinOrAdd(byLetters, identifier.toLowerCase(), match);
	}

	const bySimilarKey = new Map<ChargingKey, Match>();
	const toCreate = new Map<string, Match>();
	for (const [lowerCase, match] of byLetters) {
		const [key, another] = listed.similarTo(lowerCase, visualNumbersOf(match));
		if (another) {
			match.change = { action: 'conflict', differences: {}, reason: SEVERAL };
			matches.push(match);
		} else if (key) {
			const exact = byIdentifier.get(key.keyIdentifier);
			match.key = key;
			if (exact) join(exact, match);
			else joinOrAdd(bySimilarKey, key, match);
		} else {
			addNewKey(toCreate, lowerCase, match);
		}
	}
	return [...matches, ...bySimilarKey.values(), ...toCreate.values()];
}

/** Adds rows for a new key. Another row may have the same key with reversed bytes. */
function addNewKey(toCreate: Map<string, Match>, lowerCase: string, match: Match): void {
	const reversed = toCreate.get(reversedBytes(lowerCase));
	const numbers = visualNumbersOf(match);
	if (reversed && visualNumbersOf(reversed).some((number) => numbers.includes(number))) {
		join(reversed, match);
	} else {
		toCreate.set(lowerCase, match);
	}
}

function differencesOf(wanted: WantedKey, key: ChargingKey): Differences {
	const differences: Differences = {};
	for (const field of FIXED_FIELDS) {
		const actual = key[field];
		if (wanted[field] !== undefined && wanted[field] !== actual) {
			differences[field] = { wanted: wanted[field], actual: actual ?? null };
		}
	}
	return differences;
}

/** Returns the change that brings a key to the wanted state. `key` is the listed key, if any. */
export function planChange(wanted: WantedKey, key: ChargingKey | undefined): PlannedChange {
	if (!key) return { action: 'create' };
	const differences = differencesOf(wanted, key);
	if (Object.keys(differences).length > 0) {
		return { action: 'conflict', key, differences, reason: FIXED };
	}
	if (wanted.enabled === undefined || wanted.enabled === key.enabled)
		return { action: 'none', key };
	return {
		action: wanted.enabled ? 'enable' : 'disable',
		key,
		differences: { enabled: { wanted: wanted.enabled, actual: key.enabled } },
	};
}

/** Completes a match with the planned change. */
function plan(match: Match): PlannedKey {
	match.rows.sort((a, b) => a - b);
	if (match.disagree) match.change = undefined;
	else match.change ??= planChange(match.wanted, match.key);
	return match;
}

/** Yields the listed keys that match no wanted key, not even in another case or byte order. */
function* unwanted(
	wantedKeys: readonly WantedKey[],
	keys: Iterable<ChargingKey>,
): Generator<ChargingKey> {
	const identifiers = new Set<string>();
	for (const { keyIdentifier } of wantedKeys) identifiers.add(keyIdentifier.toLowerCase());
	let visualNumbers: Map<string, Set<string>> | undefined;
	for (const key of keys) {
		const lowerCase = key.keyIdentifier.toLowerCase();
		if (identifiers.has(lowerCase)) continue;
		const reversed = reversedBytes(lowerCase);
		if (identifiers.has(reversed)) {
			visualNumbers ??= visualNumbersByIdentifier(wantedKeys);
			if (visualNumbers.get(reversed)?.has(key.visualNumber)) continue;
		}
		yield key;
	}
}

function visualNumbersByIdentifier(wantedKeys: readonly WantedKey[]): Map<string, Set<string>> {
	const visualNumbers = new Map<string, Set<string>>();
	for (const { keyIdentifier, visualNumber } of wantedKeys) {
		const lowerCase = keyIdentifier.toLowerCase();
		const known = visualNumbers.get(lowerCase) ?? new Set();
		visualNumbers.set(lowerCase, known.add(visualNumber));
	}
	return visualNumbers;
}

/**
 * Compares the wanted keys with the listed ones.
 *
 * @param scope the keys that count for the share of disabled keys: those of a fleet, or all
 * @param missingKeys which keys to disable if they are not in the input; none if absent
 */
export function planSync(
	wantedKeys: readonly WantedKey[],
	listed: ListedKeys,
	scope: MissingKeys,
	missingKeys?: MissingKeys,
): SyncPlan {
	const isIn = ({ fleetId }: MissingKeys, key: ChargingKey) =>
		fleetId === undefined || key.fleetId === fleetId;
	const missing: ChargingKey[] = [];
	if (missingKeys) {
		for (const key of unwanted(wantedKeys, listed.all())) {
			if (key.enabled && isIn(missingKeys, key)) missing.push(key);
		}
	}
	let enabledInScope = 0;
	for (const key of listed.all()) if (key.enabled && isIn(scope, key)) enabledInScope += 1;
	const keys = matchRows(wantedKeys, listed).map(plan);
	// Restore the input order: existing and new keys were matched separately.
	keys.sort((a, b) => (a.rows[0] ?? 0) - (b.rows[0] ?? 0));
	return { keys, missing, enabledInScope };
}

/** Returns the number of keys that a plan disables. */
export function disablesOf({ keys, missing }: SyncPlan): number {
	let rows = 0;
	for (const { change } of keys) if (change?.action === 'disable') rows += 1;
	return rows + missing.length;
}
