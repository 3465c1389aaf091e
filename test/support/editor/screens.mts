// The parts of n8n's editor that the tests use, each named as the editor names it.
import type { Locator, Page } from 'playwright-core';
import type { SavedWorkflow } from '../../../host/n8nApi.mts';
import type { Login } from '../../../host/n8nSession.mts';
import { NodeDetails, TriggerDetails, choose } from './nodeScreens.mts';

/** n8n's editor in one tab of the browser. */
export class Editor {
	constructor(
		readonly page: Page,
		private readonly url: string,
	) {}

	async signIn(): Promise<SignIn> {
		await this.page.goto(`${this.url}/signin`);
		return new SignIn(this.page);
	}

	async newWorkflow(): Promise<Canvas> {
		await this.page.goto(`${this.url}/workflow/new`);
		return new Canvas(this.page);
	}

	async open(workflow: SavedWorkflow): Promise<Canvas> {
		await this.page.goto(`${this.url}/workflow/${workflow.id}`);
		return new Canvas(this.page);
	}

	async communityNodes(): Promise<CommunityNodes> {
		await this.page.goto(`${this.url}/settings/community-nodes`);
		return new CommunityNodes(this.page);
	}

	async personalSettings(): Promise<PersonalSettings> {
		await this.page.goto(`${this.url}/settings/personal`);
		return new PersonalSettings(this.page);
	}
}

export class SignIn {
	constructor(private readonly page: Page) {}

	async as({ email, password }: Login): Promise<void> {
		await this.page.locator('input[name="emailOrLdapLoginId"]').fill(email);
		await this.page.locator('input[name="password"]').fill(password);
		await this.page.getByTestId('form-submit-button').click();
	}

	/** The title of the next page. */
	async firstPage(): Promise<string> {
		await this.page.getByTestId('project-home-menu-item').waitFor();
		return await this.page.getByRole('heading').first().innerText();
	}
}

export class PersonalSettings {
	constructor(private readonly page: Page) {}

	async chooseTheme(theme: 'Light theme' | 'Dark theme'): Promise<void> {
		await choose(this.page.getByTestId('theme-select'), theme);
		await this.page.getByTestId('save-settings-button').click();
		await this.page.getByText('Personal details updated').waitFor();
	}
}

/** The packages that were installed here: n8n does not list those installed by npm. */
export class CommunityNodes {
	constructor(private readonly page: Page) {}

	async install(): Promise<InstallDialog> {
		await this.page.getByRole('button', { name: 'Install a community node' }).click();
		return new InstallDialog(this.page);
	}
}

export class InstallDialog {
	readonly whole: Locator;

	constructor(page: Page) {
		this.whole = page.getByRole('dialog').filter({ hasText: 'Install community nodes' });
	}

	async enterPackage(name: string): Promise<void> {
		const labelled = this.whole.getByText('npm Package Name');
		await labelled.waitFor();
		await this.whole.getByTestId('package-name-input').fill(name);
	}

	async acceptRisk(statement: string): Promise<void> {
		await this.whole.getByText(statement).click();
	}

	async canInstall(): Promise<boolean> {
		return await this.whole.getByTestId('install-community-package-button').isEnabled();
	}
}

/** The parts of a note element that the tests use. */
interface NoteElement {
	offsetHeight: number;
	offsetTop: number;
	textContent: string;
	parentElement?: NoteElement;
	querySelector: (selector: string) => NoteElement | null;
}

/** The canvas with the nodes of a workflow. */
export class Canvas {
	/** The sticky note of a ready-made workflow. */
	readonly note: Locator;

	constructor(private readonly page: Page) {
		this.note = page.getByTestId('sticky');
	}

	async addFirstStep(): Promise<NodePanel> {
		await this.page.getByTestId('canvas-plus-button').click();
		return new NodePanel(this.page);
	}

	node(name: string): Locator {
		return this.page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`);
	}

	async openNode(name: string): Promise<NodeDetails> {
		await this.node(name).dblclick();
		return new NodeDetails(this.page);
	}

	/** Zooms so that everything is visible. */
	async fit(): Promise<void> {
		await this.page.getByTestId('zoom-to-fit').click();
		// The canvas moves for a moment.
		await this.page.waitForTimeout(500);
	}

	/** How much of the notes is empty below their text, pixels, by title; negative if the text does not fit. */
	async spaceBelowNotes(): Promise<Map<string, number>> {
		await this.note.first().waitFor();
		const notes = await this.note.evaluateAll((elements: NoteElement[]) =>
			elements.map((note): [string, number] => {
				const title = note.querySelector('h1, h2, h3, p');
				const { offsetHeight = NaN, offsetTop = NaN } = title?.parentElement ?? {};
				return [title?.textContent ?? '', note.offsetHeight - offsetHeight - 2 * offsetTop];
			}),
		);
		return new Map(notes);
	}

	/** Publishes the workflow, which fails, and returns n8n's message. */
	async publishingError(): Promise<string> {
		await this.page.getByTestId('workflow-open-publish-modal-button').click();
		await this.page.getByTestId('workflow-publish-button').click();
		const message = this.page.getByRole('alert').filter({ hasText: 'could not be published' });
		await message.waitFor();
		return await message.innerText();
	}

	/** The entries below an entry of the menu at the top right. */
	async menu(entry: string): Promise<string[]> {
		await this.page.getByTestId('workflow-menu').click();
		await this.page.getByRole('menuitem', { name: entry }).hover();
		const entries = this.page.getByRole('menu').nth(1).getByRole('menuitem');
		await entries.first().waitFor();
		return await entries.allInnerTexts();
	}

	/** Runs the workflow to its end. */
	async run(): Promise<void> {
		await this.page.getByTestId('execute-workflow-button').click();
		await this.page.getByText('Workflow executed successfully').waitFor();
	}

	/** The labels of the connections between the nodes. */
	async itemCounts(edges: number): Promise<string[]> {
		// They appear a moment after the run has been reported.
		const labels = this.page.getByTestId('edge-label').filter({ hasText: /\d/ });
		await labels.nth(edges - 1).waitFor();
		return await labels.allInnerTexts();
	}
}

/** The panel to search for nodes. */
export class NodePanel {
	readonly whole: Locator;

	constructor(private readonly page: Page) {
		this.whole = page.getByTestId('node-creator');
	}

	async search(text: string): Promise<void> {
		await this.page.getByTestId('node-creator-search-bar').fill(text);
	}

	/** The names of all results. */
	async names(): Promise<string[]> {
		const names = await this.page.getByTestId('node-creator-item-name').allInnerTexts();
		return names.map((name) => name.trim());
	}

	/** A node in the results. */
	found(name: string): Locator {
		const title = this.page.getByTestId('node-creator-item-name').filter({
			has: this.page.getByText(name, { exact: true }),
		});
		return this.page.getByTestId('node-creator-node-item').filter({ has: title });
	}

	/** n8n first shows the details of a community node, then adds it with a manual trigger and opens it. */
	async add(name: string): Promise<NodeDetails> {
		await this.search(name);
		await this.found(name).click();
		await this.page.getByText('Add to workflow').click();
		return new NodeDetails(this.page);
	}

	/** Adds and opens a trigger, found by part of the description of its event. */
	async addTrigger(search: string, says: string, on: string): Promise<TriggerDetails> {
		await this.search(search);
		// n8n shows their names without the word Trigger.
		await this.page.getByTestId('node-creator-action-item').filter({ hasText: says }).click();
		await this.whole.getByText(on, { exact: true }).click();
		return new TriggerDetails(this.page);
	}
}
