import { networkCodeOf } from '../../../nodes/PlugsurfingEmp/api/http/networkErrors.ts';

const refused = { code: 'ECONNREFUSED' };

test.each([
	['of the network itself', refused, 'ECONNREFUSED'],
	[
		'inside what n8n throws',
		new Error('No', { cause: new Error('No', { cause: refused }) }),
		'ECONNREFUSED',
	],
	[
		'in the place of a status, as in older n8n',
		{ httpCode: 'ENOTFOUND', cause: undefined },
		'ENOTFOUND',
	],
	['deeper than that place', { httpCode: 'ERR', cause: refused }, 'ECONNREFUSED'],
	['that is none but a status', { httpCode: '503' }, undefined],
	['of what is no error', 'ECONNREFUSED', undefined],
])('finds the code %s', (_where, thrown, code) => {
	expect(networkCodeOf(thrown)).toBe(code);
});

test('gives up on an endless chain', () => {
	const endless: { cause?: unknown } = {};
	endless.cause = endless;
	expect(networkCodeOf(endless)).toBeUndefined();
});
