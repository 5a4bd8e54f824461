/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INode, IPinData, IWorkflowBase } from 'n8n-workflow';

import type { Simulator } from '../../simulator';
import { PROJECT } from './commands';

/** Who has a phone in the playground; all but the last one have allowed the examples' templates. */
export const PEOPLE = ['Anna', 'Bert', 'Cleo'];

/** How often each of them has allowed each template: more than anyone tries out. */
const PLENTY = 1000;

/** The OpenIDs in the examples stand for the first, second and third of {@link PEOPLE}. */
const PLACEHOLDER = /oEXAMPLE([123])\w{19}/g;

/** How to try an example that hears what users write. */
const LISTENS =
	'WeChat has one push URL, which here is that of *join receipts to sends*: publish this workflow, run the command that the playground printed for it, and write from a phone.';

/** When the order of the examples was paid, in unix seconds: fixed, so that stored sample data fit after a restart. */
const PAID_AT = Date.UTC(2024, 5, 8, 2, 30) / 1000;

/** Fen. */
const PAID = 5800;

const FOLDER = join(PROJECT, 'examples');
const EXTENSION = '.workflow.json';
const WEBHOOK = 'n8n-nodes-base.webhook';

type Order = ReturnType<Simulator['payOrder']>;

/** What an example needs in order to run. */
interface Sample {
	/** The title of the library and its keywords that the example's template is made of. */
	template?: [libraryTitle: number | string, keywordIds: number[]];
	/** The title of the service card that it updates. */
	card?: number;
	/** What its webhook is sent. */
	body?: IDataObject;
	/** How to run it where Execute workflow is not all. */
	toDo?: string;
}

/** An example workflow that runs on the simulator as it is. */
export type PlaygroundExample = Pick<IWorkflowBase, 'name' | 'nodes' | 'connections'> &
	Required<Pick<IWorkflowBase, 'pinData' | 'settings'>> & {
		/** The example's webhook: path under the production base URL, and a body to send there. */
		webhook?: { path: string; body: IDataObject };
	};

/** By the file's name. Templates get their ids in this order, so that n8n's stored workflows still fit after a restart. */
const samplesFor = (openId: string, formId: string, order: Order): Record<string, Sample> => ({
	paidOrderToMessage: {
		template: [661, [1, 2, 3, 4]],
		body: {
			openId,
			orderNumber: '20240601001',
			product: '哥伦比亚手冲咖啡豆',
			amount: '58.00',
			quantity: 2,
			paidAt: '2024-06-08T02:30:00.000Z',
		},
		toDo: 'Click **Execute workflow** and look at the phones. The same order sends nothing again: change its `orderNumber` in *Order Paid* first.',
	},
	scheduleToManyRecipients: { template: [20003, [1, 2, 3]] },
	setUpTemplate: {
		toDo: 'Click **Execute workflow**: the *Template* list of every node then has one more.',
	},
	receiptsJoinedToSends: {
		template: [1368, [1, 20, 5]],
		body: {
			openId,
			orderNumber: '20240601001',
			carrier: '顺丰速运',
			trackingNumber: 'SF1234567890',
		},
		toDo: 'Click **Execute workflow**, and look at the data table *WeChat messages* too.',
	},
	agentNotifiesCustomer: {
		template: [1368, [1, 20, 5]],
		toDo: 'Choose a credential in *Chat Model*, then open the chat.',
	},
	consentLedger: {
		template: [1368, [1, 20, 5]],
		body: {
			openId,
			email: 'anna@example.com',
			orderNumber: '20240601001',
			carrier: '顺丰速运',
			trackingNumber: 'SF1234567890',
		},
		toDo: 'Choose a credential in *Mail Link*. Allow the template on a phone, then call the webhook: the ledger counts from now on.',
	},
	outbox: {
		template: [661, [1, 2]],
		body: { openId, orderNumber: '20240601002', product: '哥伦比亚手冲咖啡豆', amount: '58.00' },
		toDo: 'Call the webhook as the playground prints it, and look at the phones and at the data table *Order outbox*.',
	},
	retiredApiThroughGateway: {
		template: ['AT0002', [3, 4, 5]],
		body: { openId, formId, shop: 'TIT造舰厂', boughtAt: '2016年6月6日', product: '咖啡' },
	},
	agentAnswersCustomers: { toDo: `Choose a credential in *Chat Model*. ${LISTENS}` },
	orderCardForCustomer: { toDo: `Enter your shop's address in *Get Picture*. ${LISTENS}` },
	storeCustomerPicture: { toDo: `Enter your storage's address in *Store Picture*. ${LISTENS}` },
	cardFollowsOrder: {
		card: 10000001,
		body: {
			event: 'paid',
			openId,
			transactionId: order.transactionId,
			orderNumber: '20240601001',
			amount: order.amount / 100,
			paidAt: new Date(order.paidAt * 1000).toISOString(),
			products: [
				{ name: '哥伦比亚手冲咖啡豆', count: 1, unitPrice: 29 },
				{ name: '手冲滤纸', count: 2, unitPrice: 14.5 },
			],
		},
		toDo: 'Click **Execute workflow**. Then change `event` in the data of *Order Changed* to `shipped`, `signed` and `refunded`, and see the card change.',
	},
});

