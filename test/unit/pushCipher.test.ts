/* eslint-disable @n8n/community-nodes/no-hardcoded-secrets -- published samples, keys of nobody */
import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import WXBizMsgCrypt from 'wechat-crypto';

import { decrypt, DecryptionError } from '../../wechat/push/cipher';
import { isEncodingAesKey } from '../../wechat/push/settings';
import { sign } from '../../wechat/push/signature';
import { consoleSettings, encryptPush } from '../support/wechatPush';

interface Vector {
	source: string;
	token: string;
	encodingAesKey: string;
	appId: string;
	/** Missing where the source does not say. */
	random?: string;
	timestamp: string;
	nonce: string;
	encrypted: string;
	signature: string;
	message: string;
}

const official = {
	token: 'AAAAA',
	encodingAesKey: 'A'.repeat(43),
	appId: 'wxba5fad812f8e6fb9',
	nonce: '415670741',
};
const wechatpy = {
	token: '123456',
	encodingAesKey: 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR',
	appId: 'wx49f0ab532d5d035a',
};

const vectors: Vector[] = [
	{
		source: 'V3, the official secure push',
		...official,
		random: 'a8eedb185eb2fecf',
		timestamp: '1714112445',
		encrypted:
			'+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=',
		signature: '046e02f8204d34f8ba5fa3b1db94908f3df2e9b3',
		message:
			'{"ToUserName":"gh_97417a04a28d","FromUserName":"o9AgO5Kd5ggOC-bXrbNODIiE3bGY","CreateTime":1714112445,"MsgType":"event","Event":"debug_demo","debug_str":"hello world"}',
	},
	{
		source: 'V4, the official encrypted reply',
		...official,
		random: '707722b803182950',
		timestamp: '1713424427',
		encrypted:
			'ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ==',
		signature: '1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1',
		message: '{"demo_resp":"good luck"}',
	},
	{
		source: 'V6, the sample of WXBizMsgCrypt',
		token: 'QDG6eK',
		encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
		appId: 'wx5823bf96d3bd56c7',
		random: '0960688932c47ef1',
		timestamp: '1409659813',
		nonce: '1372623149',
		encrypted:
			'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
		signature: '477715d11cdb4164915debcba66cb864d751f3e6',
		message: [
			'<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName>',
			'<FromUserName><![CDATA[mycreate]]></FromUserName>',
			'<CreateTime>1409659813</CreateTime>',
			'<MsgType><![CDATA[text]]></MsgType>',
			'<Content><![CDATA[hello]]></Content>',
			'<MsgId>4561255354251345929</MsgId>',
			'<AgentID>218</AgentID>',
			'</xml>',
		].join('\n'),
	},
	{
		source: 'V7, a test of WxJava',
		token: 'pamtest',
		encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
		appId: 'wxb11529c136998cb6',
		random: 'aaaabbbbccccdddd',
		timestamp: '1409304348',
		nonce: 'xxxxxx',
		encrypted:
			'jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==',
		signature: '82c962d39941aa48552f90ef55aa323dc620cc10',
		message: '我是中文abcd123',
	},
	{
		source: 'V8, an encrypted echostr of wechatpy',
		...wechatpy,
		timestamp: '1411443780',
		nonce: '437374425',
		encrypted:
			'4ByGGj+sVCYcvGeQYhaKIk1o0pQRNbRjxybjTGblXrBaXlTXeOo1+bXFXDQQb1o6co6Yh9Bv41n7hOchLF6p+Q==',
		signature: 'dd6b9c95b495b3f7e2901bfbc76c664930ffdb96',
		message: '5927782489442352469',
	},
	{
		source: 'V9, a reply of wechatpy',
		...wechatpy,
		random: '1234567890123456',
		timestamp: '1411525903',
		nonce: '461056294',
		encrypted:
			'9s4gMv99m88kKTh/H8IdkOiMg6bisoy3ypwy9H4hvSPe9nsGaqyw5hhSjdYbcrKk+j3nba4HMOTzHrluLBYqxgNcBqGsL8GqxlhZgURnAtObvesEl5nZ+uBE8bviY0LWke8Zy9V/QYKxNV2FqllNXcfmstttyIkMKCCmVbCFM2JTF5wY0nFhHZSjPUL2Q1qvSUCUld+/WIXrx0oyKQmpB6o8NRrrNrsDf03oxI1p9FxUgMnwKKZeOA/uu+2IEvEBtb7muXsVbwbgX05UPPJvFurDXafG0RQyPR+mf1nDnAtQmmNOuiR5MIkdQ39xn1vWwi1O5oazPoQJz0nTYjxxEE8kv3kFxtAGVRe3ypD3WeK2XeFYFMNMpatF9XiKzHo3',
		signature: '407518b7649e86ef23978113f92d27afa9296533',
		message: [
			'<xml>',
			'<MsgType><![CDATA[text]]></MsgType>',
			'<Content><![CDATA[test]]></Content>',
			'<FromUserName><![CDATA[wx49f0ab532d5d035a]]></FromUserName>',
			'<ToUserName><![CDATA[messense]]></ToUserName>',
			'<AgentID>1</AgentID>',
			'<CreateTime>1411525903</CreateTime>',
			'</xml>',
		].join('\n'),
	},
];

