import type { INodeParameters, NodeApiError } from 'n8n-workflow';

import { useCardScene } from '../support/cardScene';

const scene = useCardScene('all');

const payment = (change: INodeParameters) => ({
	payment: { amount: '={{ $json.amount }}', paidAt: '={{ $json.paidAt }}', ...change },
});
const json = (contentJson: string) => ({ contentMode: 'json', contentJson });
const product = (fields: INodeParameters) => ({
	cardFields: { products: { product: [{ name: 'a' }, fields] } },
});

/** What is wrong, and the beginning of what the user reads. */
const invalid: Array<[INodeParameters, string]> = [
	[{ openId: ' ' }, 'The parameter "OpenID" is empty'],
	[{ cardType: 'goods' }, 'The parameter "Card" has no value "goods"'],
	[{ notifyCode: ' ' }, 'The parameter "Code" is empty'],
	[{ notifyCode: '={{ 4200002301202406081234567890 }}' }, 'The parameter "Code" is a number'],
	[{ notifyCode: '4.2000023012024061e+27' }, 'The parameter "Code" holds no code'],
	[{ notifyCode: '订单 1' }, 'The parameter "Code" holds no code'],
	[{ status: 12 }, 'The parameter "Status" has no value "12"'],
	[{ pagePath: '' }, 'The parameter "Page Path" is empty'],
	[{ pagePath: 'https://shop.example/' }, 'The parameter "Page Path" is not the path of a page'],
	[{ cardFields: { productCount: 1.5 } }, 'The parameter "Product Count" is out of range'],
	[
		product({ unitPrice: 0.125 }),
		'The parameter "Products" holds a product (number 1, counted from 0) whose unit price',
	],
	[
		product({ count: -1 }),
		'The parameter "Products" holds a product (number 1, counted from 0) whose count',
	],
	[{ cardFields: { productsJson: '{}' } }, 'The parameter "Products (JSON)" is not a list'],
	[{ cardFields: { productsJson: '[1' } }, 'The parameter "Products (JSON)" is not a list'],
	[
		{ cardFields: { productsJson: '[{ "name": "\\ud83d" }]' } },
		'The parameter "Card Fields" holds half a character',
	],
	[payment({ amount: '' }), 'The parameter "Amount" is empty'],
	[payment({ amount: 0 }), 'The parameter "Amount" is empty'],
	[payment({ amount: -58 }), 'The parameter "Amount" is not an amount of yuan'],
	[payment({ amount: 58.005 }), 'The parameter "Amount" is not an amount of yuan'],
	[payment({ amount: '={{ "¥58" }}' }), 'The parameter "'],
	[payment({ paidAt: '' }), 'The parameter "Paid At" is empty'],
	[payment({ paidAt: 'yesterday' }), 'The parameter "'],
	[payment({ channel: 'cash' }), 'The parameter "Channel" has no value "cash"'],
	[{ options: { waitForCode: 121 } }, 'The option "Wait for Code" is out of range'],
	[{ options: { waitForCode: -1 } }, 'The option "Wait for Code" is out of range'],
	[json(''), 'The parameter "Content (JSON)" is empty'],
	[json('{ cur_status: 1 }'), 'The parameter "Content (JSON)" is not valid JSON'],
	[json('[1]'), 'The parameter "Content (JSON)" is not an object'],
	[json('{ "wxa_path_query": "a" }'), 'The parameter "Content (JSON)" has no cur_status'],
	[json('{ "cur_status": 1 }'), 'The parameter "Content (JSON)" has no wxa_path_query'],
	[
		json('{ "cur_status": 1, "wxa_path_query": "a", "send_time": "soon" }'),
		'The parameter "Content (JSON)" holds send_time, which is not a date and time',
	],
	[
		{ operation: 'updateDetails', detailsJson: '={{ {} }}' },
		'The parameter "Details (JSON)" is empty',
	],
	[
		{ operation: 'updateDetails', detailsJson: '={{ { pay_info: { pay_amount: 0.5 } } }}' },
		'The parameter "Details (JSON)" holds pay_info.pay_amount, which is not a whole number',
	],
];

test.each(invalid)('%j: %s', async (change, message) => {
	const item = scene.itemOf(scene.knownOrder());
	const { error } = await scene.run({ ...scene.activation(), ...change }, [item]);
	expect(error?.message.slice(0, message.length)).toBe(message);
	expect((error as NodeApiError).description).toMatch(/[A-Z].*\.$/);
	expect(scene.harness.wire.requests).toEqual([]);
});
