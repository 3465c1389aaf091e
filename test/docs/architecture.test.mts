import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

import { root } from '../../host/places.mts';

/** Every folder may import these. */
const SHARED = ['json.ts', 'n8nQuirks.ts'];

const PACKAGE = 'nodes/PlugsurfingEmp';

const page = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8');

/** A section of the page, without its heading. */
function section(heading: string): string {
	const [, text = ''] = page.split(`## ${heading}`);
	return text.split('\n## ')[0] ?? '';
}

describe('the diagram of the folders', () => {
	interface Rule {
		name: string;
		from: { path?: string };
		to: { pathNot?: string[] };
	}

	/** The label of a lint rule pattern in the diagram. */
	function labelOf(pattern: string): string {
		return pattern
			.replace(`^${PACKAGE}/`, '')
			.replace('[^/]+\\.node\\.ts$', '*.node.ts')
			.replace('(?!http/)', '')
			.replace(/[/$]$/, '');
	}

	/** The arrows that the lint rule allows: "webhook --> api". */
	function allowedArrows(): string[] {
		const { forbidden } = createRequire(join(root, 'package.json'))(
			'./.dependency-cruiser.cjs',
		) as { forbidden: Rule[] };
		return forbidden
			.filter(({ from }) => from.path?.startsWith(`^${PACKAGE}/`))
			.flatMap(({ from, to }) => {
				const folder = labelOf(from.path ?? '');
				const targets = (to.pathNot ?? []).map(labelOf);
				return targets
					.filter((target) => target !== folder && !SHARED.includes(target))
					.map((target) => `${folder} --> ${target}`);
			});
	}

	/** The arrows of the diagram, with the labels of its boxes. */
	function drawnArrows(): string[] {
		const [, diagram = ''] = /```mermaid\n(.*?)```/s.exec(page) ?? [];
		const labels = new Map(
			[...diagram.matchAll(/(\w+)\["(.+?)"\]/g)].map(([, id = '', label = '']) => [id, label]),
		);
		const label = (box: string) => {
			const id = box.trim().replace(/\[.*/, '');
			return labels.get(id) ?? id;
		};
		return diagram
			.split('\n')
			.filter((line) => line.includes(' --> '))
			.flatMap((line) => {
				const [from = '', to = ''] = line.split(' --> ');
				return to.split(' & ').map((target) => `${label(from)} --> ${label(target)}`);
			});
	}

	test('has the arrows that the lint rule allows, and no others', () => {
		const allowed = allowedArrows();
		expect(allowed).toContain('webhook --> api');
		expect(drawnArrows().sort()).toEqual(allowed.sort());
	});
});

describe('a walk', () => {
	/** The files that a file imports, from the folder of the package. */
	function importsOf(file: string): string[] {
		const source = readFileSync(join(root, PACKAGE, file), 'utf8');
		return [...source.matchAll(/ from '(\.[^']+)'/g)].map(([, target = '']) => {
			const path = relative(PACKAGE, join(PACKAGE, dirname(file), target));
			return existsSync(join(root, PACKAGE, `${path}.ts`)) ? `${path}.ts` : `${path}/index.ts`;
		});
	}

	test.each(['Walk 1', 'Walk 2'])('only opens files that an earlier one imports: %s', (heading) => {
		const steps = section(heading).matchAll(/^\d+\. `(.+?)`/gm);
		const files = [...steps].map(([, file = '']) => file);
		expect(files.length).toBeGreaterThan(1);
		const known = new Set(files.slice(0, 1));
		for (const file of files) {
			expect([...known]).toContain(file);
			for (const next of importsOf(file)) known.add(next);
		}
	});
});
