import type { WebhookCall, WebhookResult } from '../../engine';
import { createEngine } from '../../engine';
import { triggerNode, triggerPackage } from '../support/triggerNode';
import type { PushRequest } from '../support/wechatPush';
import { consoleSettings, encryptPush, pushOf, sha1Of } from '../support/wechatPush';

const engine = createEngine({ packages: [triggerPackage] });
const plaintext = { encodingAesKey: '' };
const seconds = Math.floor(Date.now() / 1000);
const json = `{"ToUserName":"gh_1","FromUserName":"oSecretUser","CreateTime":${seconds},"MsgType":"text","Content":"secret words","MsgId":4561255354251345929}`;
const xml = `<xml><ToUserName>gh_1</ToUserName><FromUserName>oSecretUser</FromUserName><CreateTime>${seconds}</CreateTime><MsgType>text</MsgType><Content>secret words</Content><MsgId>4561255354251345929</MsgId></xml>`;

/** Changes a push that would be good. */
const changed = <Query extends object>(push: PushRequest, query: Query, more: object = {}) => ({
	...push,
	query: { ...push.query, ...query },
	...more,
});
const without = (push: PushRequest, name: string) => {
	const { [name]: dropped, ...query } = push.query;
	expect(dropped).toBeDefined();
	return { ...push, query };
};
const asText = { headers: { 'content-type': 'text/plain' } };
const minutesAgo = (minutes: number) => Date.now() - minutes * 60_000;

/** A signed push of encrypted content that WeChat would not have made. */
function signed(encrypted: string): PushRequest {
	const push = pushOf(json, 'secure', Date.now());
	const { timestamp, nonce } = push.query;
	const signature = sha1Of(consoleSettings.token, timestamp, nonce, encrypted);
	const query = { ...push.query, msg_signature: signature };
	return { ...push, query, rawBody: `{"Encrypt":"${encrypted}"}` };
}

/** Neither a good one nor, as for an exception, a failed one. */
function expectNoExecution({ workflowData, error }: WebhookResult): void {
	expect([workflowData, error]).toEqual([undefined, undefined]);
}

type Refusal = [what: string, status: number, call: () => WebhookCall];

/** Those that n8n lets through to the node. */
const withKey: Refusal[] = [
	[
		'a wrong signature',
		403,
		() => changed(pushOf(json, 'secure', Date.now()), { msg_signature: 'f'.repeat(40) }),
	],
	['no signature', 403, () => without(pushOf(json, 'secure', Date.now()), 'msg_signature')],
	['another nonce', 403, () => changed(pushOf(xml, 'secure', Date.now()), { nonce: '1' })],
	['no timestamp', 403, () => without(pushOf(xml, 'secure', Date.now()), 'timestamp')],
	['an old timestamp', 403, () => pushOf(json, 'secure', minutesAgo(11))],
	['a timestamp to come', 403, () => pushOf(json, 'secure', minutesAgo(-11))],
	['a plaintext push', 403, () => pushOf(json, 'plaintext', Date.now())],
	[
		'another App ID',
		403,
		() => pushOf(json, 'secure', Date.now(), { ...consoleSettings, appId: 'wxffffffffffffffff' }),
	],
	[
		'another Token',
		403,
		() => pushOf(xml, 'secure', Date.now(), { ...consoleSettings, token: 'otherToken' }),
	],
	[
		'another key',
		403,
		() =>
			pushOf(json, 'secure', Date.now(), { ...consoleSettings, encodingAesKey: 'B'.repeat(43) }),
	],
	['no ciphertext', 400, () => signed('AAAA')],
	[
		'a nonce twice',
		403,
		() => changed(pushOf(json, 'secure', Date.now()), { nonce: ['415670741', '415670741'] }),
	],
	['encrypted rubbish', 403, () => signed(encryptPush('secret words', consoleSettings))],
	[
		'encrypted JSON of another kind',
		403,
		() => signed(encryptPush('{"secret":"words"}', consoleSettings)),
	],
	[
		'neither JSON nor XML',
		400,
		() => changed(pushOf(json, 'secure', Date.now()), {}, { ...asText, rawBody: 'secret words' }),
	],
	['no body', 400, () => ({ ...pushOf(json, 'secure', Date.now()), rawBody: undefined })],
	[
		'a body too large',
		413,
		() => changed(pushOf(json, 'secure', Date.now()), {}, { rawBody: json.padEnd(256 * 1024 + 1) }),
	],
];

