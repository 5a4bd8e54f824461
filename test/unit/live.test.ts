/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs on Node, outside n8n */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fc from 'fast-check';

import { check, fixturesOf, reportOf } from '../../scripts/live/check';
import type { Finding, LiveOptions } from '../../scripts/live/check';
import { parse, shapeDifferences, shapeOf, standIn } from '../../scripts/live/shape';
import type { Fault, Quirks } from '../../simulator';
import { useSimulator } from '../../simulator/test/useSimulator';
import { inRepository } from '../support/paths';

const simulator = useSimulator({ seed: 7 });
let openId: string;

beforeEach(() => {
	openId = simulator.user('reader');
});

const ask = async (changes: LiveOptions['changes'] = 'nothing'): Promise<Finding[]> => {
	const { appId, appSecret } = simulator.account;
	return await check({ baseUrl: simulator.url, appId, appSecret, openId, changes });
};

const differing = (findings: Finding[]) =>
	findings.filter(({ differences }) => differences.length > 0).map(({ name }) => name);

test('finds no difference between the simulator and itself, and changes nothing', async () => {
	const findings = await ask();
	expect(differing(findings)).toEqual([]);
	expect(findings.every(({ real }) => real !== undefined)).toBe(true);
	expect(findings.length).toBeGreaterThan(24);
	expect(simulator.delivered).toEqual([]);
	const { subscribeTemplates } = simulator.account;
	expect(subscribeTemplates.all()).toEqual([]);
	const paths = simulator.calls.map(({ path }) => path).join(' ');
	expect(paths).not.toMatch(/addtemplate|deltemplate|clear_quota/);
	expect(reportOf(findings)).toContain(`${findings.length} calls, 0 differ`);
});

test('adds, sends and deletes only what it added, where it is told to', async () => {
	simulator.account.addTemplate(661, [1, 2]);
	expect(differing(await ask('add'))).toEqual([]);
	expect(simulator.calls.filter((call) => call.openId !== undefined)).toEqual([]);
	const findings = await ask('send');
	expect(differing(findings)).toEqual([]);
	expect(findings.find(({ name }) => name === 'Send')?.real?.errcode).toBe(43101);
	expect(simulator.account.subscribeTemplates.all()).toHaveLength(1);
});

test.each<[Partial<Quirks>, string[]]>([
	[{ categoryIdAsNumber: true }, ['Library']],
	[
		{ omitErrcode: true },
		[
			'Categories',
			'Library',
			'Keywords of title 1',
			'Keywords of title 2',
			'Keywords of title 3',
			'Templates',
			'Quota',
			'A request by its rid',
		],
	],
	[
		{ ridField: false },
		['Library of a category in quotes', 'Keywords of no title', 'Wrong verb on newtmpl'],
	],
	[{ missingPhoneCode: 40097 }, ['No phone code']],
	[{ retiredErrcode: 46101 }, ['Retired library', 'Retired keywords', 'Retired templates']],
])('tells a simulator with %j apart', async (quirks, names) => {
	Object.assign(simulator.quirks, quirks);
	expect(differing(await ask())).toEqual(names);
});

test.each<[Fault, string, string]>([
	[
		{
			kind: 'body',
			body: '{"errcode":0,"errmsg":"ok","data":[{"id":"616","name":"x"}]}',
			path: '/wxaapi/newtmpl/getcategory',
			skip: 1,
		},
		'Categories',
		'"id" is text with WeChat, integer in the simulator',
	],
	[
		{ kind: 'body', body: '{"ip_list":[],"errcode":0}', path: '/cgi-bin/getcallbackip' },
		'Addresses of pushes',
		'errcode: 0 with WeChat, none in the simulator',
	],
	[
		{ kind: 'body', body: '{"ip_list":[],"more":1}', path: '/cgi-bin/getcallbackip' },
		'Addresses of pushes',
		'only WeChat has "more" (integer) in the answer',
	],
	[
		{ kind: 'body', body: '{}', contentType: 'text/plain', path: '/cgi-bin/getcallbackip' },
		'Addresses of pushes',
		'Content-Type: text/plain with WeChat, application/json; encoding=utf-8 in the simulator',
	],
	[
		{ kind: 'body', body: '<html>', path: '/cgi-bin/getcallbackip' },
		'Addresses of pushes',
		'only one of the two answers is JSON',
	],
	[
		{ kind: 'status', status: 502, path: '/cgi-bin/getcallbackip' },
		'Addresses of pushes',
		'HTTP status: 502 with WeChat, 200 in the simulator',
	],
	[
		{ kind: 'errcode', errcode: 45009, path: '/cgi-bin/openapi/quota/get' },
		'Quota',
		'errcode: 45009 with WeChat, 0 in the simulator',
	],
])('tells a simulator made wrong by %j apart', async (fault, name, line) => {
	simulator.order(fault);
	const findings = await ask();
	expect(findings.find((one) => one.name === name)?.differences).toContain(line);
	const report = reportOf(findings);
	expect(report).toContain(`DIFFERS    ${name} (`);
	expect(report).toContain(line);
});

