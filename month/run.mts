import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Closing } from '../host/closing.mts';
import { Failure } from '../host/failure.mjs';
import { ScriptedModel } from '../host/scriptedModel.mts';
import type { QueueServices } from '../host/queueServices.mts';
import type { LoggedRequest } from '../simulator/simulator.mts';
import { startSimulator, type Simulator } from '../simulator/simulator.mts';
import { modelStep } from './agent.mts';
import { Clock } from './clock.mts';
import { Customer } from './customer.mts';
import { KeyList } from './keyList.mts';
import { Ledger } from './ledger.mts';
import { OWN_WEBHOOK, OwnWebhookCalls, type OwnWebhookResult } from './ownWebhook.mts';
import { PACE, Plugsurfing } from './plugsurfing.mts';
import { Receiver } from './receiver.mts';
import { reconcile, type Line } from './reconciliation.mts';
import { billFor, TARIFFS } from './tariff.mts';
import { Timeline } from './timeline.mts';
import { drawTroubles, type Trouble, type TroubleOptions } from './troubles.mts';
import { COUNTRIES, NIGHTLY } from './workflows.mts';
import { drawWorld, type Happening, type World, type WorldOptions } from './world.mts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SECRET = 'current-secret';
const LOCATIONS = 3000;
const MAX_AWAY_MS = 2 * HOUR;
const LOCK_SECONDS = 6;
/** Nights after the month until everything has arrived. */
const QUIET_NIGHTS = 8;
const PATIENCE_MS = 120_000;

export type MonthOptions = WorldOptions &
	TroubleOptions & {
		/** Real seconds for a day; divides 3600. */
		daySeconds: number;
		/** 1: n8n evaluates expressions without sandboxes, which makes webhooks about five times as fast. */
		legacyEngine: number;
	};

export interface MonthResult {
	lines: Line[];
	timeline: Timeline;
	ledger: Ledger;
	world: World;
	requests: readonly LoggedRequest[];
	/** n8n's executions by workflow and status. */
	executions: string;
	/** Orders that were handed over more than once. */
	repeatedOrders: number;
	ownWebhook: OwnWebhookResult;
}

/** Plays a month against a full n8n and compares the customer's books with what really happened. */
export async function playMonth(
	options: MonthOptions,
	folder: string,
	services: QueueServices,
	closing: Closing,
	say: (progress: string) => void,
): Promise<MonthResult> {
	const world = drawWorld(options);
	const month = new Month(options, world, folder);
	closing.add(() => month.close());
	say('Starting PostgreSQL and n8n');
	await month.open(services, closing);
	say(`${options.days} days begin: ${options.sessions} sessions, ${options.drivers} drivers`);
	await month.play(say);
	say('The month is over. Nights follow in which what is missing arrives');
	await month.settle(say);
	return await month.reconcile();
}

class Month {
	readonly clock: Clock;
	readonly ledger = new Ledger();
	readonly timeline: Timeline;
	private readonly requests: LoggedRequest[] = [];
	private readonly pending = new Set<Promise<unknown>>();
	private readonly ownWebhook = new OwnWebhookCalls(
		() => `${this.all.customer.url}/webhook/${OWN_WEBHOOK.path}`,
	);
	private seen = 0;
	private watching: NodeJS.Timeout | undefined;
	private parts:
		| {
				simulator: Simulator;
				receiver: Receiver;
				customer: Customer;
				keyList: KeyList;
				plugsurfing: Plugsurfing;
		  }
		| undefined;

	constructor(
		private readonly options: MonthOptions,
		private readonly world: World,
		private readonly folder: string,
	) {
		this.clock = new Clock(world.start, DAY / 1000 / options.daySeconds);
		this.timeline = new Timeline(this.clock.now, join(folder, 'timeline.txt'));
	}

