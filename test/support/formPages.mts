import axios from 'axios';
import { textAt } from '../../host/shape.mts';
import type { PublishedWorkflow } from './publishedWorkflow.mts';
import { until } from './until.mts';

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
		await this.isWaiting();
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

	/** n8n says in what state the execution is. */
	private async isWaiting(): Promise<void> {
		const address = new URL(this.address);
		address.pathname += '/n8n-execution-status';
		let status = '';
		await until(
			async () => {
				const answer = await axios.get<unknown>(address.href, { proxy: false });
				status = String(answer.data).trim();
				return status === 'form-waiting';
			},
			PATIENCE_MS,
			() => `The form is still "${status}"`,
		);
	}
}
