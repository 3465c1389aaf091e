import { isPathSegment } from '../../json';
import { ApiError } from './apiError';

/**
 * Encodes an identifier as one path segment: base64-like IDs contain `/`, `+` and `=`.
 *
 * @throws ApiError if a URL cannot contain it. IDs that a user enters are checked earlier.
 */
export function pathSegment(id: string): string {
	if (!isPathSegment(id)) {
		throw new ApiError(
			`Plugsurfing sent the ID ${JSON.stringify(id)}, which a URL cannot contain`,
			{
				remedy: 'Contact Plugsurfing support.',
			},
		);
	}
	return encodeURIComponent(id);
}
