import { findSettingsIssue, toPushSettings } from '../../nodes/WeChatMiniProgramTrigger/settings';
import { receive as receivePush, verifyUrl } from '../../wechat/push/receive';
import { PushRefused } from '../../wechat/push/refused';
import type { PushSettings } from '../../wechat/push/settings';
import { writtenAt } from '../support/pushSamples';
import type { PushMode, PushRequest } from '../support/wechatPush';
import { consoleSettings, encryptPush, pushOf, sha1Of } from '../support/wechatPush';

const now = 1_714_112_445_000;
const message =
	'{"ToUserName":"gh_1","FromUserName":"oUser","CreateTime":1714112445,"MsgType":"event","Event":"debug_demo"}';
const content = JSON.parse(message) as object;
const { encodingAesKey, ...plaintextSettings } = consoleSettings;
const settingsFor = (mode: PushMode): PushSettings => ({
	...plaintextSettings,
	encodingAesKey: mode === 'plaintext' ? null : encodingAesKey,
});

const receive = (settings: PushSettings, { query, rawBody }: PushRequest, at = now) =>
	receivePush(settings, query, Buffer.from(rawBody), at).push;

/** What a push is refused with, as "status reason". */
function refusalOf(run: () => unknown): string {
	try {
		run();
	} catch (error) {
		expect(error).toBeInstanceOf(PushRefused);
		return `${(error as PushRefused).status} ${(error as PushRefused).message}`;
	}
	return 'accepted';
}

describe('the official samples', () => {
	const settings = { token: 'AAAAA', encodingAesKey: null, appId: 'wxba5fad812f8e6fb9' };

	it('V1: the URL verification', () => {
		const query = {
			signature: 'f464b24fc39322e44b38aa78f5edd27bd1441696',
			echostr: '4375120948345356249',
			timestamp: '1714036504',
			nonce: '1514711492',
		};
		expect(verifyUrl(settings, query, 1_714_036_505_000)).toBe('4375120948345356249');
	});

	it('V2: the plaintext push', () => {
		const query = {
			signature: '899cf89e464efb63f54ddac96b0a0a235f53aa78',
			timestamp: '1714037059',
			nonce: '486452656',
		};
		const body =
			'{"ToUserName":"gh_97417a04a28d","FromUserName":"o9AgO5Kd5ggOC-bXrbNODIiE3bGY","CreateTime":1714037059,"MsgType":"event","Event":"debug_demo","debug_str":"hello world"}';
		expect(receivePush(settings, query, Buffer.from(body), 1_714_037_060_000).push).toEqual(
			JSON.parse(body),
		);
	});

	it('V3: the secure push', () => {
		const query = {
			signature: '6c5c811b55cc85e0e1b54100749188c20beb3f5d',
			timestamp: '1714112445',
			nonce: '415670741',
			openid: 'o9AgO5Kd5ggOC-bXrbNODIiE3bGY',
			encrypt_type: 'aes',
			msg_signature: '046e02f8204d34f8ba5fa3b1db94908f3df2e9b3',
		};
		const body = JSON.stringify({
			ToUserName: 'gh_97417a04a28d',
			Encrypt:
				'+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=',
		});
		const received = receivePush(
			{ ...settings, encodingAesKey: 'A'.repeat(43) },
			query,
			Buffer.from(body),
			1_714_112_446_000,
		).push;
		expect(received).toMatchObject({ Event: 'debug_demo', debug_str: 'hello world' });
	});
});

