import { textFiles } from './documents.mts';

/** Phrases that read like a translation. Plain words are "each", "a user", "an unknown status", "our own". */
const BANNED =
	/\bso many\b|\bsomebody\b|\bof ours\b|\bmishap\b|\bwhoever\b|\bin vain\b|\btold of\b|\bof one's own\b|\bmade up for by\b/i;

test('no text uses a phrase that reads like a translation', () => {
	const found = textFiles.flatMap(({ name, text }) =>
		text.split('\n').flatMap((line, index) => {
			const [phrase] = BANNED.exec(line) ?? [];
			return phrase === undefined ? [] : [`${name}:${index + 1}: ${phrase}`];
		}),
	);
	expect(found).toEqual([]);
});