test('keeps nothing of the account in report and fixtures', async () => {
	simulator.subscribe(openId, simulator.account.addTemplate(661, [1, 2]).id);
	const findings = await ask('send');
	const kept =
		JSON.stringify(findings) + reportOf(findings) + [...fixturesOf(findings).values()].join('');
	const { appId, appSecret, subscribeTemplates, tokens } = simulator.account;
	const ids = subscribeTemplates.all().map(({ id }) => id);
	for (const secret of [appId, appSecret, openId, tokens.issueStable().access_token, ...ids]) {
		expect(kept).not.toContain(secret);
	}
	expect(kept).not.toMatch(/\p{Script=Han}|rid: [0-9a-f]/u);
	const sent = JSON.parse(fixturesOf(findings).get('templates.json') ?? '') as {
		answer: { body: string };
	};
	expect(sent.answer.body).toBe(
		'{"errcode":0,"errmsg":"text","data":[{"priTmplId":"text","title":"text","content":"text","example":"text","type":1}]}',
	);
});

test('says why there is no token, and nothing of the secret', async () => {
	const { appId } = simulator.account;
	const wrong = {
		baseUrl: simulator.url,
		appId,
		appSecret: 'made-up-secret',
		changes: 'nothing',
	} as const;
	await expect(check(wrong)).rejects.toThrow(
		'WeChat gave no token: 40125, the App Secret is another one',
	);
	await expect(check({ ...wrong, baseUrl: 'http://127.0.0.1:1' })).rejects.toThrow(
		/^No answer to POST \/cgi-bin\/stable_token: ECONNREFUSED$/,
	);
});

test('the command line takes the secret from the environment and ends with 1 where something differs', async () => {
	simulator.quirks.categoryIdAsNumber = true;
	const { appId, appSecret } = simulator.account;
	const script = inRepository('scripts/live/main.ts');
	const options = ['--import', 'tsx', script, '--app-id', appId, '--base-url', simulator.url];
	const env = { ...process.env, WECHAT_APP_SECRET: appSecret };
	const child = spawn(process.execPath, options, { env, stdio: ['ignore', 'pipe', 'pipe'] });
	let text = '';
	for (const stream of [child.stdout, child.stderr])
		stream.on('data', (chunk) => (text += String(chunk)));
	expect(await once(child, 'close')).toEqual([1, null]);
	expect(text).toContain('"categoryId" is integer with WeChat, text in the simulator');
	expect(text).toContain('calls, 1 differ');
	expect(text).not.toContain(appSecret);
});

test('a stand-in has the shape it stands for, and nothing of the value', () => {
	fc.assert(
		fc.property(fc.json(), (text) => {
			const shape = shapeOf(parse(text));
			expect(shapeDifferences(shapeOf(parse(standIn(shape))), shape)).toEqual([]);
		}),
	);
});

test('integers of 16 digits and more are a kind of their own, but not in texts', () => {
	const shape = shapeOf(parse('{"msgid":3395159288267931652,"text":"3395159288267931652 \\" 1"}'));
	expect(shape).toMatchObject({
		fields: { msgid: { shape: { kind: 'long integer' } }, text: { shape: { kind: 'text' } } },
	});
});