const withoutKey: Refusal[] = [
	[
		'a wrong signature',
		403,
		() => changed(pushOf(json, 'plaintext', Date.now()), { signature: 'f'.repeat(40) }),
	],
	['no signature', 403, () => without(pushOf(xml, 'plaintext', Date.now()), 'signature')],
	['an old timestamp', 403, () => pushOf(json, 'plaintext', minutesAgo(11))],
	['an encrypted push', 400, () => pushOf(xml, 'secure', Date.now())],
	[
		'neither JSON nor XML',
		400,
		() =>
			changed(pushOf(json, 'plaintext', Date.now()), {}, { ...asText, rawBody: 'secret words' }),
	],
	[
		'XML with a DTD',
		400,
		() =>
			changed(
				pushOf(xml, 'plaintext', Date.now()),
				{},
				{ ...asText, rawBody: `<!DOCTYPE xml [<!ENTITY a "b">]>${xml}` },
			),
	],
	[
		'a body too large',
		413,
		() =>
			changed(pushOf(xml, 'plaintext', Date.now()), {}, { rawBody: xml.padEnd(256 * 1024 + 1) }),
	],
];

describe.each([
	['with EncodingAESKey', {}, withKey],
	['without EncodingAESKey', plaintext, withoutKey],
])('credential %s', (_, settings, refusals) => {
	it.each(refusals)('refuses %s with %d', async (_what, status, call) => {
		const answer = await engine.webhook(triggerNode(engine, {}, settings), call());
		expect(answer).toMatchObject({ status, body: 'refused' });
		expectNoExecution(answer);
		expect(answer.logs).toHaveLength(1);
		expect(answer.logs[0]).toMatch(new RegExp(`^warn WeChat push refused with ${status}: `));
		const { token, encodingAesKey } = consoleSettings;
		for (const secret of [
			'oSecretUser',
			'secret words',
			'4561255354251345929',
			token,
			encodingAesKey,
		]) {
			expect(answer.logs[0]).not.toContain(secret);
		}
	});
});

it.each([
	['JSON', { ...pushOf(json, 'secure', Date.now()), rawBody: '{"Encrypt":' }],
	['XML', { ...pushOf(xml, 'secure', Date.now()), rawBody: '<xml><Encrypt>' }],
])('%s that breaks off is refused', async (_, call) => {
	const answer = await engine.webhook(triggerNode(engine), call);
	expect(answer).toMatchObject({ status: 400, body: 'refused' });
	expectNoExecution(answer);
});

it('a body too large is refused by its length, unread', async () => {
	const headers = { 'content-type': 'text/xml', 'content-length': String(256 * 1024 + 1) };
	const answer = await engine.webhook(triggerNode(engine), {
		...pushOf(xml, 'secure', 0),
		headers,
	});
	expect(answer).toMatchObject({ status: 413, body: 'refused' });
	expectNoExecution(answer);
});

describe('the EncodingAESKey', () => {
	const push = () => pushOf(json, 'plaintext', Date.now());

	it.each([
		['a variable that is not there', '={{ $vars.missing }}'],
		['a variable that is not there, and a space', '={{ $vars.missing }} '],
		['a secret that is not there', '={{ $secrets.vault.missing }}'],
		['nothing', '={{ null }}'],
		['an empty text', '={{ "" }}'],
		['no expression, left empty', ''],
	])('that is %s never means plaintext mode', async (_, encodingAesKey) => {
		const node = triggerNode(engine, {}, { encodingAesKey, encryption: 'aes' });
		const answer = await engine.webhook(node, push());
		expect(answer).toMatchObject({ status: 403, body: 'refused' });
		expectNoExecution(answer);
		expect(answer.logs[0]).toContain('The EncodingAESKey must be 43 letters and digits');
	});

	it('is not looked at in plaintext mode, whatever it holds', async () => {
		const settings = { encodingAesKey: '={{ $vars.missing }}', encryption: 'plaintext' } as const;
		const answer = await engine.webhook(triggerNode(engine, {}, settings), push());
		expect(answer).toMatchObject({ status: 200, body: 'success' });
	});
});

it('the content of a signed push is refused in one way, whatever byte of its padding is changed', async () => {
	const node = triggerNode(engine);
	const encrypted = Buffer.from(encryptPush(json, consoleSettings), 'base64');
	const answers = new Map<string, number>();
	for (let change = 1; change < 256; change++) {
		const forged = Buffer.from(encrypted);
		// The last byte of the block before decides what the last byte of the padding becomes.
		forged[forged.length - 17] ^= change;
		const { status, headers, body } = await engine.webhook(node, signed(forged.toString('base64')));
		const answer = JSON.stringify({ status, headers, body });
		answers.set(answer, (answers.get(answer) ?? 0) + 1);
	}
	expect([...answers.values()]).toEqual([255]);
	expect([...answers.keys()]).toEqual([
		JSON.stringify({
			status: 403,
			headers: { 'content-type': 'text/plain; charset=utf-8' },
			body: 'refused',
		}),
	]);
});
