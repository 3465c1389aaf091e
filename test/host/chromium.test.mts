import { chromium } from '../../host/chromium.mts';

describe('Chromium', () => {
	test('is the one that CHROMIUM_PATH names, if it starts', async () => {
		// Any program that knows --version will do.
		expect(await chromium({ CHROMIUM_PATH: process.execPath })).toBe(process.execPath);
	});

	test('is not looked for elsewhere when CHROMIUM_PATH leads nowhere', async () => {
		await expect(chromium({ CHROMIUM_PATH: '/nowhere/chromium' })).rejects.toThrow(
			'CHROMIUM_PATH says /nowhere/chromium, but no browser starts there.',
		);
	});
});