describe.each<PushMode>(['plaintext', 'compatible', 'secure'])('in %s mode', (mode) => {
	const settings = settingsFor(mode);
	const push = pushOf(message, mode, now);
	const signatureName = mode === 'plaintext' ? 'signature' : 'msg_signature';
	const withQuery = (query: object): PushRequest => ({
		...push,
		query: { ...push.query, ...query },
	});

	it('a good push is received', () => {
		expect(receive(settings, push)).toMatchObject(content);
	});

	it.each([
		[-601, false],
		[-600, true],
		[600, true],
		[601, false],
	])('a clock %d seconds off: accepted %j', (seconds, isAccepted) => {
		const refusal = refusalOf(() => receive(settings, push, now + seconds * 1000));
		expect(refusal).toMatch(isAccepted ? /^accepted$/ : /^403 the timestamp is more than 600/);
	});

	it.each<[what: string, query: Record<string, unknown>]>([
		['a wrong signature', { [signatureName]: 'f'.repeat(40) }],
		['an empty signature', { [signatureName]: '' }],
		['the signature of another push', { nonce: '415670742' }],
		['another timestamp', { timestamp: String(now / 1000 + 1) }],
	])('%s is refused', (_, query) => {
		expect(refusalOf(() => receive(settings, withQuery(query)))).toMatch(
			/^403 the signature is wrong/,
		);
	});

	/** The push with another time and nonce, signed. */
	const signedWith = ({
		timestamp = push.query.timestamp,
		nonce = push.query.nonce,
	}: {
		timestamp?: string;
		nonce?: string;
	}) => {
		const encrypted = /[A-Za-z0-9+/=]{100,}/.exec(push.rawBody)?.[0] ?? [];
		const signature = sha1Of(settings.token, timestamp, nonce, ...[encrypted].flat());
		return withQuery({ timestamp, nonce, [signatureName]: signature });
	};

	it.each(['', 'now', '1.714112445e9', ' 1714112445', '01714112445', '-1714112445', '171411244'])(
		'the timestamp %j is refused, even signed',
		(timestamp) => {
			const refusal = refusalOf(() => receive(settings, signedWith({ timestamp })));
			expect(refusal).toBe('403 the timestamp is not 10 digits');
		},
	);

	it.each(['', 'nonce', '12345678901', '1 2', '１２', '-1', 'A'.repeat(128)])(
		'the nonce %j is refused, even signed',
		(nonce) => {
			const refusal = refusalOf(() => receive(settings, signedWith({ nonce })));
			expect(refusal).toBe('403 the nonce is not 1 to 10 digits');
		},
	);

	it.each(['0', '7', '260040557', '2120938598', '9999999999'])('the nonce %j is taken', (nonce) => {
		expect(receive(settings, signedWith({ nonce }))).toMatchObject(content);
	});

	it.each([
		'signature',
		'msg_signature',
		'timestamp',
		'nonce',
		'openid',
		'encrypt_type',
		'echostr',
	])('%s given twice, or as a list or object, is refused', (name) => {
		const value = push.query[name];
		for (const given of [[value, value], [value], { '0': value }]) {
			const repeated = { ...push, query: { ...push.query, [name]: given } as never };
			expect(refusalOf(() => receive(settings, repeated))).toBe(
				`403 the query parameter "${name}" is given twice`,
			);
		}
	});

	it('parameters of the URL itself may stand beside those of WeChat, also twice', () => {
		const query = { ...push.query, mine: ['1', '2'] } as never;
		expect(receive(settings, { ...push, query })).toMatchObject(content);
	});

	it('a push that lacks its signature is refused', () => {
		const refusal = refusalOf(() => receive(settings, withQuery({ [signatureName]: undefined })));
		expect(refusal).toMatch(/^403 /);
	});

	it('a credential without Token accepts nothing', () => {
		const unsigned = { ...consoleSettings, token: '' };
		const forged = pushOf(message, mode, now, unsigned);
		expect(refusalOf(() => receive({ ...settings, token: '' }, forged))).toBe(
			'403 the Token is empty',
		);
	});

	it.each([
		['neither JSON nor XML', 'MsgType=event', /: .* at position \d+$/],
		['no object', '[]', /: neither a JSON object nor an <xml> element$/],
		['no MsgType', '{"action":"CheckContainerPath"}', / has no MsgType$/],
		[
			'larger as items than a push can be',
			`{"MsgType":"event","CreateTime":${now / 1000},"Common":"${'x'.repeat(1000)}","List":[${'{},'.repeat(260)}{}]}`,
			/: more list entries and fields beside them than a push can have$/,
		],
	])('a message that is %s is refused', (_, text, refusal) => {
		const wrapped = { ...pushOf(text, mode === 'compatible' ? 'secure' : mode, now) };
		const refused = refusalOf(() => receive(settings, wrapped));
		expect(refused).toMatch(refusal);
		expect(refused).toMatch(mode === 'plaintext' ? /^400 / : /^403 the encrypted content is /);
	});

	it('a body of more than 256 KiB is refused', () => {
		const rawBody = push.rawBody.padEnd(256 * 1024, ' ');
		expect(receive(settings, { ...push, rawBody })).toMatchObject(content);
		const refusal = refusalOf(() => receive(settings, { ...push, rawBody: `${rawBody} ` }));
		expect(refusal).toMatch(/^413 /);
	});
});

