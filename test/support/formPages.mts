import { setTimeout as pause } from 'node:timers/promises';
import axios from 'axios';
import { textAt } from '../../host/shape.mts';
import type { PublishedWorkflow } from './publishedWorkflow.mts';

const PATIENCE_MS = 60_000;

/** The pages of a form, as a browser goes through them. */
export class FormPages {
	private constructor(private readonly address: URL) {}

	/** Submits the first page of a published form. */
	static async submit(form: PublishedWorkflow, fields: FormData): Promise<FormPages> {
		const answer = await form.post(fields);
		expect(answer.status).toBe(200);
		return new FormPages(new URL(textAt(answer.data, 'formWaitingUrl')));
	}

	/** Waits for the next page, and returns its HTML. */
	async page(): Promise<string> {
		await this.until('form-waiting');
		return (await axios.get<string>(this.address.href, { proxy: false })).data;
	}

	/** Submits a page that is not the first. A last page is submitted without fields, by its own script. */
	async next(fields: FormData | string = ''): Promise<void> {
		const answer = await axios.post<unknown>(this.address.href, fields, {
			proxy: false,
			validateStatus: () => true,
		});
		expect({ status: answer.status, data: answer.data }).toMatchObject({ status: 200 });
	}

	private async until(wanted: string): Promise<void> {
		const address = new URL(this.address);
		address.pathname += '/n8n-execution-status';
		const deadline = Date.now() + PATIENCE_MS;
		let status = '';
		while (status !== wanted) {
			if (Date.now() > deadline) throw new Error(`The form is still "${status}"`);
			await pause(100);
			const answer = await axios.get<unknown>(address.href, { proxy: false });
			status = String(answer.data).trim();
		}
	}
}
