import WXBizMsgCrypt from 'wechat-crypto';

import { readAnswer } from '../push/answer';
import type { Verdict } from '../push/answer';
import { sign } from '../push/crypto';
import type { PushSettings } from '../push/envelope';
import { messageOf } from '../push/message';
import { useSimulator } from './useSimulator';

const simulator = useSimulator();
const AES = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const PUSH_WORD = 'AAAAA';
const TIME = '1717813800';
type Way = Pick<PushSettings, 'mode' | 'format'>;

const settingsOf = (way: Way): PushSettings => ({
	url: 'http://127.0.0.1/',
	token: PUSH_WORD,
	encodingAesKey: AES,
	...way,
});

const user = () => simulator.user('alice');
const handOver = () => ({
	ToUserName: user(),
	FromUserName: simulator.account.originalId,
	CreateTime: 1717813800,
	MsgType: 'transfer_customer_service',
});

const write = (format: Way['format'], fields: Record<string, string | number>) =>
	format === 'json'
		? JSON.stringify(fields)
		: `<xml>${Object.entries(fields)
				.map(([name, value]) =>
					typeof value === 'number'
						? `<${name}>${value}</${name}>`
						: `<${name}><![CDATA[${value}]]></${name}>`,
				)
				.join('\n')}</xml>`;

/** The reply as somebody else's program encrypts and signs it. */
function sealed({ format }: Way, text: string, changed: Record<string, string> = {}, id?: string) {
	const crypt = new WXBizMsgCrypt(PUSH_WORD, AES, id ?? simulator.account.appId);
	const Encrypt = crypt.encrypt(text);
	const MsgSignature = crypt.getSignature(TIME, '415670741', Encrypt);
	return write(format, {
		Encrypt,
		MsgSignature,
		TimeStamp: Number(TIME),
		Nonce: '415670741',
		...changed,
	});
}

const judge = (way: Way, answer: string, event?: string): Verdict =>
	readAnswer(
		answer,
		messageOf({ openId: user(), event }, simulator.account.originalId, 1717813800, () => 1n),
		settingsOf(way),
		simulator.account,
	);

const refused = (reason: string): Verdict => ({ kind: 'refused', reason });
const modes = ['plaintext', 'compatible', 'secure'] as const;
const ways: Way[] = modes.flatMap((mode) =>
	(['json', 'xml'] as const).map((format) => ({ mode, format })),
);

describe.each(ways)('in $mode mode, $format', (way) => {
	const { mode, format } = way;
	/** The reply in the seal of the mode. */
	const reply = (fields: Record<string, string | number>, given = format) => {
		const text = write(given, fields);
		return mode === 'secure' ? sealed({ mode, format: given }, text) : text;
	};

	it('success and nothing are accepted', () => {
		expect(judge(way, 'success')).toEqual({ kind: 'accepted' });
		expect(judge(way, '')).toEqual({ kind: 'accepted' });
		expect(judge(way, '', 'user_enter_tempsession')).toEqual({ kind: 'accepted' });
	});

	it('a message can be handed over, an event cannot', () => {
		expect(judge(way, reply(handOver()))).toEqual({ kind: 'handOver' });
		expect(judge(way, reply(handOver()), 'user_enter_tempsession')).toEqual(
			refused('an event cannot be handed over'),
		);
	});

	it.each<[change: Record<string, string | number>, reason: string]>([
		[{ ToUserName: 'oSomebodyElse' }, 'ToUserName is not the user'],
		[{ FromUserName: 'gh_other' }, 'FromUserName is not the account'],
		[{ CreateTime: 'now' }, 'CreateTime is no time'],
		[{ MsgType: 'text' }, 'no known reply'],
	])('with %j it is refused', (change, reason) => {
		expect(judge(way, reply({ ...handOver(), ...change }))).toEqual(refused(reason));
	});

	it('a reply in the other format is refused', () => {
		const other = format === 'json' ? 'xml' : 'json';
		expect(judge(way, reply(handOver(), other)).kind).toBe('refused');
	});

	it('what is no reply is refused', () => {
		for (const answer of ['{"ok":true}', '<html></html>', 'ok', '"success"']) {
			expect(judge(way, answer).kind).toBe('refused');
		}
	});

	it('a payment wants ErrCode 0', () => {
		const event = 'xpay_goods_deliver_notify';
		expect(judge(way, reply({ ErrCode: 0, ErrMsg: 'success' }), event)).toEqual({
			kind: 'accepted',
		});
		expect(judge(way, reply({ ErrCode: 3, ErrMsg: 'no' }), event)).toEqual(refused('ErrCode is 3'));
		expect(judge(way, 'success', event)).toEqual(refused('no ErrCode'));
	});
});

describe.each(ways.filter(({ mode }) => mode === 'secure'))('sealed $format', (way) => {
	const text = () => write(way.format, handOver());

	it('a plain reply is refused', () => {
		expect(judge(way, text())).toEqual(refused('not encrypted and signed'));
	});

	it('another signature, time or nonce is refused', () => {
		for (const change of [{ MsgSignature: sign('x') }, { TimeStamp: '1' }, { Nonce: '1' }]) {
			expect(judge(way, sealed(way, text(), change as never))).toEqual(refused('bad MsgSignature'));
		}
	});

	it('another App ID is refused, unless it is the platform that gets the pushes', () => {
		const platform = { appId: 'wxfedcba9876543210' };
		const answer = sealed(way, text(), {}, platform.appId);
		expect(judge(way, answer)).toEqual(refused('another App ID'));
		const message = messageOf({ openId: user() }, simulator.account.originalId, 1, () => 1n);
		const settings = { ...settingsOf(way), platform };
		expect(readAnswer(answer, message, settings, simulator.account)).toEqual({ kind: 'handOver' });
	});

	it('content that does not belong to the key is refused', () => {
		const Encrypt = Buffer.alloc(64).toString('base64');
		const MsgSignature = sign(PUSH_WORD, TIME, '415670741', Encrypt);
		expect(judge(way, sealed(way, text(), { Encrypt, MsgSignature })).kind).toBe('refused');
	});
});

it('compatible mode takes an encrypted reply as well', () => {
	const way = { mode: 'compatible', format: 'xml' } as const;
	expect(judge(way, sealed(way, write('xml', handOver())))).toEqual({ kind: 'handOver' });
});
