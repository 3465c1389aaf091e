import type { Page } from 'playwright-core';
import type { SavedWorkflow } from '../../host/n8nApi.mts';
import { Canvas } from './canvas.mts';
import { PersonalSettings } from './personalSettings.mts';
import { SignIn } from './signIn.mts';

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

	async personalSettings(): Promise<PersonalSettings> {
		await this.page.goto(`${this.url}/settings/personal`);
		return new PersonalSettings(this.page);
	}
}
