// An open node in n8n's editor, and what opens from it.
import type { Locator, Page } from 'playwright-core';

/** Opens a drop-down and picks an option by its name, which may have a description below it. */
export async function choose(dropDown: Locator, option: string): Promise<void> {
	await dropDown.click();
	const page = dropDown.page();
	const name = page.getByText(option, { exact: true });
	await page.getByRole('option').filter({ has: name }).click();
}

/** An <img> in the browser: the promise rejects if there is nothing to draw. */
interface Decoding {
	decode: () => Promise<void>;
}

/** The URL of an image, once the browser has drawn it. */
export async function icon(place: Locator): Promise<string> {
	const image = place.locator('img').filter({ visible: true });
	await image.evaluate((element: Decoding) => element.decode());
	return (await image.getAttribute('src')) ?? '';
}

/** An open node: its input, parameters and output. */
export class NodeDetails {
	private readonly whole: Locator;
	readonly parameters: Locator;
	readonly output: NodeOutput;

	constructor(private readonly page: Page) {
		this.whole = page.getByTestId('ndv');
		this.parameters = page.getByTestId('node-parameters');
		this.output = new NodeOutput(page);
	}

	async chooseCredential(name: string): Promise<void> {
		await choose(this.page.getByTestId('node-credentials-select'), name);
	}

	async createCredential(): Promise<CredentialDialog> {
		await this.page.getByTestId('node-credentials-select').click();
		await this.page.getByText('Create new credential').click();
		return new CredentialDialog(this.page);
	}

	/** Creates the first credential: without one, n8n shows a button instead of the drop-down. */
	async connect(service: string): Promise<CredentialDialog> {
		await this.page.getByText(`Connect to ${service}`).click();
		return new CredentialDialog(this.page);
	}

	async editCredential(): Promise<CredentialDialog> {
		await this.page.getByTestId('credential-edit-button').click();
		return new CredentialDialog(this.page);
	}

	/** @param parameter its name, not its label */
	async choose(parameter: string, option: string): Promise<void> {
		await choose(this.parameter(parameter), option);
	}

	async switchOn(parameter: string): Promise<void> {
		await this.parameter(parameter).locator('.el-switch').click();
	}

	async fill(parameter: string, value: string): Promise<void> {
		await this.parameter(parameter).locator('input').fill(value);
	}

	async addFilter(label: string): Promise<void> {
		const filters = this.page.getByTestId('parameter-item').filter({ hasText: 'Filters' });
		await choose(filters.getByTestId('collection-parameter-add'), label);
	}

	async openList(parameter: string): Promise<PickList> {
		await this.locator(parameter).getByTestId('rlc-input').click();
		return new PickList(this.page);
	}

	/** The name of the node, which n8n adapts to the operation. */
	async title(): Promise<string> {
		return await this.whole.getByTestId('node-title-container').innerText();
	}

	/** Runs this node and those before it to the end. */
	async execute(): Promise<NodeOutput> {
		await this.page.getByTestId('node-execute-button').click();
		await this.output.arrived();
		return this.output;
	}

	private locator(parameter: string): Locator {
		return this.page.getByTestId(`resource-locator-${parameter}`);
	}

	private parameter(name: string): Locator {
		return this.page.getByTestId(`parameter-input-${name}`);
	}
}

/** An open trigger with a webhook. */
export class TriggerDetails extends NodeDetails {
	constructor(private readonly triggerPage: Page) {
		super(triggerPage);
	}

	async showUrl(kind: 'test' | 'production'): Promise<string> {
		const urls = this.parameters.getByText('Webhook URLs', { exact: true });
		if (!(await this.url.isVisible())) await urls.click();
		await this.parameters.getByTestId(`radio-button-${kind}`).click();
		return (await this.url.innerText()).trim();
	}

	/** Waits for the call of the test URL that `call` makes, and for its output. */
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

/** The right side of an open node: its output. */
export class NodeOutput {
	readonly panel: Locator;

