/** What test/editor/editorRun.mts tells the tests. */
export function fromRun(name: 'EDITOR_CHROMIUM' | 'EDITOR_PICTURES'): string {
	const value = process.env[name];
	if (!value) throw new Error('Start the editor tests with: npm run test:editor');
	return value;
}
