import { arrayAt, at, textAt, type JsonObject } from '../../host/shape.mts';

interface Box {
	name: string;
	left: number;
	top: number;
	right: number;
	bottom: number;
}

const sticky = 'n8n-nodes-base.stickyNote';
const size = 96;
// The name below a node is wider than the node and needs room too.
const margin = { side: 48, below: 48 };

export function isSticky(node: JsonObject): boolean {
	return node['type'] === sticky;
}

/** The room that a node and its name take on the canvas. */
function boxOf(node: JsonObject): Box {
	const position = arrayAt(node, 'position');
	const [left, top] = [Number(position[0]), Number(position[1])];
	const name = textAt(node, 'name');
	if (isSticky(node)) {
		const width = Number(at(node, 'parameters', 'width'));
		const height = Number(at(node, 'parameters', 'height'));
		return { name, left, top, right: left + width, bottom: top + height };
	}
	return {
		name,
		left: left - margin.side,
		top,
		right: left + size + margin.side,
		bottom: top + size + margin.below,
	};
}

/** Pairs of nodes that overlap. A sticky note may frame a node, but not cut through it. */
export function overlaps(nodes: readonly JsonObject[]): string[] {
	return nodes.flatMap((node, index) =>
		nodes.slice(index + 1).flatMap((other) => {
			const [a, b] = [boxOf(node), boxOf(other)];
			if (!touch(a, b)) return [];
			if (isSticky(node) !== isSticky(other) && (holds(a, b) || holds(b, a))) return [];
			return [`${a.name} and ${b.name}`];
		}),
	);
}

/** Titles of the notes with only text: others have room for the nodes that they frame. */
export function titlesOfNotes(nodes: readonly JsonObject[]): string[] {
	return nodes
		.filter(isSticky)
		.filter((note) => !nodes.some((node) => !isSticky(node) && holds(boxOf(note), boxOf(node))))
		.map((note) => textAt(note, 'parameters', 'content').split('\n')[0] ?? '')
		.map((title) => title.replace(/^#+ /, ''));
}

function touch(a: Box, b: Box): boolean {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function holds(outer: Box, inner: Box): boolean {
	return (
		outer.left <= inner.left &&
		outer.top <= inner.top &&
		outer.right >= inner.right &&
		outer.bottom >= inner.bottom
	);
}
