import type { IDataObject } from 'n8n-workflow';

import { MOST_REMEMBERED, RequestMemory } from '../../nodes/PlugsurfingEmp/events/requestMemory.ts';

test('remembers 10,000 requests in less than 150 kB, and forgets the oldest first', () => {
	const memory = new RequestMemory();
	const stored: IDataObject = {};
	for (let n = 0; n <= MOST_REMEMBERED; n++) expect(memory.add(`request-${n}`, stored)).toBe(true);
	expect(JSON.stringify(stored).length).toBeLessThan(150_000);

	expect(memory.add('request-1', stored)).toBe(false);
	expect(memory.add(`request-${MOST_REMEMBERED}`, stored)).toBe(false);
	expect(memory.add('request-0', stored)).toBe(true);
});
