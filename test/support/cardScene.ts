import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { RunResult } from '../../engine';
import type { Simulator } from '../../simulator';
import { useStarted } from '../../simulator/test/useSimulator';
import type { Lifetime } from '../../simulator/test/useSimulator';
import type { HarnessOptions, NodeSettings } from './harness';
import { TappedHarness } from './tappedHarness';

export const CARD_UPDATE = '/wxa/set_user_notify';
export const CARD_DETAILS = '/wxa/set_user_notifyext';
export const CARD_GET = '/wxa/get_user_notify';

/** Title of the card Goods and Delivery in the library. */
export const GOODS_TITLE = 10000001;

type Order = ReturnType<Simulator['payOrder']>;

/** A {@link CardScene} that starts before the tests and stops after them; see {@link useStarted}. */
export const useCardScene = (
	lifetime: Lifetime = 'each',
	options: HarnessOptions = {},
): CardScene => useStarted(async () => await CardScene.start(options), lifetime);

/** One user, anna, who pays orders in a Mini Program that has added the card Goods and Delivery. */
export class CardScene {
	readonly openId: string;

	private constructor(readonly harness: TappedHarness) {
		this.openId = harness.simulator.user('anna');
		harness.simulator.account.addTemplate(GOODS_TITLE, []);
	}

	static async start(options: HarnessOptions = {}): Promise<CardScene> {
		return new CardScene(await TappedHarness.start(options));
	}

	async stop(): Promise<void> {
		await this.harness.stop();
	}

	get simulator(): Simulator {
		return this.harness.simulator;
	}

	/** An order that anna paid more than a minute ago, so that WeChat knows it. amount: fen. */
	knownOrder(amount = 5800): Order {
		const order = this.simulator.payOrder(this.openId, amount);
		this.simulator.moveClock(60);
		return order;
	}

	/** The item that stands for an order. */
	itemOf = ({ openId, transactionId, amount, paidAt }: Order): IDataObject => ({
		openId,
		transactionId,
		amount: amount / 100,
		paidAt: new Date(paidAt * 1000).toISOString(),
	});

	/** Parameters of an operation for the card of the incoming item. */
	parameters = (operation: string, more: INodeParameters = {}): INodeParameters => ({
		resource: 'serviceCard',
		operation,
		openId: '={{ $json.openId }}',
		cardType: 2001,
		notifyCode: '={{ $json.transactionId }}',
		...more,
	});

	/** Parameters of Activate or Update, with the payment of the incoming item. */
	activation = (status: number | string = 1, more: INodeParameters = {}): INodeParameters =>
		this.parameters('update', {
			contentMode: 'fields',
			status,
			pagePath: 'pages/order/detail?id=1',
			payment: { amount: '={{ $json.amount }}', paidAt: '={{ $json.paidAt }}' },
			...more,
		});

	/** Runs the node on items. */
	run = async (
		parameters: INodeParameters,
		items: IDataObject[],
		settings: NodeSettings = {},
	): Promise<RunResult> => await this.harness.run(parameters, items, settings);

	/** What the only call of a path carried; texts that hold JSON are read. */
	sent(path: string): IDataObject {
		const body = JSON.parse(this.harness.wire.only(path).body) as IDataObject;
		const read = (name: string, value: unknown): unknown =>
			name.endsWith('_json') ? JSON.parse(String(value)) : value;
		return Object.fromEntries(
			Object.entries(body).map(([name, value]) => [name, read(name, value)]),
		) as IDataObject;
	}
}
