// Which folder may import which. `npm run lint` checks it; docs/architecture.md explains it.
const PACKAGE = 'nodes/PlugsurfingEmp/';

/** What every folder may import. */
const SHARED = ['json.ts', 'n8nQuirks.ts'];

/** What each folder of the package may import besides itself, json.ts and n8nQuirks.ts, in the direction of data. */
const FOLDERS = {
	execution: ['parameters', 'api', 'actions/operation.ts'],
	methods: ['actions', 'api', 'geo'],
	actions: ['parameters', 'api', 'geo'],
	webhook: ['api'],
	polling: ['api', 'parameters'],
	parameters: [],
	api: ['api/http', 'geo'],
	'api/http': [],
	geo: [],
};

/** A pattern for the files in a folder (not those of its own subfolders, where these have a row), or for one file. */
function filesOf(name) {
	if (name.endsWith('.ts')) return `^${PACKAGE}${name}$`;
	const inner = name === 'api' ? '(?!http/)' : '';
	return `^${PACKAGE}${name}/${inner}`;
}

const folderRules = Object.entries(FOLDERS).map(([folder, others]) => ({
	name: `${folder.replace('/', '-')}-imports`,
	comment: `${folder}/ may import only ${['itself', ...SHARED, ...others].join(', ')}.`,
	severity: 'error',
	from: { path: filesOf(folder) },
	to: {
		path: '^(nodes|credentials|simulator|host|bench|month|verify|test|\\.ci)/',
		pathNot: [filesOf(folder), ...SHARED.map(filesOf), ...others.map(filesOf)],
	},
}));

/** The top-level folders: what ships never imports what does not. */
const sideRules = [
	['nodes', '^(credentials|simulator|host|bench|month|verify|test|\\.ci)/'],
	['credentials', '^(simulator|host|bench|month|verify|test|\\.ci)/'],
	[
		'simulator',
		`^(host|bench|month|verify|test|\\.ci|credentials)/|^nodes/(?!PlugsurfingEmp/api/contract\\.generated\\.ts$)`,
	],
	['host', '^(nodes|credentials|bench|month|verify|test|\\.ci)/'],
	['bench', '^(month|verify|test|\\.ci)/'],
	['month', '^(nodes|credentials|bench|verify|test|\\.ci)/'],
	['verify', '^(nodes|credentials|bench|month|test|\\.ci)/'],
].map(([folder, path]) => ({
	name: `${folder}-imports`,
	comment: `What ${folder}/ must not import.`,
	severity: 'error',
	from: { path: `^${folder}/` },
	to: { path },
}));

module.exports = {
	forbidden: [
		...folderRules,
		{
			name: 'node-classes-imports',
			comment: 'The node classes only connect the folders that do the work.',
			severity: 'error',
			from: { path: `^${PACKAGE}[^/]+\\.node\\.ts$` },
			to: {
				path: '^nodes/',
				pathNot: ['execution', 'methods', 'webhook', 'polling', 'actions'].map(filesOf),
			},
		},
		...sideRules,
		{
			name: 'no-import-of-a-test',
			comment: 'Tests share what is in a support folder, never parts of each other.',
			severity: 'error',
			from: {},
			to: { path: '\\.(test|e2e|editor|queue)\\.mts$' },
		},
		{ name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
		{
			name: 'no-unresolved',
			severity: 'error',
			from: {},
			to: { couldNotResolve: true, pathNot: '^(\\.|n8n-|node:)' },
		},
	],
	options: {
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.dev.json' },
		doNotFollow: { path: 'node_modules' },
		includeOnly: '^(nodes|credentials|simulator|host|bench|month|verify|test|\\.ci)/',
		exclude: { path: 'node_modules|/n8n/' },
		enhancedResolveOptions: { extensions: ['.ts', '.mts', '.mjs', '.cjs', '.js', '.json'] },
	},
};
