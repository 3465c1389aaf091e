import { decodePolyline } from './polyline';
import { toPoint, type Point } from './sphere';
import { isRecord, parseJson } from '../json';

type Points = [Point, ...Point[]];

/** Parses a coordinate pair. GeoJSON puts the longitude first and may add an altitude. */
function pointFrom(pair: unknown, longitudeFirst: boolean): Point | undefined {
	if (!Array.isArray(pair)) return undefined;
	const [first, second]: unknown[] = pair;
	return longitudeFirst ? toPoint(second, first) : toPoint(first, second);
}

function pointsFrom(pairs: unknown, longitudeFirst: boolean): Points | undefined {
	if (!Array.isArray(pairs)) return undefined;
	const points = pairs.map((pair: unknown) => pointFrom(pair, longitudeFirst));
	return points.every((point) => point !== undefined) ? atLeastOne(points) : undefined;
}

function atLeastOne([first, ...others]: Point[]): Points | undefined {
	return first && [first, ...others];
}

/**
 * Parses the points of a route: a GeoJSON LineString (or a Feature with one) or a list of
 * `[latitude, longitude]`, parsed or as JSON text, or an encoded polyline. Undefined for anything else.
 */
export function parseRoute(value: unknown): Points | undefined {
	if (Array.isArray(value)) return pointsFrom(value, false);
	if (isRecord(value)) {
		if (value.type === 'Feature') return parseRoute(value.geometry);
		return value.type === 'LineString' ? pointsFrom(value.coordinates, true) : undefined;
	}
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	const json = parseJson(text);
	if (typeof json === 'object' && json !== null) return parseRoute(json);
	return atLeastOne(decodePolyline(text) ?? []);
}
