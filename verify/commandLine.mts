import { parseFlags, numberFlag, UsageError } from '../simulator/commandLine.mts';

export const HELP = `Checks the inferences about Plugsurfing's API with a real API key.

  PLUGSURFING_EMP_BASE_URL=https://drive-api-stage.plugsurfing.com/drive \\
  PLUGSURFING_EMP_API_KEY=… npm run verify-api -- [options]

It only reads, about 70 requests, and prints each of them before it is sent.

  --write          also create a charging key and a fleet, on stage only; asks before each request
  --wait <s>       how old a cursor gets before it is used again, seconds (5)
  --near <lat,lon> where to search for locations (52.52,13.405)
  --report <file>  write a JSON report for a GitHub issue, with nothing of your account in it
  --help           this text

docs/verify-api.md says more.
`;

const STAGE = 'https://drive-api-stage.plugsurfing.com';
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

export interface VerifyArguments {
	/** The base URL without `/drive`. */
	root: string;
	environment: 'production' | 'stage' | 'other';
	apiKey: string;
	write: boolean;
	waitMs: number;
	near: { latitude: number; longitude: number };
	report: string | undefined;
}

/**
 * Returns the options in the command line and the environment, or `help`.
 *
 * @throws UsageError
 */
export function readArguments(args: string[], env: NodeJS.ProcessEnv): VerifyArguments | 'help' {
	const values = parseFlags(args, ['wait', 'near', 'report'], ['write', 'help']);
	if (values['help']) return 'help';
	const url = readBaseUrl(env['PLUGSURFING_EMP_BASE_URL']);
	const apiKey = env['PLUGSURFING_EMP_API_KEY']?.trim() ?? '';
	if (apiKey === '') throw new UsageError('Set PLUGSURFING_EMP_API_KEY to your API key');
	const write = values['write'] === true;
	if (write && url.origin !== STAGE && !LOOPBACK.includes(url.hostname)) {
		throw new UsageError(`--write works only on stage: ${STAGE}/drive`);
	}
	const seconds = numberFlag('wait', values['wait'], 5, (value) =>
		value >= 0 && value <= 86_400 ? undefined : 'must be seconds from 0 to 86400',
	);
	return {
		root: url.origin + url.pathname.replace(/\/+$/, '').replace(/\/drive$/, ''),
		environment: environmentOf(url),
		apiKey,
		write,
		waitMs: seconds * 1000,
		near: readPoint(values['near'] ?? '52.52,13.405'),
		report: typeof values['report'] === 'string' ? values['report'] : undefined,
	};
}

function readBaseUrl(text = ''): URL {
	if (!URL.canParse(text)) {
		throw new UsageError(
			'Set PLUGSURFING_EMP_BASE_URL to the base URL, such as https://drive-api-stage.plugsurfing.com/drive',
		);
	}
	const url = new URL(text);
	const safe =
		url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.includes(url.hostname));
	if (!safe) throw new UsageError('PLUGSURFING_EMP_BASE_URL must start with https://');
	if (url.username || url.password || url.search || url.hash) {
		throw new UsageError('PLUGSURFING_EMP_BASE_URL must have no user name, query or fragment');
	}
	return url;
}

function environmentOf({ origin }: URL): VerifyArguments['environment'] {
	if (origin === STAGE) return 'stage';
	return origin === STAGE.replace('-stage', '') ? 'production' : 'other';
}

function readPoint(given: string | boolean): { latitude: number; longitude: number } {
	const [latitude = NaN, longitude = NaN, ...more] = String(given).split(',').map(Number);
	if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && more.length === 0) {
		return { latitude, longitude };
	}
	throw new UsageError('--near must be latitude and longitude, such as 52.52,13.405');
}
