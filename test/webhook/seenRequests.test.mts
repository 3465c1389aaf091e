import type { IDataObject } from 'n8n-workflow';

import { MAX_REMEMBERED, SeenRequests } from '../../nodes/PlugsurfingEmp/webhook/seenRequests.ts';

test('remembers 10,000 requests in less than 150 kB, and forgets the oldest first', () => {
	const memory = new SeenRequests();
	const stored: IDataObject = {};
	for (let n = 0; n <= MAX_REMEMBERED; n++) expect(memory.add(`request-${n}`, stored)).toBe(true);
	expect(JSON.stringify(stored).length).toBeLessThan(150_000);

	expect(memory.add('request-1', stored)).toBe(false);
	expect(memory.add(`request-${MAX_REMEMBERED}`, stored)).toBe(false);
	expect(memory.add('request-0', stored)).toBe(true);
});
