import type { Answer } from '../answers';
import { refuse } from '../answers';
import { isObject } from '../json';
import type { Order } from '../state/serviceCards';

type Json = Record<string, unknown>;

const HALF_CHARACTER = /[\uD800-\uDFFF]/u;

/** What is answered where a text does not hold a JSON object, or one that is not UTF-8. */
interface TextCodes {
	malformed: number;
	encoding: number;
}

const CONTENT: TextCodes = { malformed: 85435, encoding: 85443 };
const DETAILS: TextCodes = { malformed: 85470, encoding: 85471 };

/** content_json as an object, or the refusal. */
export function readContent(text: unknown): { json: Json } | Answer {
	const read = readText(text, CONTENT);
	return 'json' in read ? (contentRefusal(read.json) ?? read) : read;
}

/** ext_json as an object, or the refusal. */
export function readDetails(text: unknown): { json: Json } | Answer {
	const read = readText(text, DETAILS);
	return 'json' in read ? (detailsRefusal(read.json) ?? read) : read;
}

/** Whether check_json names the payment of an order. */
export function isPaymentOf(order: Order, text: unknown): boolean {
	const read = readText(text, CONTENT);
	if (!('json' in read)) return false;
	const { pay_amount: amount, pay_time: time, pay_channel: channel } = read.json;
	return amount === order.amount && time === order.paidAt && channel === order.channel;
}

function readText(text: unknown, codes: TextCodes): { json: Json } | Answer {
	if (text === undefined || text === '') return refuse(85440);
	if (typeof text !== 'string') return refuse(85441);
	let isBroken = false;
	try {
		const json: unknown = JSON.parse(text, (_key, value: unknown) => {
			isBroken ||= typeof value === 'string' && HALF_CHARACTER.test(value);
			return value;
		});
		if (isBroken) return refuse(codes.encoding);
		return isObject(json) ? { json } : refuse(codes.malformed);
	} catch {
		return refuse(codes.malformed);
	}
}

function contentRefusal(content: Json): Answer | undefined {
	const { cur_status: status, wxa_path_query: page, product_list: products } = content;
	if (status === undefined || page === undefined || page === '') return refuse(85440);
	const times = [content.send_time, content.arrival_time, content.product_count];
	const isFormed = isCount(status) && isText(page) && times.every(unlessGiven(isCount));
	if (!isFormed) return refuse(85441);
	return products === undefined || isProductList(products) ? undefined : refuse(85447);
}

function detailsRefusal(details: Json): Answer | undefined {
	const { pay_info: payment, store_info: store, shipping_list: shipping } = details;
	const { product_additional_list: products } = details;
	if (Object.keys(details).length === 0) return refuse(85440);
	if (payment !== undefined && !isPayment(payment)) return refuse(85444);
	if (store !== undefined && !isStore(store)) return refuse(85445);
	if (shipping !== undefined && !isStructure(shipping)) return refuse(85446);
	return products === undefined || isStructure(products) ? undefined : refuse(85447);
}

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
const isStructure = (value: unknown) => typeof value === 'object' && value !== null;
const unlessGiven = (fits: (value: unknown) => boolean) => (value: unknown) =>
	value === undefined || fits(value);

function isPayment(value: unknown): boolean {
	if (!isObject(value)) return false;
	const { transaction_id: id, pay_amount: amount, pay_time: time } = value;
	return typeof id === 'string' && /^420\d{25}$/.test(id) && isCount(amount) && isCount(time);
}

function isStore(value: unknown): boolean {
	if (!isObject(value)) return false;
	const { store_name: name, latitude, longitude } = value;
	const isNumber = unlessGiven((one) => typeof one === 'number');
	return isText(name) && isNumber(latitude) && isNumber(longitude);
}

function isProductList(value: unknown): boolean {
	if (!isObject(value) || !Array.isArray(value.info_list)) return false;
	return value.info_list.every(
		(one) =>
			isObject(one) &&
			['product_img', 'product_name', 'product_path_query'].every((name) =>
				unlessGiven((text) => typeof text === 'string')(one[name]),
			) &&
			['count', 'single_price'].every((name) => unlessGiven(isCount)(one[name])),
	);
}
