import { isObject } from './answer';
import type { Json, JsonObject } from './json';
import { momentOf } from './moment';
import type { Problem } from './problem';

/** A product as the card Goods and Delivery lists it. */
export interface CardProduct {
	/** The address of a picture. */
	image?: string;
	name?: string;
	/** The page that opens, with its query. */
	page?: string;
	count?: number;
	/** Fen. */
	unitPrice?: number;
}

/** What the card Goods and Delivery shows. */
export interface GoodsContent {
	status: number;
	/** The page that the card opens, with its query. */
	page: string;
	productCount?: number;
	products?: CardProduct[];
}

/** Content or details as WeChat takes them, or why WeChat would refuse what was given. */
export type ReadCardJson = { content: JsonObject } | { problem: Problem };

/** What a member must be; a record or a list of records says it of its own members. */
type Shape = keyof typeof kinds | { record: Shapes } | { recordsOf: Shapes };

interface Shapes {
	[name: string]: { shape: Shape; required?: boolean };
}

/** Reads a value as one of the kinds below; undefined when it is not of that kind. */
type Read = (value: unknown, timeZone: string) => Json | undefined;

const kind = (what: string, next: string, read: Read) => ({ what, next, read });

const digits = /^\d{1,15}$/;
const decimal = /^-?\d{1,15}(?:\.\d+)?$/;

/** A number, or its digits as text, which expressions often give. */
const numberFrom = (value: unknown, form: RegExp): number | undefined => {
	const isOne = typeof value === 'number' || typeof value === 'string';
	return isOne && form.test(String(value)) ? Number(value) : undefined;
};

const kinds = {
	text: kind(
		'is not a text',
		'Put it in quotes: a long number keeps all its digits as text only.',
		(value) => (typeof value === 'string' ? value : undefined),
	),
	count: kind('is not a whole number from 0', 'Prices are in fen, durations in seconds.', (value) =>
		numberFrom(value, digits),
	),
	number: kind('is not a number', 'Give it a number without a unit.', (value) =>
		numberFrom(value, decimal),
	),
	seconds: kind(
		'is not a date and time',
		'Give it one such as 2024-06-08T10:30:00+08:00.',
		(value, timeZone) => {
			const moment = momentOf(value, timeZone);
			return moment === undefined ? undefined : Math.floor(moment / 1000);
		},
	),
	structure: kind('is neither an object nor a list', 'Give it without quotes.', (value) =>
		typeof value === 'object' && value !== null ? (value as Json) : undefined,
	),
};

const each = (shape: Shape, ...names: string[]): Shapes =>
	Object.fromEntries(names.map((name) => [name, { shape }]));

const product: Shapes = {
	...each('text', 'product_img', 'product_name', 'product_path_query'),
	...each('count', 'count', 'single_price'),
};

// Each kind of card has members of its own beside these; WeChat checks those.
const contentShapes: Shapes = {
	cur_status: { shape: 'count', required: true },
	wxa_path_query: { shape: 'text', required: true },
	...each(
		{ record: { info_list: { shape: { recordsOf: product }, required: true } } },
		'product_list',
	),
	...each('seconds', 'send_time', 'arrival_time'),
	...each('count', 'product_count', 'min_wait_time', 'max_wait_time'),
	...each('number', 'distance_to_store', 'distance_to_destination'),
};

const payInfo: Shapes = {
	...each('text', 'transaction_id'),
	...each('count', 'pay_amount'),
	...each('seconds', 'pay_time'),
};

const storeInfo: Shapes = {
	...each('text', 'store_name', 'store_address', 'province', 'city', 'county'),
	...each('number', 'latitude', 'longitude'),
};

const detailsShapes: Shapes = {
	...each({ record: payInfo }, 'pay_info'),
	...each({ record: storeInfo }, 'store_info'),
	...each('structure', 'shipping_list', 'product_additional_list'),
};

/** Half a character, as JSON writes it: texts with it are not UTF-8, which WeChat refuses (85443). */
const halfCharacter = /(?<!\\)(?:\\\\)*\\ud[89a-f][0-9a-f]{2}/;

/** What the card Goods and Delivery shows, as its `content_json` names it. */
export const goodsContent = (given: GoodsContent): JsonObject => ({
	cur_status: given.status,
	wxa_path_query: given.page,
	...(given.productCount !== undefined && { product_count: given.productCount }),
	...(given.products?.length && { product_list: { info_list: given.products.map(productJson) } }),
});

const productJson = ({ image, name, page, count, unitPrice }: CardProduct): JsonObject => ({
	...(image && { product_img: image }),
	...(name && { product_name: name }),
	...(page && { product_path_query: page }),
	...(count !== undefined && { count }),
	...(unitPrice !== undefined && { single_price: unitPrice }),
});

/**
 * Reads what a card shows (`content_json`): `cur_status` and `wxa_path_query` must be there, and members
 * that WeChat documents must be of their kind. Times may be given as {@link momentOf} takes them and become
 * Unix seconds; documented members that are null are left out; other members stay as they are.
 *
 * @throws RangeError if `timeZone` is unknown and needed
 */
export const readCardContent = (given: JsonObject, timeZone: string): ReadCardJson =>
	new CardJsonReader(timeZone).read(given, contentShapes);

/** Reads details of a card (`ext_json`) as {@link readCardContent} does; there must be some. */
export const readCardDetails = (given: JsonObject, timeZone: string): ReadCardJson =>
	Object.keys(given).length > 0
		? new CardJsonReader(timeZone).read(given, detailsShapes)
		: { problem: { what: 'is empty', next: 'Give it pay_info, store_info or shipping_list.' } };

class CardJsonReader {
	/** The first one that was found. */
	private problem?: Problem;

	constructor(private readonly timeZone: string) {}

	read(given: JsonObject, shapes: Shapes): ReadCardJson {
		const content = this.record(given, shapes, '');
		if (halfCharacter.test(JSON.stringify(content))) {
			this.note('holds half a character', 'Take the broken character out.');
		}
		return this.problem ? { problem: this.problem } : { content };
	}

	private record(given: JsonObject, shapes: Shapes, path: string): JsonObject {
		const read = { ...given };
		for (const [name, { shape, required }] of Object.entries(shapes)) {
			const value = given[name] ?? null;
			if (required && (value === null || value === '')) {
				this.note(`has no ${path}${name}`, `Give it a ${name}.`);
			}
			if (value === null) delete read[name];
			else read[name] = this.value(value, shape, `${path}${name}`);
		}
		return read;
	}

	private value(value: Json, shape: Shape, path: string): Json {
		if (typeof shape === 'string') {
			const { what, next, read } = kinds[shape];
			return read(value, this.timeZone) ?? this.note(`holds ${path}, which ${what}`, next);
		}
		if ('record' in shape) {
			if (isObject(value)) return this.record(value, shape.record, `${path}.`);
			return this.note(
				`holds ${path}, which is not an object`,
				'Give it in braces, without quotes.',
			);
		}
		if (Array.isArray(value) && value.every(isObject)) {
			return (value as JsonObject[]).map((one, index) =>
				this.record(one, shape.recordsOf, `${path}[${index}].`),
			);
		}
		return this.note(`holds ${path}, which is not a list of objects`, 'Give it in brackets.');
	}

	private note(what: string, next: string): null {
		this.problem ??= { what, next };
		return null;
	}
}
