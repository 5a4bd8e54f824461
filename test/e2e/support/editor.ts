/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject } from 'n8n-workflow';
import { chromium } from 'playwright-core';
import type { Browser, Locator, Page } from 'playwright-core';

import { N8N_VERSION, PINNED_N8N_VERSION } from '../../../playground/n8n/install';
import { BROWSER_ID } from '../../../playground/n8n/rest';
import type { RestWorkflow } from '../../../playground/n8n/rest';
import { inRepository } from '../../support/paths';
import { eventually } from './eventually';
import { STAGE } from './stage';

const PATIENCE_MILLISECONDS = 60_000;

/** Where pictures go; those of the README are copies, so another n8n than the pinned one has its own. */
const pictures = inRepository(
	N8N_VERSION === PINNED_N8N_VERSION ? '.cache/e2e' : `.cache/e2e-${N8N_VERSION}`,
);

/** n8n's editor in a browser, signed in. Methods wait for what they act on, and throw where it does not come. */
export class Editor {
	private constructor(
		private readonly browser: Browser,
		readonly page: Page,
		private readonly url: string,
	) {}

	static async open(): Promise<Editor> {
		const browser = await chromium.connect(process.env[STAGE.browser] ?? '');
		const context = await browser.newContext({
			viewport: { width: 1200, height: 800 },
			locale: 'en-US',
			timezoneId: 'Asia/Shanghai',
		});
		context.setDefaultTimeout(PATIENCE_MILLISECONDS);
		const url = process.env[STAGE.n8n] ?? '';
		const [name, value] = (process.env[STAGE.session] ?? '').split('=');
		await context.addCookies([{ name, value, url }]);
		await context.addInitScript(`localStorage.setItem('n8n-browserId', '${BROWSER_ID}')`);
		return new Editor(browser, await context.newPage(), url);
	}

	/** Opens a path of the editor. */
	async goto(path: string): Promise<void> {
		await this.page.goto(this.url + path);
	}

	/** Opens a node's panel. */
	async openNode({ id }: RestWorkflow, nodeId: string): Promise<void> {
		await this.goto(`/workflow/${id}/${encodeURIComponent(nodeId)}`);
		await this.byId('node-parameters').waitFor();
	}

	/** An element by n8n's own mark for tests. */
	byId(testId: string, within: Page | Locator = this.page): Locator {
		return within.locator(`[data-test-id="${testId}"]`);
	}

	/** The input of a parameter in the open panel. */
	parameter(name: string): Locator {
		return this.byId(`parameter-input-${name}`);
	}

	/** Types a text parameter, or a field of the mapper. */
	async fill(name: string, text: string): Promise<void> {
		await this.parameter(name).locator('input').fill(text);
	}

	/** Chooses an option of a drop-down by its name. */
	async choose(name: string, option: string): Promise<void> {
		await this.chooseIn(this.parameter(name), option);
	}

	/** Chooses in a drop-down, which is closed again while n8n is still loading its options. */
	private async chooseIn(dropDown: Locator, option: string): Promise<void> {
		const wanted = this.page.locator('.el-select-dropdown__item:visible', { hasText: option });
		await eventually(async () => {
			if (!(await wanted.isVisible())) await dropDown.click();
			await wanted.click({ timeout: 3000 });
		});
	}

	/** Chooses the credential type of n8n's HTTP Request node. */
	async chooseCredentialType(name: string): Promise<void> {
		await this.chooseIn(this.byId('credential-select'), name);
	}

	/** Opens the list of a resource locator and gives the names in it. */
	async openList(name: string): Promise<string[]> {
		await this.byId('rlc-input', this.byId(`resource-locator-${name}`)).click();
		await this.byId('rlc-item').first().waitFor();
		return await this.byId('rlc-item').allInnerTexts();
	}

	/** Types into the search of the open list of a resource locator. */
	async search(text: string): Promise<void> {
		await this.page.getByPlaceholder('Search...').fill(text);
	}

	/** Picks from the open list of a resource locator. */
	async pick(item: string): Promise<void> {
		await this.byId('rlc-item').filter({ hasText: item }).click();
	}

	/** Adds an option of the open node. */
	async addOption(name: string): Promise<void> {
		await this.chooseIn(this.byId('collection-parameter-add'), name);
	}

	/** Runs the open node; its result is then in {@link output} or {@link error}. */
	async execute(): Promise<void> {
		const asked = this.page.waitForResponse((response) => /\/run\b/.test(response.url()));
		await this.byId('node-execute-button').click();
		await asked;
	}

	/** The output panel of the open node. */
	get output(): Locator {
		return this.byId('output-panel');
	}

	/** The items in the output panel. */
	async items(): Promise<IDataObject[]> {
		await this.ended();
		await this.byId('radio-button-json', this.output).click();
		const text = await this.byId('ndv-data-container', this.output).innerText();
		return JSON.parse(text.slice(text.indexOf('[')).replaceAll('\u00a0', ' ')) as IDataObject[];
	}

	/** What the output panel says of a failed run. */
	async error(): Promise<{ message: string; description: string }> {
		await this.ended();
		return {
			message: await this.byId('node-error-message', this.output).innerText(),
			description: await this.byId('node-error-description', this.output).innerText(),
		};
	}

	/** Waits until the run has ended, by n8n's button. */
	private async ended(): Promise<void> {
		await this.byId('node-execute-button').getByText('Execute step').waitFor();
	}

	/** The labels inside an element that are too long for their place. */
	async cutLabels(testId: string): Promise<string[]> {
		const labels = this.byId(testId).locator('label .n8n-text');
		await labels.first().waitFor();
		return await labels.evaluateAll((elements) =>
			elements
				.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
				.map(({ textContent }) => textContent ?? ''),
		);
	}

	/** Opens another page beside the editor. */
	async openPage(url: string, size: { width: number; height: number }): Promise<Page> {
		const page = await this.page.context().newPage();
		await page.setViewportSize(size);
		await page.goto(url);
		return page;
	}

	/** Takes a picture, without the messages that come and go. */
	async picture(name: string, page = this.page): Promise<void> {
		mkdirSync(pictures, { recursive: true });
		await page.screenshot({
			path: join(pictures, `${name}.png`),
			style: '.el-notification { display: none }',
		});
	}

	/** Ends the browser's part in the test file. */
	async close(): Promise<void> {
		await this.browser.close();
	}
}
