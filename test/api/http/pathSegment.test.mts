import { pathSegment } from '../../../nodes/PlugsurfingEmp/api/http/pathSegment.ts';

test('an ID is encoded as one segment', () => {
	expect(pathSegment('a/b+c=')).toBe('a%2Fb%2Bc%3D');
});

test.each([
	['.', '"."'],
	['..', '".."'],
	['\ud800', '"\\ud800"'],
])('an ID of the API that a URL cannot contain is an error: %j', (id, shown) => {
	expect(() => pathSegment(id)).toThrow(
		expect.objectContaining({
			message: `Plugsurfing sent the ID ${shown}, which a URL cannot contain`,
			details: { remedy: 'Contact Plugsurfing support.' },
		}) as Error,
	);
});