describe.each(vectors)('$source', (vector) => {
	const { token, encodingAesKey, appId, timestamp, nonce, encrypted, signature } = vector;

	it('is decrypted to its message and App ID', () => {
		expect(decrypt(encrypted, encodingAesKey)).toEqual({ message: vector.message, appId });
	});

	it('has the signature of its parts', () => {
		expect(sign([token, timestamp, nonce, encrypted])).toBe(signature);
	});
});

it.each(vectors.filter(({ random }) => random !== undefined))(
	'$source is what the test pushes are encrypted like',
	(vector) => {
		expect(encryptPush(vector.message, vector, vector.random)).toBe(vector.encrypted);
	},
);

const letter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789');
const encodingAesKeys = fc.string({ unit: letter, minLength: 43, maxLength: 43 });

describe('decrypt', () => {
	it('reads what wechat-crypto writes, with any key', () => {
		fc.assert(
			fc.property(
				encodingAesKeys,
				fc.string({ unit: 'binary' }),
				fc.string({ unit: letter, minLength: 1 }),
				(encodingAesKey, text, appId) => {
					// Lone surrogates have no UTF-8 form.
					const message = Buffer.from(text).toString();
					const encrypted = new WXBizMsgCrypt('token', encodingAesKey, appId).encrypt(message);
					expect(decrypt(encrypted, encodingAesKey)).toEqual({ message, appId });
				},
			),
		);
	});

	it('refuses, with its own error, whatever does not belong to the key', () => {
		fc.assert(
			fc.property(encodingAesKeys, fc.uint8Array({ maxLength: 128 }), (encodingAesKey, bytes) => {
				try {
					const { message } = decrypt(Buffer.from(bytes).toString('base64'), encodingAesKey);
					// Random bytes can end like a padding; then at most what is there is read.
					expect(Buffer.byteLength(message)).toBeLessThan(3 * bytes.length);
				} catch (error) {
					expect(error).toBeInstanceOf(DecryptionError);
				}
			}),
		);
	});

	const { encodingAesKey } = consoleSettings;
	const key = Buffer.from(`${encodingAesKey}=`, 'base64');
	const encryptBytes = (bytes: Buffer) => {
		const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
		return Buffer.concat([cipher.update(bytes), cipher.final()]).toString('base64');
	};
	const good = encryptPush('{}', consoleSettings);
	const lengthTooLong = Buffer.concat([
		Buffer.alloc(16),
		Buffer.from([0, 0, 1, 0]),
		Buffer.alloc(12, 12),
	]);

	it('takes the same steps whatever is wrong with content of one length', () => {
		const wrong = [
			Buffer.alloc(64),
			Buffer.alloc(64, 33),
			Buffer.alloc(64, Buffer.of(1, 2)),
			Buffer.concat([Buffer.alloc(16), Buffer.from([0, 0, 1, 0]), Buffer.alloc(44, 32)]),
		];
		const steps = wrong.map((plain) => {
			const encrypted = encryptBytes(plain);
			const decoded = jest.spyOn(Buffer.prototype, 'toString');
			const compared = jest.spyOn(Buffer.prototype, 'readUInt32BE');
			expect(() => decrypt(encrypted, encodingAesKey)).toThrow(DecryptionError);
			const counts = [decoded.mock.calls.length, compared.mock.calls.length];
			jest.restoreAllMocks();
			return counts;
		});
		expect(steps).toEqual(wrong.map(() => steps[0]));
		expect(Math.min(...steps[0])).toBeGreaterThan(0);
	});

	it.each<[what: string, encrypted: string, encodingAesKey: string, message: RegExp]>([
		['nothing', '', encodingAesKey, /Base64/],
		['what is not Base64', `${good.slice(0, -1)}*`, encodingAesKey, /Base64/],
		['Base64 with a line break', `${good}\n`, encodingAesKey, /Base64/],
		['half a block', Buffer.alloc(16).toString('base64'), encodingAesKey, /Base64/],
		['padding of 0', encryptBytes(Buffer.alloc(32)), encodingAesKey, /padding/],
		['padding of 33', encryptBytes(Buffer.alloc(64, 33)), encodingAesKey, /padding/],
		['uneven padding', encryptBytes(Buffer.alloc(32, Buffer.of(1, 2))), encodingAesKey, /padding/],
		['nothing but padding', encryptBytes(Buffer.alloc(32, 32)), encodingAesKey, /length/],
		['a length beyond the end', encryptBytes(lengthTooLong), encodingAesKey, /length/],
		['a key that is too short', good, encodingAesKey.slice(1), /EncodingAESKey/],
		['a key with other characters', good, `${encodingAesKey.slice(1)}+`, /EncodingAESKey/],
		['another key', good, 'B'.repeat(43), /padding/],
	])('refuses %s', (_, encrypted, withKey, message) => {
		const read = () => decrypt(encrypted, withKey);
		expect(read).toThrow(DecryptionError);
		expect(read).toThrow(message);
	});
});

describe('isEncodingAesKey', () => {
	it.each([
		['A'.repeat(43), true],
		[consoleSettings.encodingAesKey, true],
		['A'.repeat(42), false],
		['A'.repeat(44), false],
		[`${'A'.repeat(42)}=`, false],
		['', false],
	])('%j: %j', (key, isKey) => {
		expect(isEncodingAesKey(key)).toBe(isKey);
	});
});
