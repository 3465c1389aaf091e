import type { IDataObject } from 'n8n-workflow';

import { createChargingKey, switchChargingKey, type ChargingKey } from '../../api/chargingKeys';
import { ApiError, type ApiClient } from '../../api/client';
import { toMillis } from '../../api/times';
import type { WholeInput } from '../operation';
import { SyncCounts, type Outcome } from './syncCounts';
import {
	planSync,
	type ListedKeys,
	type PlannedChange,
	type PlannedKey,
	type SyncPlan,
} from './syncPlan';
import type { SyncRows } from './syncRows';

const NOT_YOURS =
	'Plugsurfing says that this key is already activated, but it is not among your keys. Another account may have it: check the Key Identifier and its byte order, and ask Plugsurfing.';
const BRAKED =
	'Not disabled: the key appeared during this run, and the limit of Max Disabled Keys or Max Disabled Share is reached. Run Sync again.';
const ROWS_FAILED =
	'Not disabled, because some rows could not be processed. Correct them and run Sync again.';

export interface SyncMode {
	/** Only report what would change. */
	dryRun: boolean;
	/** Also return unchanged keys. */
	includeUnchanged: boolean;
	/** How many keys may be disabled in addition to the planned ones. */
	disablesLeft: number;
}

/** A create that may have taken effect, or was rejected because the key exists. */
interface UnsettledCreate {
	planned: PlannedKey;
	error: ApiError;
}

/** Makes the changes of a plan, or only reports them, and returns one result per row and missing key. */
export class SyncRun {
	readonly counts = new SyncCounts();

	/** Creates whose outcome is not known yet. */
	private unsettled: UnsettledCreate[] = [];

	/** Changes that were not made. */
	private open: number;

	/** Creates whose outcome is unknown because the list could not be read again. */
	private unknown = 0;

	private disablesLeft: number;

	constructor(
		private readonly input: WholeInput,
		private readonly client: ApiClient,
		private readonly rows: SyncRows,
		private readonly plan: SyncPlan,
		private readonly mode: SyncMode,
	) {
		this.open = plan.keys.filter(isWrite).length + plan.missing.length;
		this.disablesLeft = mode.disablesLeft;
	}

	/** @param listAgain reads the list of all keys again, to find the outcome of creates */
	async run(listAgain: () => Promise<ListedKeys>): Promise<void> {
		const { input, plan, mode } = this;
		const writes = plan.keys.filter(isWrite);
		const total = this.open;
		for (const planned of plan.keys) {
			if (mode.dryRun || !isWrite(planned)) this.report(planned, planned.change);
		}
		if (mode.dryRun) {
			this.leaveMissing(input.hasFailed() ? ROWS_FAILED : undefined);
			return;
		}
		input.onStop(() =>
			this.counts.progress(this.open - this.unsettled.length, this.unknown + this.unsettled.length),
		);
		const logProgress = () => {
			input.reportProgress(() => `Sync made ${this.counts.applied} of ${total} changes`);
		};
		await input.forEach(writes, async (planned) => {
			await this.apply(planned);
			logProgress();
		});
		await this.settle(listAgain);
		input.stopIfFailed();
		await this.disableMissing(logProgress);
		input.stopIfFailed();
	}

	private async apply(planned: PlannedKey): Promise<void> {
		const { wanted, change } = planned;
		try {
			if (change?.action === 'create') {
				const key = await createChargingKey(this.client, wanted);
				this.finish(planned, change, key);
			} else if (change?.action === 'enable' || change?.action === 'disable') {
				const { keyIdentifier } = change.key;
				const key = await switchChargingKey(this.client, keyIdentifier, change.action);
				this.finish(planned, change, key);
			}
		} catch (cause) {
			const isUnsettled = change?.action === 'create' && isOutcomeUnknown(cause);
			if (isUnsettled) this.unsettled.push({ planned, error: cause });
			else this.fail(planned, cause);
		}
	}

	/** Reads the list again if creates have an unknown outcome, and completes the changes of their keys. */
	private async settle(listAgain: () => Promise<ListedKeys>): Promise<void> {
		const { unsettled, input } = this;
		if (unsettled.length === 0 || input.isCancelled()) return;
		const listed = await listAgain().catch(() => undefined);
		// A cancelled listing says nothing about them.
		if (input.isCancelled()) return;
		this.unsettled = [];
		if (!listed) {
			this.open -= unsettled.length;
			this.unknown += unsettled.length;
			for (const { planned, error } of unsettled) this.fail(planned, error);
			return;
		}
		const wanted = unsettled.map(({ planned }) => planned.wanted);
		const changes = new Map<number, PlannedChange>();
		for (const { rows, change } of planSync(wanted, listed, {}).keys) {
			for (const row of rows) if (change) changes.set(row, change);
		}
		const toSwitch = unsettled.flatMap((create, index) =>
			this.settleOne(create, changes.get(index)),
		);
		await input.forEach(toSwitch, (planned) => this.apply(planned));
	}