describe('with an EncodingAESKey', () => {
	const settings = consoleSettings;
	const [timestamp, nonce] = [String(now / 1000), '415670741'];
	const encryptedPush = (encrypted: string): PushRequest => ({
		...pushOf(message, 'secure', now),
		query: { timestamp, nonce, msg_signature: sha1Of(settings.token, timestamp, nonce, encrypted) },
		rawBody: JSON.stringify({ Encrypt: encrypted }),
	});

	it('a push in plaintext is refused', () => {
		expect(refusalOf(() => receive(settings, pushOf(message, 'plaintext', now)))).toBe(
			'403 the push is not encrypted, the settings have an EncodingAESKey',
		);
	});

	it('a push that only claims to be encrypted is refused', () => {
		const { query, ...push } = pushOf(message, 'plaintext', now);
		const claimed = { ...query, encrypt_type: 'aes', msg_signature: query.signature };
		expect(refusalOf(() => receive(settings, { ...push, query: claimed }))).toBe(
			'403 the push is not encrypted, the settings have an EncodingAESKey',
		);
	});

	it('what compatible mode adds in plaintext is not believed', () => {
		const push = pushOf(message, 'compatible', now);
		const rawBody = push.rawBody.replace('oUser', 'oOther');
		expect(rawBody).not.toBe(push.rawBody);
		expect(receive(settings, { ...push, rawBody })).toMatchObject({ FromUserName: 'oUser' });
	});

	it('a push for another App ID is refused', () => {
		const other = { ...settings, appId: 'wxffffffffffffffff' };
		expect(refusalOf(() => receive(settings, pushOf(message, 'secure', now, other)))).toBe(
			'403 the encrypted content is refused: it is for another App ID',
		);
	});

	it.each([
		['half of it', encryptPush(message, settings).slice(0, 64)],
		['no Base64', '%%%'],
		['nothing', ''],
	])('signed content that is %s is refused for its form', (_, encrypted) => {
		expect(refusalOf(() => receive(settings, encryptedPush(encrypted)))).toBe(
			'400 the encrypted content is not Base64 of whole blocks',
		);
	});

	it('signed content under another key is refused', () => {
		const encrypted = encryptPush(message, { ...settings, encodingAesKey: 'B'.repeat(43) });
		expect(refusalOf(() => receive(settings, encryptedPush(encrypted)))).toMatch(
			/^403 the encrypted content is refused: the padding is wrong$/,
		);
	});

	it('a key that is missing accepts nothing, neither encrypted nor plain', () => {
		for (const mode of ['plaintext', 'compatible', 'secure'] as const) {
			const push = pushOf(message, mode, now);
			expect(refusalOf(() => receive({ ...settings, encodingAesKey: '' }, push))).toBe(
				'403 the EncodingAESKey is empty',
			);
		}
	});

	it.each<[what: string, secondsOld: number, isAccepted: boolean]>([
		['a minute old', 60, true],
		['of the last repeat of a payment, 24 hours and 4 minutes old', 86_640, true],
		['25 hours old', 90_000, true],
		['older', 90_001, false],
		['a year old', 31_536_000, false],
		['10 minutes ahead', -600, true],
		['further ahead', -601, false],
	])('content %s: accepted %j', (_, secondsOld, isAccepted) => {
		for (const given of ['1', '"1"'].map((one) => message.replace('1714112445', one))) {
			const push = pushOf(writtenAt(given, now / 1000 - secondsOld), 'secure', now);
			expect(refusalOf(() => receive(settings, push))).toBe(
				isAccepted
					? 'accepted'
					: '403 the encrypted content is refused: its CreateTime is not of the last 25 hours',
			);
		}
	});

	it.each(['', '"CreateTime":null,', '"CreateTime":"","Other":1,', '"CreateTime":[1714112445],'])(
		'content with %j for its time is refused',
		(createTime) => {
			const text = message.replace('"CreateTime":1714112445,', createTime);
			expect(refusalOf(() => receive(settings, pushOf(text, 'secure', now)))).toMatch(
				/^403 the encrypted content is refused: it.* CreateTime/,
			);
		},
	);
});

