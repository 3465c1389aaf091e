import type { Locator, Page } from 'playwright-core';
import { NodeDetails } from './nodeDetails.mts';
import type { NodeOutput } from './nodeOutput.mts';

/** A trigger with a webhook that is open. */
export class TriggerDetails extends NodeDetails {
	constructor(private readonly triggerPage: Page) {
		super(triggerPage);
	}

	async showUrl(kind: 'test' | 'production'): Promise<string> {
		const urls = this.parameters.getByText('Webhook URLs');
		if (!(await this.url.isVisible())) await urls.click();
		await this.parameters.getByTestId(`radio-button-${kind}`).click();
		return (await this.url.innerText()).trim();
	}

	/** Waits for a call of the test URL, which `call` is to make, and for what comes out of it. */
	async listen(call: () => Promise<unknown>): Promise<NodeOutput> {
		await this.triggerPage.getByTestId('node-execute-button').first().click();
		await this.triggerPage
			.getByText('Waiting for Plugsurfing to call the test URL')
			.first()
			.waitFor();
		await call();
		await this.output.arrived();
		return this.output;
	}

	/** The URL with a server's name in place of this machine's address, for pictures. */
	async showPublicAddress(): Promise<void> {
		const address = (await this.url.innerText()).replace(
			/http:\/\/[^/]+/,
			'https://n8n.example.com',
		);
		await this.url.evaluate((element: { textContent: string }, text) => {
			element.textContent = text;
		}, address);
	}

	private get url(): Locator {
		return this.parameters.getByText(/^\s*https?:.*\/webhook/);
	}
}
