import { isPathSegment } from '../../json';
import { ApiError } from './apiError';

/**
 * Encodes an identifier as one path segment: base64-like IDs contain `/`, `+` and `=`.
 *
 * @throws ApiError for one that cannot be sent. Those that a user enters are checked before.
 */
export function pathSegment(id: string): string {
	if (!isPathSegment(id)) {
		throw new ApiError(
			`Plugsurfing sent the ID ${JSON.stringify(id)}, which no address can contain`,
			{
				remedy: 'Contact Plugsurfing support.',
			},
		);
	}
	return encodeURIComponent(id);
}