	constructor(page: Page) {
		this.panel = page.getByTestId('output-panel');
	}

	async arrived(): Promise<void> {
		const success = this.panel.getByTestId('node-run-status-success');
		await success.or(this.panel.getByTestId('node-run-status-danger')).waitFor();
	}

	/** The count above the items, such as "126 items". */
	async itemCount(): Promise<string> {
		return await this.panel.getByTestId('ndv-items-count').innerText();
	}

	/** The headers of the table. */
	async columns(): Promise<string[]> {
		const heads = this.panel.locator('thead th');
		await heads.first().waitFor();
		const names = await heads.allInnerTexts();
		return names.map((name) => name.trim()).filter((name) => name !== '');
	}

	/** The hints between the count and the items. */
	async hints(): Promise<string[]> {
		const hints = this.panel.getByTestId('node-hint');
		await hints.first().waitFor();
		const texts = await hints.allInnerTexts();
		return texts.flatMap((text) => text.split('\n'));
	}

	/** The cells of the first row. */
	async firstRow(): Promise<string[]> {
		const row = this.panel.locator('tbody tr').first();
		// The table is drawn after the count above it.
		await row.waitFor();
		const cells = await row.locator('td').allInnerTexts();
		return cells.filter((cell) => cell !== '');
	}

	/** What failed, and what to do about it. */
	async error(): Promise<{ message: string; description: string }> {
		return {
			message: await this.panel.getByTestId('node-error-message').innerText(),
			description: await this.panel.getByTestId('node-error-description').innerText(),
		};
	}
}

/** The drop-down that a node fills from Plugsurfing. */
export class PickList {
	private readonly entries: Locator;

	constructor(private readonly page: Page) {
		this.entries = page.getByTestId('rlc-item');
	}

	async search(text: string): Promise<void> {
		await this.page.getByTestId('rlc-search').fill(text);
	}

	/** Waits until the list has come down to one entry, and returns what it says. */
	async onlyEntry(): Promise<string> {
		await this.entries.nth(1).waitFor({ state: 'detached' });
		return await this.entries.innerText();
	}

	async firstEntry(): Promise<string> {
		return await this.entries.first().innerText();
	}

	async pick(entry: string): Promise<void> {
		await this.entries.filter({ hasText: entry }).click();
	}

	async pickFirst(text: string): Promise<void> {
		await this.entries.filter({ hasText: text }).first().click();
	}
}

/** The dialog to enter and test a credential. */
export class CredentialDialog {
	readonly whole: Locator;

	constructor(page: Page) {
		this.whole = page.getByTestId('editCredential-modal');
	}

	async enterApiKey(apiKey: string): Promise<void> {
		await this.field('apiKey').fill(apiKey);
	}

	/** Chooses a custom base URL. */
	async enterBaseUrl(baseUrl: string): Promise<void> {
		await choose(this.whole.getByTestId('parameter-input-environment'), 'Custom');
		await this.field('baseUrl').fill(baseUrl);
	}

	/** Saves the credential, which tests it. */
	async save(): Promise<void> {
		await this.whole.getByTestId('credential-save-button').click();
	}

	async isClosed(): Promise<void> {
		await this.whole.waitFor({ state: 'hidden' });
	}

	/** Why the test failed: the line that n8n shows for "More details". */
	async failure(): Promise<string> {
		await this.whole.getByText('More details').click();
		const banners = this.whole.getByTitle('Retry credential test').locator('xpath=../..');
		const banner = banners.filter({ visible: true });
		const lines = (await banner.innerText()).split('\n').filter((line) => line.trim() !== '');
		return lines.at(-1) ?? '';
	}

	async success(): Promise<void> {
		await this.whole.getByText('Connection tested successfully').waitFor();
	}

	private field(name: string): Locator {
		return this.whole.getByTestId(`parameter-input-${name}`).locator('input');
	}
}
