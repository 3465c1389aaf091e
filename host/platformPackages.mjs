const operatingSystems = 'aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32';
const processors = 'arm64|arm|ia32|loong64|mips64el|ppc64|riscv64|s390x|x64';
const naming = new RegExp(`-(${operatingSystems})-(${processors})(?:-(.+))?$`);

/**
 * Entries for the optional packages that packages of a lock name, but that the lock has not.
 *
 * @param {Record<string, any>} packages the `packages` of a package-lock.json
 */
export function missingPlatformPackages(packages) {
	const missing = {};
	for (const [path, entry] of Object.entries(packages)) {
		for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
			if (isReachable(packages, path, name)) continue;
			// Beside the package that names it, as npm itself would place it.
			const level = path.slice(0, path.lastIndexOf('node_modules/'));
			missing[`${level}node_modules/${name}`] = platformEntry(name, version, entry);
		}
	}
	return missing;
}

/** Whether Node, looking from a package upwards, would come upon an entry for this name. */
function isReachable(packages, from, name) {
	for (let path = from; ; path = path.slice(0, path.lastIndexOf('/node_modules/'))) {
		if (packages[`${path}/node_modules/${name}`]) return true;
		if (!path.includes('/node_modules/')) return Boolean(packages[`node_modules/${name}`]);
	}
}

function platformEntry(name, version, { dev }) {
	const [, os, cpu, variant = ''] = naming.exec(name) ?? [];
	if (!os || !/^\d/.test(version)) {
		throw new Error(
			`${name}@${version} is not in the lock, nor is it clear which platform it is for.`,
		);
	}
	const libc = variant.startsWith('musl') ? 'musl' : 'glibc';
	return {
		version,
		cpu: [cpu],
		...(dev && { dev }),
		...(os === 'linux' && variant && { libc: [libc] }),
		optional: true,
		os: [os],
	};
}
