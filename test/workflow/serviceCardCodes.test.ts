import type { INodeParameters, NodeApiError } from 'n8n-workflow';

import { errorCodes } from '../../wechat/errorCodes';
import { CARD_DETAILS, CARD_GET, CARD_UPDATE, useCardScene } from '../support/cardScene';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<typeof import('../support/shortWaits')>('../support/shortWaits')
		.withShortWaits(),
);

const scene = useCardScene('all');

beforeEach(() => scene.harness.wire.forget());

/** Sections B and G of the facts: what each code must say, and what to do. */
const codes: Array<[errcode: number, message: string, remedy: string]> = [
	[40003, 'WeChat does not know this OpenID in this Mini Program', 'User > Get by Login Code'],
	[85431, 'WeChat could not handle the card', 'Service Card > Get'],
	[85433, 'The payment does not match the one that WeChat knows', 'amount that the user paid'],
	[85434, 'The code does not belong to this kind of card', 'Choose the card'],
	[85435, 'WeChat does not accept the content of the card', 'cur_status and wxa_path_query'],
	[85436, 'WeChat has banned this code', 'notification center'],
	[85437, 'WeChat does not know this code, or not yet', 'try again in a minute'],
	[85438, 'The code has expired', 'within 24 hours of the payment'],
	[85439, 'The card cannot take this state now', 'Service Card > Get'],
	[85440, 'A field of the card is missing', 'cur_status and wxa_path_query'],
	[85441, 'A field of the card has the wrong form', 'whole fen'],
	[85442, 'WeChat found sensitive words in the card', 'Change the wording'],
	[85443, 'The content of the card is not UTF-8', 'broken characters'],
	[85444, 'WeChat does not accept the pay_info of the card', 'transaction_id as text'],
	[85445, 'WeChat does not accept the store_info of the card', 'store_name'],
	[85446, 'WeChat does not accept the shipping_list of the card', 'shipping_list'],
	[85447, 'WeChat does not accept the products of the card', 'whole fen'],
	[85448, 'The card was already updated in this way', 'Nothing is left to do'],
	[85449, 'Another update of this card was on its way', 'Wait a second'],
	[85461, 'The account may not use this kind of card', 'Template > Add'],
	[85462, 'The account may not use service cards', 'Template > Add'],
	[85470, 'WeChat does not accept the details of the card', 'setUserNotifyExt'],
	[85471, 'The details of the card are not UTF-8', 'broken characters'],
];

const operations: Array<[operation: string, path: string, more: INodeParameters]> = [
	['update', CARD_UPDATE, {}],
	['updateDetails', CARD_DETAILS, { detailsJson: '{ "store_info": { "store_name": "店" } }' }],
	['get', CARD_GET, {}],
];

describe.each(operations)('%s', (operation, path, more) => {
	test.each(codes)('%i: %s', async (errcode, message, remedy) => {
		const order = scene.knownOrder();
		// One call that is refused, and all repetitions of 85449.
		scene.simulator.order({ kind: 'errcode', errcode, path, times: 4 });
		const parameters = { ...scene.activation(4), operation, ...more };
		const { error } = await scene.run(parameters, [scene.itemOf(order)]);
		scene.simulator.state.faults.clear();
		expect(error).toMatchObject({ message });
		const { description } = error as NodeApiError;
		expect(description).toContain(remedy);
		expect(description).toContain(`WeChat's answer: ${errcode}`);
		expect(scene.harness.wire.to(path)).toHaveLength(errcode === 85449 ? 4 : 1);
	});
});

test('the table of codes has no other ones of service cards', () => {
	const known = Object.keys(errorCodes).map(Number);
	const ofCards = known.filter((errcode) => errcode >= 85431 && errcode <= 85471);
	expect(ofCards).toEqual(codes.map(([errcode]) => errcode).filter((errcode) => errcode > 85000));
});

describe('codes that WeChat gives for what was really wrong', () => {
	const failureOf = async (parameters: INodeParameters, item = scene.itemOf(scene.knownOrder())) =>
		(await scene.run(parameters, [item])).error as NodeApiError;

	test('a payment that is not the one of the order', async () => {
		const payment = { amount: 57, paidAt: '={{ $json.paidAt }}' };
		expect(await failureOf(scene.activation(1, { payment }))).toMatchObject({
			message: 'The payment does not match the one that WeChat knows',
		});
		scene.simulator.quirks.wrongPaymentErrcode = 85438;
		const confused = await failureOf(scene.activation(1, { payment }));
		expect(confused.message).toBe('The code has expired');
		expect(confused.description).toContain('can also mean that the payment does not match');
		scene.simulator.quirks.wrongPaymentErrcode = 85433;
	});

	test('a payment that was left out', async () => {
		expect(await failureOf(scene.activation(1, { payment: {} }))).toMatchObject({
			message: 'The payment does not match the one that WeChat knows',
		});
	});

	test('words that WeChat does not let through', async () => {
		scene.simulator.account.settings.blacklist = ['赌博'];
		const cardFields = { products: { product: [{ name: '赌博' }] } };
		expect(await failureOf(scene.activation(1, { cardFields }))).toMatchObject({
			message: 'WeChat found sensitive words in the card',
		});
	});

	test('a state that cannot follow is named, with those that it follows', async () => {
		const item = scene.itemOf(scene.knownOrder());
		await scene.run(scene.activation(6), [item]);
		const { message, description } = await failureOf(scene.activation(2), item);
		expect(message).toBe('The card cannot take this state now');
		expect(description).toMatch(
			/^The call asked for the state To Be Shipped \(2\), which WeChat takes after Paid \(1\), In After-Sales \(7\) only\. /,
		);
	});

	test('a state that WeChat does not name is told by its number', async () => {
		const item = scene.itemOf(scene.knownOrder());
		scene.simulator.order({ kind: 'errcode', errcode: 85439, path: CARD_UPDATE });
		const contentJson = '{ "cur_status": 3, "wxa_path_query": "pages/a" }';
		const parameters = scene.activation(1, { cardType: 2002, contentJson });
		const { description } = await failureOf(parameters, item);
		expect(description).toMatch(/^The call asked for the state 3\. /);
	});

	test('the same card again, where WeChat refuses that', async () => {
		const item = scene.itemOf(scene.knownOrder());
		await scene.run(scene.activation(), [item]);
		scene.simulator.quirks.refuseRepeatedCard = true;
		expect(await failureOf(scene.activation(), item)).toMatchObject({
			message: 'The card was already updated in this way',
		});
		scene.simulator.quirks.refuseRepeatedCard = false;
	});
});
