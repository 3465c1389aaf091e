import { decodePolyline } from './polyline';
import type { Point } from './sphere';

type Points = [Point, ...Point[]];

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function degrees(value: unknown): number {
	return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')
		? Number(value)
		: Number.NaN;
}

/** A pair of coordinates; GeoJSON puts the longitude first and may add a height. */
function pointFrom(pair: unknown, longitudeFirst: boolean): Point | undefined {
	if (!Array.isArray(pair)) return undefined;
	const [first, second] = pair.map(degrees);
	const [latitude = Number.NaN, longitude = Number.NaN] = longitudeFirst
		? [second, first]
		: [first, second];
	const onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
	return onEarth ? { latitude, longitude } : undefined;
}

function pointsFrom(pairs: unknown, longitudeFirst: boolean): Points | undefined {
	if (!Array.isArray(pairs)) return undefined;
	const points = pairs.map((pair: unknown) => pointFrom(pair, longitudeFirst));
	return points.every((point) => point !== undefined) ? atLeastOne(points) : undefined;
}

function atLeastOne([first, ...others]: Point[]): Points | undefined {
	return first && [first, ...others];
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/**
 * The points of a route that is given as a GeoJSON LineString (or a Feature of one), as a list of
 * `[latitude, longitude]`, each of them as such or as JSON text, or as an encoded polyline. Nothing when it is no route.
 */
export function parseRoute(value: unknown): Points | undefined {
	if (Array.isArray(value)) return pointsFrom(value, false);
	if (isObject(value)) {
		if (value.type === 'Feature') return parseRoute(value.geometry);
		return value.type === 'LineString' ? pointsFrom(value.coordinates, true) : undefined;
	}
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	const json = parsed(text);
	if (typeof json === 'object' && json !== null) return parseRoute(json);
	return atLeastOne(decodePolyline(text) ?? []);
}
