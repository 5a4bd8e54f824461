import fc from 'fast-check';

import { joinUrl, urlProblem } from '../../wechat/urls';

describe('joinUrl', () => {
	test.each(['https://a.example', 'https://a.example/', ' https://a.example// '])('%j', (base) => {
		expect(joinUrl(base, '/cgi-bin/token')).toBe('https://a.example/cgi-bin/token');
	});

	test('keeps the path of a gateway', () => {
		expect(joinUrl('https://a.example/wechat/', '/sns/x')).toBe('https://a.example/wechat/sns/x');
	});

	test('looks at each character of a URL of slashes once', () => {
		let looked = 0;
		const slashes = (count: number) =>
			new Proxy(Object('x' + '/'.repeat(count) + 'x'), {
				get(text, key) {
					if (typeof key === 'string' && /^\d+$/.test(key)) looked += 1;
					const value = Reflect.get(text, key) as unknown;
					return typeof value === 'function' ? value.bind(text) : value;
				},
			}) as string;
		const trimmed = (count: number) => ({ trim: () => slashes(count) }) as unknown as string;
		const work = (count: number) => {
			looked = 0;
			joinUrl(trimmed(count), '/a');
			return looked;
		};
		expect(work(4000)).toBeLessThanOrEqual(work(1000) * 4);
	});
});

describe('urlProblem', () => {
	test.each([
		'https://api.weixin.qq.com',
		' https://sh.api.weixin.qq.com/ ',
		'HTTPS://API.WEIXIN.QQ.COM',
		'http://localhost:8765',
		'http://127.0.0.1:8765/path',
		'http://127.9.9.9',
		'http://[::1]:8765',
	])('%s may carry a token', (url) => {
		expect(urlProblem(url)).toBeUndefined();
	});

	test.each([
		['http://api.weixin.qq.com', 'could be read by others'],
		['http://localhost.example.com', 'could be read by others'],
		['http://127.0.0.1.example.com', 'could be read by others'],
		['http://example.com#127.0.0.1', 'could be read by others'],
		['http://example.com\\@127.0.0.1', 'could be read by others'],
		['http://10.0.0.1', 'could be read by others'],
		['http://[::2]', 'could be read by others'],
		['ftp://127.0.0.1', 'is not an https:// URL'],
		['file:///etc/hosts', 'is not an https:// URL'],
		['https://user@example.com', 'holds a user name or password'],
		['http://:password@127.0.0.1', 'holds a user name or password'],
		['', 'is not a URL'],
		['api.weixin.qq.com', 'is not a URL'],
		['//api.weixin.qq.com', 'is not a URL'],
	])('%s may not', (url, problem) => {
		expect(urlProblem(url)).toContain(problem);
	});

	test('no host of the internet gets a token over http', () => {
		fc.assert(
			fc.property(fc.webUrl({ validSchemes: ['http'], withQueryParameters: true }), (url) => {
				expect(urlProblem(url)).toContain('could be read by others');
			}),
		);
	});
});
