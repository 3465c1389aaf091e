import type { Simulator } from '../../simulator/simulator.mts';
import { emp, type Answered } from './emp.mts';

export interface Page {
	keys: { keyIdentifier: string; fleetId?: string }[];
	cursor?: string | null;
}

export function isPage(data: unknown): data is Page {
	return typeof data === 'object' && data !== null && 'keys' in data && Array.isArray(data.keys);
}

export function pageOf({ status, data }: Answered): Page {
	if (status !== 200 || !isPage(data))
		throw new Error(`No page: ${status} ${JSON.stringify(data)}`);
	return data;
}

/** Reads a whole list, with the page sizes in turn. Returns the identifiers in order. */
export async function listIdentifiers(
	simulator: Simulator,
	pageSizes: readonly number[],
	filter: { fleetId?: string } = {},
): Promise<string[]> {
	const identifiers: string[] = [];
	let cursor: string | null | undefined;
	let turn = 0;
	do {
		const params = { ...filter, page_size: pageSizes[turn++ % pageSizes.length], cursor };
		const page = pageOf(await emp(simulator, 'GET', '/emp/v1/charging-keys', { params }));
		identifiers.push(...page.keys.map(({ keyIdentifier }) => keyIdentifier));
		cursor = page.cursor;
	} while (cursor);
	return identifiers;
}
