import type { CredentialReference } from '../host/workflowFile.mts';
import type { SimulatorProcess } from './simulatorProcess.mts';
import type { Step } from './steps.mts';

/** A simulator, and the credential for it in n8n. */
export interface Account {
	simulator: SimulatorProcess;
	reference: CredentialReference;
}

/** What is measured: one way to do a thing in n8n. */
export interface Subject {
	name: string;
	/** Nodes that make the items to work on. They run, but do not count. */
	before?: (account: Account) => Step[];
	work: (account: Account) => Step[];
	/** A node that says what came out, as a single item; without one the first item of the work does. */
	end?: Step;
	/** Whether n8n saves the execution with all its data, as it does unless somebody switches that off. */
	saved?: boolean;
}

/** The subjects, and the same ones with executions that n8n saves. */
export function unsavedAndSaved(subjects: readonly Subject[]): Subject[] {
	return [
		...subjects,
		...subjects.map((one) => ({ ...one, name: `${one.name}, saved`, saved: true })),
	];
}
