import { PREFIX } from './arrival.mts';

/** Which requests a fault applies to; by default the next one. */
interface FaultTarget {
	method?: string;
	/** Raw path after the `/drive` prefix, without the query; `*` matches anything. */
	path?: string;
	/** A part of the raw body. */
	bodyIncludes?: string;
	/** Number of requests it applies to; by default 1. */
	times?: number | 'always';
	/** Number of matching requests that pass first; by default 0. */
	after?: number;
}

/** Effect of a fault. With `tookEffect`, the operation is executed anyway. */
export type FaultEffect =
	| {
			kind: 'status';
			status: number;
			headers?: Record<string, string>;
			/** JSON; by default the status as message. */
			body?: unknown;
			tookEffect?: boolean;
	  }
	| { kind: 'reset'; tookEffect?: boolean }
	| { kind: 'hang'; tookEffect?: boolean }
	| { kind: 'html'; status?: number }
	/** `connection`: half of the declared bytes, then the end. `json`: half of the text, with the matching length. */
	| { kind: 'truncated'; how: 'connection' | 'json' }
	| { kind: 'slowBody'; durationMs: number }
	/** The list returns the cursor of the request. */
	| { kind: 'repeatedCursor' }
	/** The list returns this cursor. */
	| { kind: 'cursor'; cursor: string | null }
	/** An empty page whose cursor leads to the rows it should have had. */
	| { kind: 'emptyPage' }
	/** Status 200 with this JSON (by default `{}`) without executing the operation. */
	| { kind: 'withoutList'; body?: unknown }
	| { kind: 'redirect'; location: string; status?: number };

export type Fault = FaultEffect & FaultTarget;

const TARGET_SCHEMA = {
	method: { type: 'string' },
	path: { type: 'string' },
	bodyIncludes: { type: 'string' },
	times: { anyOf: [{ type: 'integer', minimum: 1 }, { const: 'always' }] },
	after: { type: 'integer', minimum: 0 },
};
const STATUS = { type: 'integer', minimum: 200, maximum: 599 };
const TOOK_EFFECT = { type: 'boolean' };

function schemaOf(kind: string, properties: Record<string, object> = {}, required: string[] = []) {
	return {
		type: 'object',
		required: ['kind', ...required],
		additionalProperties: false,
		properties: { kind: { const: kind }, ...properties, ...TARGET_SCHEMA },
	};
}

/** JSON Schema of a Fault, for faults added over HTTP. */
export const FAULT_SCHEMA = {
	type: 'object',
	required: ['kind'],
	discriminator: { propertyName: 'kind' },
	oneOf: [
		schemaOf(
			'status',
			{
				status: STATUS,
				headers: { type: 'object', additionalProperties: { type: 'string' } },
				body: {},
				tookEffect: TOOK_EFFECT,
			},
			['status'],
		),
		schemaOf('reset', { tookEffect: TOOK_EFFECT }),
		schemaOf('hang', { tookEffect: TOOK_EFFECT }),
		schemaOf('html', { status: STATUS }),
		schemaOf('truncated', { how: { enum: ['connection', 'json'] } }, ['how']),
		schemaOf('slowBody', { durationMs: { type: 'number', minimum: 0 } }, ['durationMs']),
		schemaOf('repeatedCursor'),
		schemaOf('cursor', { cursor: { type: ['string', 'null'] } }, ['cursor']),
		schemaOf('emptyPage'),
		schemaOf('withoutList', { body: {} }),
		schemaOf('redirect', { location: { type: 'string' }, status: STATUS }, ['location']),
	],
};

interface Target {
	method: string;
	pathname: string;
	bodyText: string;
}

interface PendingFault {
	fault: Fault;
	path: RegExp | undefined;
	toPass: number;
	toHit: number;
}

/** Pending faults in the order they were added. The first match applies to a request. */
export class Faults {
	private pending: PendingFault[] = [];

	add(...faults: Fault[]): void {
		for (const fault of faults) {
			this.pending.push({
				fault,
				path: fault.path === undefined ? undefined : pathPattern(fault.path),
				toPass: fault.after ?? 0,
				toHit: fault.times === 'always' ? Infinity : (fault.times ?? 1),
			});
		}
	}

	clear(): void {
		this.pending = [];
	}

	/** Number of pending faults. */
	get count(): number {
		return this.pending.length;
	}

	/** Returns the fault for this request, if any. */
	take(target: Target): Fault | undefined {
		for (const pending of this.pending) {
			if (!this.fits(pending, target)) continue;
			if (pending.toPass > 0) {
				pending.toPass--;
				continue;
			}
			pending.toHit--;
			if (pending.toHit <= 0) this.pending = this.pending.filter((other) => other !== pending);
			return pending.fault;
		}
		return undefined;
	}

	private fits({ fault, path }: PendingFault, { method, pathname, bodyText }: Target): boolean {
		if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
		if (fault.bodyIncludes !== undefined && !bodyText.includes(fault.bodyIncludes)) return false;
		const relative = pathname.startsWith(`${PREFIX}/`) ? pathname.slice(PREFIX.length) : pathname;
		return path === undefined || path.test(relative);
	}
}

function pathPattern(path: string): RegExp {
	const literals = path.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(`^${literals.join('.*')}$`);
}
