import { PREFIX } from './arrival.mts';

/** Which requests a fault hits. Without any of these: the next one, whatever it is. */
interface FaultTarget {
	method?: string;
	/** Raw path after the `/drive` prefix, without the query; `*` stands for anything. */
	path?: string;
	/** A part of the raw body. */
	bodyIncludes?: string;
	/** How many requests it hits; 1 if not given. */
	times?: number | 'always';
	/** How many matching requests pass before it begins; 0 if not given. */
	after?: number;
}

/** What happens to a request that is hit. `tookEffect`: the operation is carried out all the same. */
export type FaultEffect =
	| {
			kind: 'status';
			status: number;
			headers?: Record<string, string>;
			/** JSON; without it the message is the status. */
			body?: unknown;
			tookEffect?: boolean;
	  }
	| { kind: 'reset'; tookEffect?: boolean }
	| { kind: 'hang'; tookEffect?: boolean }
	| { kind: 'html'; status?: number }
	/** `connection`: half of the announced bytes, then the end. `json`: half of the text, announced as such. */
	| { kind: 'truncated'; how: 'connection' | 'json' }
	| { kind: 'slowBody'; durationMs: number }
	/** The list answers with the cursor that it was asked with. */
	| { kind: 'repeatedCursor' }
	/** The list answers with this cursor. */
	| { kind: 'cursor'; cursor: string | null }
	/** An empty page, whose cursor leads to the rows that were due. */
	| { kind: 'emptyPage' }
	/** Status 200 with this JSON, `{}` if not given, and nothing done. */
	| { kind: 'withoutList'; body?: unknown }
	| { kind: 'redirect'; location: string; status?: number };

export type Fault = FaultEffect & FaultTarget;

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

/** Faults that were switched on, in the order they were added: the first one that fits a request hits it. */
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

	/** Faults that have not hit as often as they are to. */
	get count(): number {
		return this.pending.length;
	}

	/** The fault that hits this request, if any. */
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
