import { aptInstall } from './aptPackages.mts';
import { capture } from './command.mts';
import { Failure } from './failure.mjs';
import { root } from './places.mts';

/**
 * Returns the path of a Debian program. Installs it if necessary.
 *
 * @param why completes "Installing nginx with apt-get, because …"
 * @throws {Failure} if it is missing and cannot be installed
 */
export async function debianProgram(name: string, why: string): Promise<string> {
	const find = () => capture('which', [name], root, { PATH: `${process.env['PATH']}:/usr/sbin` });
	const found = await find().catch(async () => {
		const packages = name === 'nginx' ? ['nginx-light'] : [name];
		if (!(await aptInstall(packages, why))) throw new Failure(`${name} is not installed.`);
		return await find();
	});
	return found.trim();
}
