import { Contract } from '../../simulator/contract.mts';
import type { Simulator } from '../../simulator/simulator.mts';
import { factsOf, verify, type VerifyOptions } from '../../verify/verify.mts';
import { rewritingProxy, type Rewrite } from './rewritingProxy.mts';

const contract = Contract.load();

/** Checks facts against a simulator behind these rewrites, with other options of `verify()` where given. */
export async function runBehind(
	simulator: Simulator,
	rewrites: Rewrite[] = [],
	options: Partial<VerifyOptions> = {},
	facts = factsOf(0),
) {
	const proxy = await rewritingProxy(simulator.origin, rewrites);
	const printed: string[] = [];
	try {
		const { rows, report } = await verify(
			{
				root: proxy.origin,
				apiKey: simulator.apiKey,
				near: { latitude: 52.52, longitude: 13.405 },
				waitMs: 0,
				contract: await contract,
				print: (line) => printed.push(line),
				confirm: () => Promise.resolve(true),
				sleep: () => Promise.resolve(),
				...options,
			},
			facts,
		);
		return { rows, report, printed };
	} finally {
		proxy.close();
	}
}