	async open(services: QueueServices, closing: Closing): Promise<void> {
		const { world, options, clock, ledger, timeline } = this;
		const simulator = await startSimulator({
			...{ keys: 0, orders: 1, locations: LOCATIONS, seed: options.seed, now: clock.now },
			sessionPace: PACE,
			bill: ({ sessionId }, chargedMs) => {
				const planned = ledger.sessions.get(sessionId)?.planned;
				return billFor(planned?.tariff ?? TARIFFS[0], chargedMs, planned?.isEmpty ?? false);
			},
			onSessionStart: (session) => this.parts?.plugsurfing.sessionStarted(session),
		});
		const receiver = await Receiver.start((message) => {
			timeline.note('message', '', message);
		});
		const model = await ScriptedModel.start(modelStep);
		closing.add(() => model.stop());
		const customer = await Customer.start({
			...{ folder: this.folder, services, closing },
			...{ daySeconds: options.daySeconds, drivers: options.drivers },
			settings: options.legacyEngine ? { N8N_EXPRESSION_ENGINE: 'legacy' } : {},
			credential: {
				...{ environment: 'custom', baseUrl: simulator.baseUrl, apiKey: simulator.apiKey },
				webhookSecret: SECRET,
			},
			receiverUrl: receiver.url,
			modelUrl: model.baseUrl,
			note: (what) => {
				timeline.note('n8n', '', what);
			},
		});
		const plugsurfing = new Plugsurfing(SECRET, simulator, clock, ledger, timeline, {
			records: () => customer.webhook('records'),
			authorization: () => customer.webhook('authorization'),
			starts: () => customer.webhook('starts'),
			assistant: () => customer.webhook('assistant'),
		});
		const keyList = new KeyList(customer, ledger, clock, timeline);
		this.parts = { simulator, receiver, customer, keyList, plugsurfing };
		for (const driver of world.drivers) {
			ledger.join(driver, world.start);
			const validTo = '2030-01-01T00:00:00.000Z';
			simulator.chargingKeys.add({ ...driver, enabled: true, validTo });
		}
		await keyList.fill(world.drivers);
		// Before its schedule: two runs at once can each insert a row that is missing.
		await customer.run('locations', 'Start by hand');
		await customer.goLive();
	}

	/** Everything in the month, at its time. */
	async play(say: (progress: string) => void): Promise<void> {
		const { world, options, clock } = this;
		const troubles = drawTroubles(world.start, world.end, options);
		const nights = Array.from({ length: options.days - 1 }, (_, night) => ({
			at: world.start + (night + 1) * DAY + 2 * HOUR,
			kind: 'night' as const,
		}));
		const imports = Array.from({ length: options.days }, (_, day) => ({
			at: world.start + day * DAY + 12 * HOUR,
			kind: 'import' as const,
		}));
		const moments = [...world.happenings, ...troubles, ...nights, ...imports].sort(
			(a, b) => a.at - b.at,
		);
		clock.start();
		this.watching = setInterval(() => {
			this.readRequests();
		}, 1000);
		let today = 0;
		for (const moment of moments) {
			await clock.until(moment.at);
			const day = Math.floor((moment.at - world.start) / DAY) + 1;
			if (day > today) say(`Day ${(today = day)}`);
			if (moment.kind === 'night') {
				this.follow(this.all.plugsurfing.night());
			} else if (moment.kind === 'import') {
				this.follow(this.all.keyList.import());
			} else if (isTrouble(moment)) this.strike(moment);
			else this.happen(moment);
		}
		await clock.until(world.end);
	}

	/** No more trouble; nights go by until nothing is missing. */
	async settle(say: (progress: string) => void): Promise<void> {
		const { simulator, customer, keyList, plugsurfing } = this.all;
		simulator.faults.clear();
		await customer.settled();
		await keyList.import();
		await within(PATIENCE_MS, 'sessions are still under way', plugsurfing.settled());
		while (this.pending.size > 0) await Promise.all(this.pending);
		for (let night = 1; night <= QUIET_NIGHTS; night++) {
			// A whole day is over in a minute, but n8n takes an hour to give up on what a killed worker left.
			await this.clock.until(this.clock.now() + DAY);
			await customer.passAnHour();
			await plugsurfing.night();
			const missing = [...this.ledger.records.values()].filter(
				({ isAcknowledged }) => !isAcknowledged,
			);
			say(`Quiet night ${night}: ${missing.length} records without a 200`);
			if (missing.length === 0) break;
		}
		for (const [name, trigger] of Object.entries(NIGHTLY)) {
			if (name !== 'sync' && name !== 'locations' && name !== 'orders') continue;
			const execution = await customer.run(name, trigger);
			if (execution.error !== '') throw new Failure(`${name}: ${execution.error}`);
		}
	}

	async reconcile(): Promise<MonthResult> {
		const { simulator, customer, receiver } = this.all;
		const execution = await customer.run('statement', 'Start by hand');
		const [statement] = execution.items('Statement');
		if (!statement) throw new Failure(`There is no statement: ${execution.error}`);
		this.readRequests();
		const lines = reconcile(this.ledger, simulator, this.requests, {
			records: await customer.tables.rows('Charge detail records'),
			locations: await customer.tables.rows('Charging locations'),
			statement,
			orders: receiver.orders,
		});
		return {
			lines,
			timeline: this.timeline,
			ledger: this.ledger,
			world: this.world,
			requests: this.requests,
			executions: await customer.executions(),
			repeatedOrders: [...receiver.orders.values()].filter((times) => times > 1).length,
			ownWebhook: this.ownWebhook.result(await customer.tables.rows(OWN_WEBHOOK.table)),
		};
	}

