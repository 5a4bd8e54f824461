import { UnexpectedAnswer } from '../../wechat/answer';
import {
	sendCustomerServiceMessage,
	setTyping,
	setTypingAtNewPath,
} from '../../wechat/customerService';
import type { CustomerServiceContent } from '../../wechat/customerService';
import type { JsonObject } from '../../wechat/json';

const openId = 'oXwS64mWPCBuJcMYzWnG6OAlnKfM';

const contents: Array<[CustomerServiceContent, JsonObject]> = [
	[
		{ type: 'text', text: '您好 & <b>' },
		{ msgtype: 'text', text: { content: '您好 & <b>' } },
	],
	[
		{ type: 'image', mediaId: 'MEDIA' },
		{ msgtype: 'image', image: { media_id: 'MEDIA' } },
	],
	[
		{
			type: 'link',
			title: 'Our shop',
			description: 'Open on Sundays',
			url: 'https://shop.example/a',
			thumbUrl: 'https://shop.example/a.png',
		},
		{
			msgtype: 'link',
			link: {
				title: 'Our shop',
				description: 'Open on Sundays',
				url: 'https://shop.example/a',
				thumb_url: 'https://shop.example/a.png',
			},
		},
	],
	[
		{
			type: 'miniProgramPage',
			title: 'Order 7',
			pagePath: 'pages/order/order?id=7',
			thumbMediaId: 'MEDIA',
		},
		{
			msgtype: 'miniprogrampage',
			miniprogrampage: {
				title: 'Order 7',
				pagepath: 'pages/order/order?id=7',
				thumb_media_id: 'MEDIA',
			},
		},
	],
];

describe('a customer service message', () => {
	test.each(contents)('%j goes out once, in the documented form', (content, body) => {
		const message = { openId, content, aiGenerated: false };
		expect(sendCustomerServiceMessage.request(message)).toEqual({
			method: 'POST',
			path: '/cgi-bin/message/custom/send',
			body: { json: { touser: openId, ...body } },
			repeatable: false,
			identifiedBy: 'accessToken',
		});
		expect(sendCustomerServiceMessage.read?.({ errcode: 0, errmsg: 'ok' }, message)).toEqual({
			errcode: 0,
			errmsg: 'ok',
			touser: openId,
			msgtype: body.msgtype,
		});
	});

	test('by AI says so', () => {
		const content = { type: 'text' as const, text: 'Hi' };
		const { body } = sendCustomerServiceMessage.request({ openId, content, aiGenerated: true });
		expect(body).toEqual({
			json: {
				touser: openId,
				msgtype: 'text',
				text: { content: 'Hi' },
				aimsgcontext: { is_ai_msg: 1 },
			},
		});
	});

	test('is not taken for sent when the answer does not say so', () => {
		const message = { openId, content: contents[0][0], aiGenerated: false };
		expect(() => sendCustomerServiceMessage.read?.({ status: 'ok' }, message)).toThrow(
			UnexpectedAnswer,
		);
	});
});

describe('typing', () => {
	test.each([
		[setTyping, '/cgi-bin/message/custom/typing', true, 'Typing'],
		[setTyping, '/cgi-bin/message/custom/typing', false, 'CancelTyping'],
		[setTypingAtNewPath, '/cgi-bin/message/custom/business/typing', true, 'Typing'],
	])('%#: under %s, %p is the command %s', (endpoint, path, typing, command) => {
		expect(endpoint.request({ openId, typing })).toEqual({
			method: 'POST',
			path,
			body: { json: { touser: openId, command } },
			repeatable: true,
			identifiedBy: 'accessToken',
		});
	});

	test('that shows already is a success, any other refusal is not', () => {
		expect(setTyping.alsoSuccess).toEqual([45081]);
		const body = { errcode: 45081, errmsg: 'typing already rid: 6652b1a8-1a2b3c4d-5e6f7a8b' };
		expect(setTyping.read?.(body, { openId, typing: true })).toEqual({
			errcode: 0,
			errmsg: 'ok',
			touser: openId,
		});
		expect(() => setTyping.read?.({}, { openId, typing: true })).toThrow(UnexpectedAnswer);
	});
});
