import type { Locator, Page } from 'playwright-core';
import { InstallDialog } from './installDialog.mts';

/** Settings > Community nodes. */
export class CommunityNodes {
	readonly title: Locator;
	/** Says that nothing can be changed here. */
	readonly managedBySettings: Locator;

	constructor(private readonly page: Page) {
		// The menu says it, too, and comes first.
		this.title = page.getByText('Community nodes', { exact: true }).last();
		this.managedBySettings = page.getByTestId('community-nodes-managed-by-env');
	}

	/** The button while nothing is installed. */
	async openFirstInstall(): Promise<InstallDialog> {
		await this.page.getByRole('button', { name: 'Install a community node' }).click();
		return new InstallDialog(this.page);
	}

	/** The button beside the title, once something is installed. */
	get install(): Locator {
		return this.page.getByRole('button', { name: 'Install', exact: true });
	}

	/** A package that is installed: its name, nodes and version. */
	installed(packageName: string): Locator {
		return this.page.getByTestId('community-package-card').filter({ hasText: packageName });
	}

	/** Uninstalls a package, and returns what one is told before one confirms it. */
	async uninstall(packageName: string): Promise<string> {
		await this.installed(packageName).getByTestId('action-toggle').click();
		await this.page.getByText('Uninstall package').click();
		const dialog = this.page.getByTestId('communityPackageManageConfirm-modal');
		const confirm = dialog.getByRole('button', { name: 'Confirm uninstall' });
		await confirm.waitFor();
		const told = await dialog.innerText();
		await confirm.click();
		await this.page.getByText('Package uninstalled').waitFor();
		return told;
	}

	/** What is written where the packages would be. */
	async emptyState(): Promise<string> {
		return await this.page.getByTestId('empty-state').innerText();
	}
}
