import { baseUrlOf } from '../../nodes/PlugsurfingEmp/api/baseUrl.ts';
import { ApiError } from '../../nodes/PlugsurfingEmp/api/http/apiError.ts';

describe('the base URL of a credential', () => {
	test.each([
		['production', 'https://drive-api.plugsurfing.com/drive'],
		['stage', 'https://drive-api-stage.plugsurfing.com/drive'],
	])('of %s is fixed, whatever the hidden custom field holds', (environment, expected) => {
		expect(baseUrlOf({ environment, baseUrl: 'https://elsewhere.example' })).toBe(expected);
	});

	test.each([
		['https://proxy.example/drive', 'https://proxy.example/drive'],
		['https://proxy.example/drive/', 'https://proxy.example/drive'],
		['https://proxy.example', 'https://proxy.example'],
		['  https://proxy.example:8443/a//  ', 'https://proxy.example:8443/a'],
		['http://localhost:4010/drive', 'http://localhost:4010/drive'],
		['http://127.0.0.1:4010/drive', 'http://127.0.0.1:4010/drive'],
		['http://[::1]:4010/drive', 'http://[::1]:4010/drive'],
	])('custom: %j is used as %j', (baseUrl, expected) => {
		expect(baseUrlOf({ environment: 'custom', baseUrl })).toBe(expected);
	});

	test.each([
		['', 'is empty'],
		['   ', 'is empty'],
		[undefined, 'is empty'],
		['drive-api.plugsurfing.com', 'is not an address'],
		['http://proxy.example/drive', 'must start with https://'],
		['http://localhost.evil.example/drive', 'must start with https://'],
		['http://127.0.0.1.evil.example/drive', 'must start with https://'],
		['ftp://proxy.example', 'must start with https://'],
		['file:///etc/passwd', 'must start with https://'],
		['https://user:secret@proxy.example/drive', 'must not contain a user name or password'],
		['https://drive-api.plugsurfing.com@evil.example', 'must not contain a user name or password'],
		['https://proxy.example/drive?key=1', 'must not contain a query'],
		['https://proxy.example/drive?', 'must not contain a query'],
		['https://proxy.example/drive#top', 'must not contain a query (?) or a fragment'],
	])('custom: %j is rejected because it %s', (baseUrl, reason) => {
		const attempt = () =>
			baseUrlOf({ environment: 'custom', ...(baseUrl !== undefined && { baseUrl }) });
		expect(attempt).toThrow(ApiError);
		expect(attempt).toThrow(reason);
		expect(attempt).not.toThrow('secret');
	});
});