	/**
	 * Reports the outcome of a create.
	 *
	 * @returns the key if it exists now but still has to be enabled or disabled
	 */
	private settleOne(
		{ planned, error }: UnsettledCreate,
		change: PlannedChange | undefined,
	): PlannedKey[] {
		const isConflict = error.details.kind === 'conflict';
		if (!change || change.action === 'create') {
			if (isConflict) {
				this.finish(planned, { action: 'conflict', differences: {}, reason: NOT_YOURS });
			} else {
				this.fail(planned, error);
			}
		} else if (change.action === 'none') {
			this.finish(planned, isConflict ? change : { action: 'create' }, change.key);
		} else if (change.action === 'conflict') {
			this.finish(planned, change);
		} else if (change.action === 'disable' && this.disablesLeft-- <= 0) {
			this.report(planned, change, change.key, BRAKED);
		} else {
			return [{ ...planned, change }];
		}
		return [];
	}

	private async disableMissing(logProgress: () => void): Promise<void> {
		const { input, plan } = this;
		if (input.hasFailed()) {
			this.leaveMissing(ROWS_FAILED);
			return;
		}
		await input.forEach(plan.missing, async (key) => {
			try {
				await switchChargingKey(this.client, key.keyIdentifier, 'disable');
				this.open -= 1;
				this.reportMissing({ ...key, enabled: false });
			} catch (cause) {
				input.fail([], cause, { keyIdentifier: key.keyIdentifier });
			}
			logProgress();
		});
	}

	private leaveMissing(reason?: string): void {
		for (const key of this.plan.missing) this.reportMissing(key, reason);
	}

	private fail({ rows, wanted }: PlannedKey, cause: unknown): void {
		this.input.fail(this.itemsOf(rows), cause, { keyIdentifier: wanted.keyIdentifier });
	}

	private itemsOf(rows: number[]): number[] {
		return rows.flatMap((row) => this.rows.items[row] ?? []);
	}

	/** Reports a change that was made, or turned out to be impossible or unnecessary. */
	private finish(planned: PlannedKey, change: PlannedChange, key?: ChargingKey): void {
		this.open -= 1;
		this.report(planned, change, key);
	}

	/**
	 * @param key after the change; as listed if absent
	 * @param reasonNotApplied why the change was not made
	 */
	private report(
		{ wanted, rows }: PlannedKey,
		change: PlannedChange | undefined,
		key = change && 'key' in change ? change.key : undefined,
		reasonNotApplied?: string,
	): void {
		if (!change) return;
		const { action } = change;
		const isChange = action !== 'none' && action !== 'conflict';
		const outcome = this.outcome(reasonNotApplied);
		const reason = 'reason' in change ? change.reason : reasonNotApplied;
		this.counts.add(action, outcome);
		if (action === 'none' && !this.mode.includeUnchanged) return;
		const result: IDataObject = {
			action,
			keyIdentifier: key?.keyIdentifier ?? wanted.keyIdentifier,
			visualNumber: wanted.visualNumber,
			differences: 'differences' in change ? change.differences : {},
			applied: isChange && outcome === 'made',
			...(reason !== undefined && { reason }),
			...(isExpired(key, this.client.now()) && { expired: true }),
			...(key && { key }),
		};
		for (const item of this.itemsOf(rows)) this.input.add(result, item);
	}

	private outcome(reasonNotApplied: string | undefined): Outcome {
		if (reasonNotApplied !== undefined) return 'prevented';
		return this.mode.dryRun ? 'planned' : 'made';
	}

	private reportMissing(key: ChargingKey, reasonNotApplied?: string): void {
		const outcome = this.outcome(reasonNotApplied);
		this.counts.add('disable', outcome);
		this.input.add({
			action: 'disable',
			keyIdentifier: key.keyIdentifier,
			visualNumber: key.visualNumber,
			differences: { enabled: { wanted: false, actual: true } },
			applied: outcome === 'made',
			reason: reasonNotApplied ?? 'Not in the input',
			key,
		});
	}
}

function isWrite({ change }: PlannedKey): boolean {
	return change !== undefined && change.action !== 'none' && change.action !== 'conflict';
}

/** Returns whether the key may exist now, which only the list shows. */
function isOutcomeUnknown(cause: unknown): cause is ApiError {
	if (!(cause instanceof ApiError)) return false;
	return cause.details.kind === 'conflict' || cause.details.mayHaveTakenEffect === true;
}

function isExpired(key: ChargingKey | undefined, now: number): boolean {
	return key !== undefined && toMillis(key.validTo) < now;
}
