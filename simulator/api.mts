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
import { refusal, type Answer } from './schemas.mts';
import { State } from './state.mts';

/** An answer of the simulator's own that broke the contract: a mistake in the simulator or in a test's data. */
export interface ContractBreach {
	operationId: string;
	status: number;
	problems: string[];
}

/** The API without its HTTP side: takes a request in, lets it have its effect, says what to send. */
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
		this.fairUse = new FairUse(options);
		this.events = new EventLog(options.now);
	}

	/** Back to how everything was at the start. */
	reset(): void {
		this.state = new State(this.options);
		this.fairUse = new FairUse(this.options);
		this.faults.clear();
		this.log.clear();
		this.events.clear();
		this.contractBreaches.length = 0;
	}

	/** Notes a request in the log. */
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

	/** Carries a request out and says what its sender gets. */
	answer(arrival: Arrival): Delivery {
		const delivery = this.deliver(arrival);
		const { status, text = '' } = 'reply' in delivery ? delivery.reply : {};
		this.log.answer(arrival.logged, status, text);
		return delivery;
	}

	/** How much of fair use the API key has spent in this clock minute. */
	get fairUseInMinute(): { spent: number; allowed: number } {
		const { apiKey, requestsPerMinute, now } = this.options;
		return { spent: this.fairUse.spentInMinute(apiKey, now()), allowed: requestsPerMinute };
	}

	/** The API keys that are known. */
	get apiKeys(): string[] {
		const { apiKey, apiKeyWithoutPermission } = this.options;
		return [apiKey, apiKeyWithoutPermission].filter((key) => key !== undefined);
	}

	private deliver(arrival: Arrival): Delivery {
		const tooMany = this.tooMany(arrival);
		if (tooMany) return { way: 'whole', reply: toReply(tooMany) };
		const fault = this.faults.take(arrival.logged);
		if (!fault) return { way: 'whole', reply: toReply(this.operate(arrival)) };
		const { cursor } = arrival.request.query;
		const askedCursor = typeof cursor === 'string' ? cursor : undefined;
		return deliverFaulty(fault, askedCursor, () => this.operate(arrival));
	}

	private tooMany({ request, operation }: Arrival): Answer | undefined {
		const apiKey = request.headers['x-api-key'];
		if (!operation || typeof apiKey !== 'string' || !this.isKnown(apiKey)) return undefined;
		const waitMs = this.fairUse.spend(apiKey, this.options.now());
		if (waitMs === undefined) return undefined;
		const answer = refusal(429, 'Too Many Requests');
		if (!this.options.retryAfter) return answer;
		return { ...answer, headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) } };
	}

	private isKnown(apiKey: string): boolean {
		return apiKey === this.options.apiKey || apiKey === this.options.apiKeyWithoutPermission;
	}

	private operate(arrival: Arrival): Answer {
		const { request, operation, undecodable } = arrival;
		// The order and the words of an API gateway: an unknown route comes before a wrong key.
		const handler = operations[operation?.operationId ?? ''];
		if (!operation || !handler) return refusal(403, 'Missing Authentication Token');
		const apiKey = request.headers['x-api-key'];
		if (typeof apiKey !== 'string' || !this.isKnown(apiKey)) return refusal(401, 'Unauthorized');
		if (apiKey !== this.options.apiKey) return refusal(403, 'Forbidden');
		if (undecodable) return refusal(400, 'The path is not percent-encoded properly');
		const wrong = this.contract.wrongWithRequest(operation, request);
		if (wrong.length > 0) return refusal(400, wrong.join('; '));

		const call = {
			params: arrival.logged.params,
			query: request.query,
			// The contract has checked it.
			body: request.body as never,
		};
		const answer = handler(call, this.state);
		const problems = this.contract.wrongWithAnswer(operation, answer);
		if (problems.length === 0) return answer;
		this.contractBreaches.push({
			operationId: operation.operationId ?? '',
			status: answer.status,
			problems,
		});
		return refusal(500, `The simulator broke the contract: ${problems.join('; ')}`);
	}
}
