import fc from 'fast-check';

import { FileContent } from '../../../nodes/PlugsurfingEmp/actions/chargingKey/fileContent.ts';

describe('the content of a file', () => {
	test('is all that was added, in order, in UTF-8', () => {
		fc.assert(
			fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => {
				const content = new FileContent();
				for (const text of texts) content.add(text);
				expect(content.toBuffer().toString()).toBe(texts.join(''));
			}),
		);
	});

	test.each([1, 1_000_000, 1_048_575, 1_048_576, 1_048_577, 1_500_000, 5_000_000])(
		'has room for more after a text of %i characters',
		(length) => {
			const texts = ['ä', 'x'.repeat(length), '€', 'y'.repeat(length), '🚗'];
			const content = new FileContent();
			for (const text of texts) content.add(text);
			expect(content.toBuffer().equals(Buffer.from(texts.join('')))).toBe(true);
		},
	);

	test.each([
		['', 'ü€'],
		['head', ''],
		['head', 'x'.repeat(2_000_000)],
	])('goes on after the content of another file (%#)', (before, appended) => {
		const content = new FileContent();
		if (before) content.add(before);
		const other = new FileContent();
		if (appended) other.add(appended);
		content.append(other);
		content.add('🚗');
		expect(content.toBuffer().toString()).toBe(`${before}${appended}🚗`);
	});

	test('releases its memory once it is a buffer, and can be filled again', () => {
		const before = process.memoryUsage().arrayBuffers;
		const content = new FileContent();
		for (let piece = 0; piece < 40; piece++) content.add('x'.repeat(1_000_000));
		expect(content.toBuffer()).toHaveLength(40_000_000);
		expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60_000_000);
		content.add('y');
		expect(content.toBuffer().toString()).toBe('y');
	});
});