	async close(): Promise<void> {
		clearInterval(this.watching);
		this.parts?.plugsurfing.close();
		this.parts?.receiver.stop();
		await this.parts?.simulator.close();
	}

	private get all(): NonNullable<typeof this.parts> {
		if (!this.parts) throw new Error('The month is not open');
		return this.parts;
	}

	private follow(action: Promise<unknown>): void {
		this.pending.add(action);
		void action.finally(() => this.pending.delete(action));
	}

	/** n8n is away for some hours at most: while it starts, which takes real time, the clock stands still. */
	private away(intervention: Promise<void>): void {
		this.follow(this.clock.spend(MAX_AWAY_MS, intervention));
		this.follow(this.ownWebhook.during(intervention));
	}

	private strike(trouble: Trouble): void {
		const { customer, simulator } = this.all;
		switch (trouble.kind) {
			case 'kill':
				this.away(customer.kill(trouble.process));
				return;
			case 'restart':
				this.away(customer.restart());
				return;
			case 'update':
				this.away(customer.update());
				return;
			case 'database restart':
				this.away(customer.restartDatabase());
				return;
			case 'database lock':
				this.follow(customer.lockDatabase(LOCK_SECONDS));
				return;
			case 'queue mode':
				this.away(customer.useQueue());
				return;
			case 'outage':
				this.timeline.note('fault', '', 'an hour of outage begins');
				simulator.faults.clear();
				simulator.faults.add({ kind: 'status', status: 503, times: 'always' });
				this.follow(
					this.clock.until(trouble.at + HOUR).then(() => {
						simulator.faults.clear();
						this.timeline.note('fault', '', 'the outage is over');
					}),
				);
				return;
			case 'cut list':
				this.follow(this.all.keyList.cut(trouble.kept));
				return;
			case 'fault':
				this.timeline.note('fault', '', JSON.stringify(trouble.fault));
				simulator.faults.add(trouble.fault);
		}
	}

	private happen(happening: Happening): void {
		const { plugsurfing, simulator, keyList } = this.all;
		const { ledger, timeline, clock } = this;
		switch (happening.kind) {
			case 'session':
				plugsurfing.charge(happening.session);
				return;
			case 'order': {
				const { orderId: id } = happening;
				const [sample] = simulator.orders;
				if (!sample) throw new Error('There is no order to take as a sample');
				// The workflow looks at orders of the last 7 days of real time.
				const created = new Date().toISOString();
				simulator.orders.add({ ...sample, id, created, updated: created, status: 'ORDER_CREATED' });
				ledger.orderIds.push(id);
				timeline.note('order', id, 'created');
				return;
			}
			case 'location change': {
				const locations = [...simulator.locations].filter(({ country = '' }) =>
					COUNTRIES.includes(country),
				);
				const location = locations[Math.floor(happening.location * locations.length)];
				const time = new Date(clock.now()).toISOString();
				const changes = { name: `Renamed ${time}`, last_updated: time };
				if (location) simulator.locations.change(location.id, changes);
				return;
			}
			case 'joiner':
				keyList.add(happening.driver);
				return;
			case 'leaver':
			case 'lost card': {
				const card = ledger.pick(happening.driver);
				if (!card) return;
				ledger.leave(card, clock.now());
				const { kind } = happening;
				const newCard = kind === 'lost card' ? happening.newCard : undefined;
				this.follow(keyList.takeOff(card, newCard));
			}
		}
	}

	/** The simulator keeps only its last requests. */
	private readRequests(): void {
		const { simulator } = this.all;
		const fresh = simulator.requestCount - this.seen;
		const requests = fresh > 0 ? simulator.requests.slice(-fresh) : [];
		this.requests.push(...requests);
		this.seen += fresh;
		for (const { method, pathname, params, status, at } of requests) {
			if (method === 'GET') continue;
			const what = `${method} ${pathname}: ${status ?? 'no response'}`;
			this.timeline.note('request', params['keyIdentifier'] ?? '', what, at);
		}
	}
}

function isTrouble(moment: Happening | Trouble): moment is Trouble {
	const kinds = ['kill', 'restart', 'update', 'database restart', 'database lock'];
	return [...kinds, 'outage', 'queue mode', 'fault', 'cut list'].includes(moment.kind);
}

async function within(ms: number, what: string, work: Promise<void>): Promise<void> {
	const late = pause(ms, undefined, { ref: false }).then(() => {
		throw new Failure(`After ${ms / 1000} s ${what}`);
	});
	await Promise.race([work, late]);
}
