import { withSections } from '../../bench/document.mts';

const c = { letter: 'c', title: 'Third', text: 'old figures' };
const a = { letter: 'a', title: 'First', text: 'figures' };

test('keeps the sections that were not measured again, in order', () => {
	const document = withSections('', [c]);
	const both = withSections(document, [a]);
	expect(both.indexOf('## a. First\n\nfigures')).toBeGreaterThan(0);
	expect(both.indexOf('## c. Third\n\nold figures')).toBeGreaterThan(both.indexOf('## a.'));
});

test('replaces those that were', () => {
	const document = withSections(withSections('', [a, c]), [{ ...c, text: 'new figures' }]);
	expect(document).toContain('new figures');
	expect(document).not.toContain('old figures');
	expect(document.match(/^## /gm)).toHaveLength(2);
	expect(withSections(document, [])).toBe(document);
});
