import { isDeepStrictEqual } from 'node:util';

import type { SavedField, SavedFields, SavedNode, SavedNodes } from './savedFields.mts';

/**
 * Lists how the nodes of `now` break workflows saved with those of `before`. New nodes, operations, fields, options and
 * defaults are fine, unless a new field has to be filled in.
 */
export function breakingChanges(before: SavedNodes, now: SavedNodes): string[] {
	return Object.entries(before).flatMap(([name, node]) => {
		const same = now[name];
		return same ? nodeChanges(name, node, same) : [`${name} is gone`];
	});
}

function nodeChanges(name: string, before: SavedNode, now: SavedNode): string[] {
	return [
		...gone(`${name}: version`, before.versions, now.versions),
		...gone(`${name}: credential`, before.credentials, now.credentials),
		...gone(`${name}: webhook`, before.webhooks, now.webhooks),
		...changed(`${name}: number of inputs`, before.inputs, now.inputs),
		...changed(`${name}: number of outputs`, before.outputs, now.outputs),
		...Object.entries(before.fields).flatMap(([place, fields]) =>
			fieldsChanges([name, place].filter(Boolean).join('.'), fields, now.fields[place] ?? {}),
		),
	];
}

function fieldsChanges(place: string, before: SavedFields, now: SavedFields): string[] {
	const kept = Object.entries(before).flatMap(([name, field]) => {
		const same = now[name];
		const path = `${place}.${name}`;
		return same ? fieldChanges(path, field, same) : [`${path} is gone`];
	});
	const added = Object.entries(now)
		.filter(([name, field]) => !(name in before) && mustBeFilledIn(field) && !field.show)
		.map(([name]) => `${place}.${name} is new and has to be filled in`);
	return [...kept, ...added];
}

function fieldChanges(path: string, before: SavedField, now: SavedField): string[] {
	return [
		...changed(`${path}: type`, before.type, now.type),
		...(before.default === undefined
			? []
			: changed(`${path}: default`, chosenBy(before.default), chosenBy(now.default))),
		...changed(`${path}: list of values`, before.multiple ?? false, now.multiple ?? false),
		...gone(`${path}: option`, before.options ?? [], now.options ?? []),
		...gone(`${path}: mode`, before.modes ?? [], now.modes ?? []),
		...(!before.noExpression && now.noExpression ? [`${path} takes no expression any more`] : []),
		...(!mustBeFilledIn(before) && mustBeFilledIn(now) ? [`${path} has to be filled in now`] : []),
		...(isWider(before, now) ? [] : [`${path} is shown in fewer cases`]),
		...fieldsChanges(path, before.fields ?? {}, now.fields ?? {}),
	];
}

/** The initial mode of an empty resource locator only matters in the editor. */
function chosenBy(value: unknown): unknown {
	const isEmpty =
		typeof value === 'object' && value !== null && 'mode' in value && 'value' in value;
	return isEmpty && value.value === '' ? '' : value;
}

function mustBeFilledIn({ required, default: value }: SavedField): boolean {
	return required === true && (value === '' || value === undefined);
}

/** Fields that are not shown have no value for n8n. */
function isWider(before: SavedField, now: SavedField): boolean {
	const shown = Object.entries(now.show ?? {}).every(([name, values]) =>
		includesAll(values, before.show?.[name]),
	);
	const hidden = Object.entries(now.hide ?? {}).every(([name, values]) =>
		includesAll(before.hide?.[name] ?? [], values),
	);
	return shown && hidden;
}

function includesAll(all: readonly unknown[], some: readonly unknown[] | undefined): boolean {
	return some?.every((one) => all.some((other) => isDeepStrictEqual(one, other))) ?? false;
}

function gone(label: string, before: readonly unknown[], now: readonly unknown[]): string[] {
	return before
		.filter((value) => !now.includes(value))
		.map((value) => `${label} ${String(value)} is gone`);
}

function changed(label: string, before: unknown, now: unknown): string[] {
	return isDeepStrictEqual(before, now)
		? []
		: [`${label} was ${JSON.stringify(before)} and is ${JSON.stringify(now)}`];
}
