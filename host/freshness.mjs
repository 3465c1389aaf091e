import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether node_modules holds what package-lock.json asks for. npm keeps its own record of what it installed and writes
 * it last, so a broken-off install has none, and a `npm install` by hand needs no second one from us.
 *
 * @param {string} folder
 */
export function isFresh(folder) {
	const wanted = packagesIn(join(folder, 'package-lock.json'));
	const installed = packagesIn(join(folder, 'node_modules', '.package-lock.json'));
	if (!wanted || !installed) return false;
	return Object.entries(wanted).every(([path, entry]) => {
		if (!path.startsWith('node_modules/')) return true;
		const found = installed[path];
		if (!found) return isDispensable(entry);
		return found.version === entry.version && sameContent(found, entry);
	});
}

// Binaries for other platforms are in the lock, but never on the disk.
function isDispensable(entry) {
	return Boolean(entry.optional || entry.extraneous || entry.os || entry.cpu);
}

function sameContent(found, entry) {
	return !found.integrity || !entry.integrity || found.integrity === entry.integrity;
}

function packagesIn(lockFile) {
	try {
		return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
	} catch {
		return undefined;
	}
}
