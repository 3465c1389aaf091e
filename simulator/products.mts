import type { Call } from './call.mts';
import type { Answer } from './schemas.mts';
import type { State } from './state.mts';

export function listProducts(_call: Call, { products }: State): Answer {
	return { status: 200, body: { products } };
}
