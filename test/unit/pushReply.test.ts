import WXBizMsgCrypt from 'wechat-crypto';

import { receive } from '../../wechat/push/receive';
import { handOverOf, paymentTaken } from '../../wechat/push/reply';
import { parseXml } from '../../wechat/push/xml';
import type { PushMode } from '../support/wechatPush';
import { consoleSettings, pushOf, sha1Of } from '../support/wechatPush';

const now = 1_714_112_445_678;
const json =
	'{"ToUserName":"gh_1","FromUserName":"oUser","CreateTime":1714112445,"MsgType":"text","Content":"x","MsgId":1}';
const xml =
	'<xml><ToUserName>gh_1</ToUserName><FromUserName>oUser</FromUserName><CreateTime>1714112445</CreateTime><MsgType>text</MsgType><Content>x</Content><MsgId>1</MsgId></xml>';

/** What a push of the given mode and form is answered with. */
function answerOf(mode: PushMode, message: string, reply?: typeof paymentTaken | 'handOver') {
	const encodingAesKey = mode === 'plaintext' ? null : consoleSettings.encodingAesKey;
	const { query, rawBody } = pushOf(message, mode, now);
	const settings = { ...consoleSettings, encodingAesKey };
	const { push, answer } = receive(settings, query, Buffer.from(rawBody), now);
	return answer(reply === 'handOver' ? handOverOf(push, now) : reply);
}

const ways = (['plaintext', 'compatible', 'secure'] as const).flatMap((mode) =>
	[json, xml].map((message) => [mode, message[0] === '{' ? 'JSON' : 'XML', message] as const),
);

it.each(ways)('in %s mode, %s, nothing to say is success', (mode, _, message) => {
	expect(answerOf(mode, message)).toEqual({ contentType: 'text/plain', body: 'success' });
});

describe('in plaintext and compatible mode', () => {
	it.each(ways.filter(([mode]) => mode !== 'secure'))(
		'%s, %s: replies are plain',
		(mode, form, message) => {
			const isXml = form === 'XML';
			const contentType = isXml ? 'text/xml' : 'application/json';
			expect(answerOf(mode, message, 'handOver')).toEqual({
				contentType,
				body: isXml
					? '<xml><ToUserName><![CDATA[oUser]]></ToUserName><FromUserName><![CDATA[gh_1]]></FromUserName><CreateTime>1714112445</CreateTime><MsgType><![CDATA[transfer_customer_service]]></MsgType></xml>'
					: '{"ToUserName":"oUser","FromUserName":"gh_1","CreateTime":1714112445,"MsgType":"transfer_customer_service"}',
			});
			expect(answerOf(mode, message, paymentTaken)).toEqual({
				contentType,
				body: isXml
					? '<xml><ErrCode>0</ErrCode><ErrMsg><![CDATA[success]]></ErrMsg></xml>'
					: '{"ErrCode":0,"ErrMsg":"success"}',
			});
		},
	);
});

describe('in secure mode', () => {
	const { token, encodingAesKey, appId } = consoleSettings;
	const oracle = new WXBizMsgCrypt(token, encodingAesKey, appId);

	it('an XML reply is opened by wechat-crypto, with its signature', () => {
		const { contentType, body } = answerOf('secure', xml, 'handOver');
		expect(contentType).toBe('text/xml');
		expect(body).toMatch(
			/^<xml><Encrypt><!\[CDATA\[[A-Za-z0-9+/=]+\]\]><\/Encrypt><MsgSignature><!\[CDATA\[[0-9a-f]{40}\]\]><\/MsgSignature><TimeStamp>1714112445<\/TimeStamp><Nonce><!\[CDATA\[\d{1,10}\]\]><\/Nonce><\/xml>$/,
		);
		const { Encrypt, MsgSignature, TimeStamp, Nonce } = parseXml(body).xml as Record<
			string,
			string
		>;
		expect(oracle.getSignature(TimeStamp, Nonce, Encrypt)).toBe(MsgSignature);
		expect(oracle.decrypt(Encrypt)).toEqual({
			message:
				'<xml><ToUserName><![CDATA[oUser]]></ToUserName><FromUserName><![CDATA[gh_1]]></FromUserName><CreateTime>1714112445</CreateTime><MsgType><![CDATA[transfer_customer_service]]></MsgType></xml>',
			id: appId,
		});
	});

	it('a JSON reply is opened by wechat-crypto, with its signature', () => {
		const { contentType, body } = answerOf('secure', json, paymentTaken);
		expect(contentType).toBe('application/json');
		const sealed = JSON.parse(body) as Record<string, string | number>;
		expect(Object.keys(sealed)).toEqual(['Encrypt', 'MsgSignature', 'TimeStamp', 'Nonce']);
		const { Encrypt, MsgSignature, TimeStamp, Nonce } = sealed;
		expect(TimeStamp).toBe(1714112445);
		expect(MsgSignature).toBe(sha1Of(token, String(TimeStamp), String(Nonce), String(Encrypt)));
		expect(oracle.decrypt(String(Encrypt))).toEqual({
			message: '{"ErrCode":0,"ErrMsg":"success"}',
			id: appId,
		});
	});

	it('two answers share neither nonce nor ciphertext', () => {
		const sealed = [1, 2].map(
			() => JSON.parse(answerOf('secure', json, paymentTaken).body) as Record<string, string>,
		);
		expect(sealed[0].Nonce).not.toBe(sealed[1].Nonce);
		expect(sealed[0].Encrypt).not.toBe(sealed[1].Encrypt);
	});
});