it('an encrypted push is refused where the credential has no EncodingAESKey', () => {
	const refusal = refusalOf(() =>
		receive(settingsFor('plaintext'), pushOf(message, 'secure', now)),
	);
	expect(refusal).toBe('400 the push is encrypted, the settings say plaintext mode');
});

describe('verifyUrl', () => {
	const { query } = pushOf(message, 'plaintext', now);

	it.each<[what: string, query: object, refusal: RegExp]>([
		['a wrong signature', { signature: 'f'.repeat(40) }, /^403 the signature/],
		['no signature', { signature: undefined }, /^403 the signature/],
		['another nonce', { nonce: '1' }, /^403 the signature/],
	])('refuses %s', (_, changed, refusal) => {
		const request = { ...query, echostr: '1', ...changed };
		expect(refusalOf(() => verifyUrl(consoleSettings, request, now))).toMatch(refusal);
	});

	it('refuses an old request', () => {
		const run = () => verifyUrl(consoleSettings, { ...query, echostr: '1' }, now + 601_000);
		expect(refusalOf(run)).toMatch(/^403 the timestamp/);
	});

	it('answers in the mode with encryption as in the mode without', () => {
		for (const mode of ['plaintext', 'secure'] as const) {
			expect(verifyUrl(settingsFor(mode), { ...query, echostr: '42' }, now)).toBe('42');
		}
	});
});

describe('the settings', () => {
	it('lose the spaces around them', () => {
		const pasted = { token: ' abc\n', encodingAesKey: ' k ', appId: '\twx1 ' };
		expect(toPushSettings(pasted)).toEqual({ token: 'abc', encodingAesKey: 'k', appId: 'wx1' });
	});

	it.each([undefined, null, '', ' '])('with the key %j have no key, which no mode is', (key) => {
		expect(toPushSettings({ encodingAesKey: key }).encodingAesKey).toBe('');
		expect(toPushSettings({ encodingAesKey: key, encryption: 'aes' }).encodingAesKey).toBe('');
		expect(toPushSettings({ encodingAesKey: key, encryption: 'plaintext' })).toMatchObject({
			encodingAesKey: null,
		});
	});

	it.each<[what: string, changed: object, issue: RegExp | undefined]>([
		['all good', {}, undefined],
		['no EncodingAESKey', { encodingAesKey: '' }, /^The EncodingAESKey/],
		['plaintext mode', { encodingAesKey: null }, undefined],
		['no Token', { token: '' }, /^The Token/],
		['a Token of 2', { token: 'ab' }, /^The Token/],
		['a Token of 33', { token: 'a'.repeat(33) }, /^The Token/],
		['a Token with a dash', { token: 'ab-cd' }, /^The Token/],
		['an EncodingAESKey of 42', { encodingAesKey: 'A'.repeat(42) }, /^The EncodingAESKey/],
		['no App ID', { appId: '' }, /^The App ID/],
		['an original ID as App ID', { appId: 'gh_0123456789ab' }, /^The App ID/],
	])('with %s', (_, changed, issue) => {
		const found = findSettingsIssue({ ...consoleSettings, ...changed });
		expect(found ?? '').toMatch(issue ?? /^$/);
	});
});
