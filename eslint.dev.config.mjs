// Development code (tests, simulator, host, bench) runs in plain Node. n8n's strict configuration in
// eslint.config.mjs must not be changed and matches every *.ts, so this code is *.mts.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
	{
		ignores: [
			'**/node_modules/',
			'dist/',
			'.demo/',
			'.e2e/',
			'.editor/',
			'.queue/',
			'.month/',
			'.mutation/',
			'**/*.{js,cjs,ts}',
		],
	},
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	js.configs.recommended,
	{
		files: ['**/*.mts'],
		extends: [tseslint.configs.strictTypeChecked],
		languageOptions: {
			parserOptions: {
				project: ['./tsconfig.dev.json', './simulator/page/tsconfig.json'],
				tsconfigRootDir: import.meta.dirname,
			},
		},
		rules: {
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
		},
	},
	{
		files: ['**/*.mjs'],
		languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
	},
);
