import { readArrival, type Arrival, type RawRequest } from './arrival.mts';
import type { Contract } from './contract.mts';
import { toReply, type Delivery } from './delivery.mts';
import { EventLog } from './eventLog.mts';
import { FairUse } from './fairUse.mts';
import { deliverFaulty } from './faultEffects.mts';
import { Faults } from './faults.mts';
import { operations } from './operations.mts';
import type { SimulatorOptions } from './options.mts';
import { RequestLog } from './requestLog.mts';
import { errorResponse, type Answer } from './schemas.mts';
import { State } from './state.mts';

/** A response of the simulator that violates the contract: a bug in the simulator or in a test's data. */
export interface ContractBreach {
	operationId: string;
	status: number;
	problems: string[];
}

/** The API without HTTP: processes a request and returns the response to send. */
export class Api {
	state: State;
	readonly faults = new Faults();
	readonly log = new RequestLog();
	readonly events: EventLog;
	readonly contractBreaches: ContractBreach[] = [];
	private fairUse: FairUse;

	constructor(
		private readonly options: SimulatorOptions,
		private readonly contract: Contract,
	) {
		this.state = new State(options);
		this.fairUse = new FairUse(options.requestsPerMinute);
		this.events = new EventLog(options.now);
	}

	/** Restores the initial state. */
	reset(): void {
		this.state = new State(this.options);
		this.fairUse = new FairUse(this.options.requestsPerMinute);
		this.faults.clear();
		this.log.clear();
		this.events.clear();
		this.contractBreaches.length = 0;
	}

	/** Adds a request to the log. */
	arrive(raw: RawRequest): Arrival {
		const arrival = readArrival(
			raw,
			this.contract,
			this.options.now(),
			this.options.geosearchUnder,
		);
		this.log.add(arrival.logged);
		return arrival;
	}

	/** Executes a request and returns the response. */
	answer(arrival: Arrival): Delivery {
		const delivery = this.deliver(arrival);
		const { status, text = '' } = 'reply' in delivery ? delivery.reply : {};
		this.log.answer(arrival.logged, status, text);
		return delivery;
	}

	/** Number of requests in this clock minute, and the limit. */
	get fairUseInMinute(): { spent: number; allowed: number } {
		const { requestsPerMinute, now } = this.options;
		return { spent: this.fairUse.spentInMinute(now()), allowed: requestsPerMinute };
	}

	get apiKey(): string {
		return this.options.apiKey;
	}

	private deliver(arrival: Arrival): Delivery {
		const waitMs = this.isAccepted(arrival) ? this.fairUse.spend(this.options.now()) : 0;
		if (waitMs > 0) {
			const retryAfter = { 'retry-after': String(Math.ceil(waitMs / 1000)) };
			const headers = this.options.retryAfter ? retryAfter : {};
			const answer = { ...errorResponse(429, 'Too Many Requests'), headers };
			return { way: 'whole', reply: toReply(answer) };
		}
		const fault = this.faults.take(arrival.logged);
		if (!fault) return { way: 'whole', reply: toReply(this.operate(arrival)) };
		const { cursor } = arrival.request.query;
		const requestedCursor = typeof cursor === 'string' ? cursor : undefined;
		return deliverFaulty(fault, requestedCursor, () => this.operate(arrival));
	}

	/** Returns whether the request is one of the API and has the API key. */
	private isAccepted({ request, operation }: Arrival): boolean {
		return operation !== undefined && request.headers['x-api-key'] === this.options.apiKey;
	}

	private operate(arrival: Arrival): Answer {
		const { request, operation, undecodable } = arrival;
		// Order and messages of an API gateway: it checks the route before the key.
		const handler = operations[operation?.operationId ?? ''];
		if (!operation || !handler) return errorResponse(403, 'Missing Authentication Token');
		if (!this.isAccepted(arrival)) return errorResponse(401, 'Unauthorized');
		if (undecodable) return errorResponse(400, 'The path is not percent-encoded properly');
		const wrong = this.contract.requestViolations(operation, request);
		if (wrong.length > 0) return errorResponse(400, wrong.join('; '));

		const call = {
			params: arrival.logged.params,
			query: request.query,
			// Validated against the contract.
			body: request.body as never,
		};
		const answer = handler(call, this.state);
		const problems = this.contract.responseViolations(operation, answer);
		if (problems.length === 0) return answer;
		this.contractBreaches.push({
			operationId: operation.operationId ?? '',
			status: answer.status,
			problems,
		});
		return errorResponse(500, `The simulator broke the contract: ${problems.join('; ')}`);
	}
}