/**
 * Gives a fresh simulator the templates and people that the examples need, and returns the examples filled in with
 * them. A fresh simulator of the same seed gives the same ids. Throws where an example has no sample.
 */
export function fillExamples(simulator: Simulator): PlaygroundExample[] {
	const openIds = PEOPLE.map((name) => simulator.user(name));
	// Nobody waits a minute for an order to be known.
	simulator.quirks.payCodeKnownAfter = 0;
	const samples = samplesFor(
		openIds[0],
		simulator.submitForm(openIds[0], PLENTY),
		simulator.payOrder(openIds[0], PAID, { paidAt: PAID_AT }),
	);
	const examples = Object.entries(samples).map(([name, sample]) => {
		const text = readFileSync(join(FOLDER, name + EXTENSION), 'utf8');
		const filled = text.replace(PLACEHOLDER, (_, number) => openIds[Number(number) - 1]);
		return fill(JSON.parse(filled) as IWorkflowBase, sample, simulator);
	});
	const files = readdirSync(FOLDER).filter((file) => file.endsWith(EXTENSION));
	if (files.length > examples.length) throw new Error('An example has no sample in samples.ts');
	return examples;
}

function fill(example: IWorkflowBase, sample: Sample, simulator: Simulator): PlaygroundExample {
	const { name, connections, settings = {} } = example;
	const nodes = sample.template
		? withTemplate(example.nodes, ...allowed(simulator, sample.template))
		: example.nodes;
	if (sample.card) simulator.account.addTemplate(sample.card, []);
	const filled = { name, nodes: [...nodes, readyNote(sample)], connections, settings };
	const webhook = nodes.find(({ type }) => type === WEBHOOK);
	if (!webhook || !sample.body) return { ...filled, pinData: {} };
	const { body } = sample;
	const pinData: IPinData = {
		[webhook.name]: [{ json: { headers: {}, params: {}, query: {}, body } }],
	};
	return { ...filled, pinData, webhook: { path: String(webhook.parameters.path), body } };
}

/** The template's id and title, after all but the last person have allowed it. */
function allowed(simulator: Simulator, template: NonNullable<Sample['template']>) {
	const { id, title, type } = simulator.account.addTemplate(...template);
	// The retired API asks for a form_id instead.
	if (type !== undefined) {
		for (const name of PEOPLE.slice(0, -1)) simulator.subscribe(simulator.user(name), id, PLENTY);
	}
	return [id, title] as const;
}

/** The nodes as after picking the template from the list. */
function withTemplate(nodes: INode[], id: string, title: string): INode[] {
	const templateId = { __rl: true, mode: 'list', value: id, cachedResultName: title };
	return nodes.map((node) =>
		node.parameters.templateId ? { ...node, parameters: { ...node.parameters, templateId } } : node,
	);
}

/** A note above the example's own, which tells what to set up elsewhere. */
function readyNote({ toDo = 'Click **Execute workflow** and look at the phones.' }: Sample): INode {
	return {
		id: 'playground',
		name: 'Playground',
		type: 'n8n-nodes-base.stickyNote',
		typeVersion: 1,
		position: [-420, -220],
		parameters: {
			content: `## In the playground\n\nCredential, template and sample data are filled in. ${toDo}`,
			width: 380,
			height: 140,
			color: 4,
		},
	};
}
