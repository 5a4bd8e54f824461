import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { RunResult } from '../../engine';
import { useStarted } from '../../simulator/test/useSimulator';
import type { Lifetime } from '../../simulator/test/useSimulator';
import { Harness, NODE } from './harness';
import type { HarnessOptions } from './harness';

/** A {@link SendScene} that starts before the tests and stops after them; see {@link useStarted}. */
export const useSendScene = (
	lifetime: Lifetime = 'each',
	options: HarnessOptions = {},
): SendScene => useStarted(async () => await SendScene.start(options), lifetime);

/** One user, anna, to whom the node under test sends messages, and what her phone shows. */
export class SendScene {
	readonly openId: string;

	private constructor(readonly harness: Harness) {
		this.openId = harness.simulator.user('anna');
	}

	/** Both message types work. */
	static async start(options: HarnessOptions = {}): Promise<SendScene> {
		return new SendScene(await Harness.start({ retiredApi: 'working', ...options }));
	}

	async stop(): Promise<void> {
		await this.harness.stop();
	}

	/** A Subscribe Message template that anna has allowed for many messages. */
	async allowedTemplate(title?: number, keywordIds?: string): Promise<string> {
		const templateId = await this.harness.addSubscribeTemplate(title, keywordIds);
		this.harness.simulator.subscribe(this.openId, templateId, 10_000);
		return templateId;
	}

	/** A form that anna submits, as fields of an item. */
	form(): IDataObject {
		return { formId: this.harness.simulator.submitForm(this.openId) };
	}

	/** Runs the node on items that name anna beside their own fields. */
	async run(parameters: INodeParameters, items: IDataObject[]): Promise<RunResult> {
		const { openId } = this;
		return await this.harness.run(
			parameters,
			items.map((item) => ({ openId, ...item })),
		);
	}

	/** Sends one message and gives its record. Throws what stopped the run. */
	async send(parameters: INodeParameters, item: IDataObject = {}): Promise<IDataObject> {
		const result = await this.run(parameters, [item]);
		if (result.error) throw result.error;
		return result.items(NODE)[0].json;
	}

	/** The values of the last message on the phone, by key. */
	get shown(): Record<string, string> {
		const { delivered } = this.harness.simulator;
		const { fields } = delivered[delivered.length - 1];
		return Object.fromEntries(fields.map(({ key, value }) => [key, value]));
	}
}
