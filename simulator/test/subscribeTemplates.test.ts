import { Client, RID, withoutRid } from './client';
import { useSimulator } from './useSimulator';

const ADD = '/wxaapi/newtmpl/addtemplate';
const DELETE = '/wxaapi/newtmpl/deltemplate';

const simulator = useSimulator();
const client = new Client(simulator);
let token: string;

beforeEach(async () => {
	token = await client.stableToken();
});

const get = async (name: string, query: Record<string, string> = {}) =>
	await client.get(`/wxaapi/newtmpl/${name}`, { access_token: token, ...query });
const post = async (path: string, body: unknown) => await client.post(path, body, token);

describe('the library', () => {
	it('lists the account’s categories only', async () => {
		simulator.account.settings.categories = [616];
		expect((await get('getcategory')).text).toBe(
			'{"errcode":0,"errmsg":"ok","data":[{"id":616,"name":"公交"}]}',
		);
	});

	it('answers the documented titles and keywords', async () => {
		expect((await get('getpubtemplatetitles', { ids: '2,616', start: '0', limit: '1' })).text).toBe(
			'{"errcode":0,"errmsg":"ok","count":55,"data":[{"tid":99,"title":"付款成功通知","type":2,"categoryId":"616"}]}',
		);
		expect((await get('getpubtemplatekeywords', { tid: '99' })).text).toBe(
			'{"errcode":0,"errmsg":"ok","count":1,"data":[{"kid":1,"name":"物品名称","example":"名称","rule":"thing"}]}',
		);
		simulator.quirks.categoryIdAsNumber = true;
		const titles = await get('getpubtemplatetitles', { ids: '616', start: '0', limit: '1' });
		expect(titles.text).toContain('"categoryId":616');
	});

	it('has several hundred titles in several categories, read by thirty', async () => {
		const tids: number[] = [];
		let count = 1;
		for (let start = 0; start < count; start += 30) {
			const query = { ids: '616,670,307,2', start: String(start), limit: '30' };
			const { body } = await get('getpubtemplatetitles', query);
			count = Number(body.count);
			tids.push(...(body.data as Array<{ tid: number }>).map(({ tid }) => tid));
		}
		expect(tids).toHaveLength(455);
		expect(new Set(tids).size).toBe(455);
	});

	it.each([
		[{ start: '0', limit: '30' }, 200018, 'missing parameter ids'],
		[{ ids: '616', limit: '30' }, 200016, 'invalid parameter start'],
		[{ ids: '616', start: '-1', limit: '30' }, 200016, 'invalid parameter start'],
		[{ ids: '616', start: '0' }, 200017, 'invalid parameter limit'],
		[{ ids: '616', start: '0', limit: '31' }, 200017, 'invalid parameter limit'],
		[{ ids: '616', start: '0', limit: '0' }, 200017, 'invalid parameter limit'],
	])('refuses %j', async (query, errcode, errmsg) => {
		const { text } = await get('getpubtemplatetitles', query as unknown as Record<string, string>);
		expect(withoutRid(text)).toBe(
			`{"errmsg":"${errmsg} rid: ${RID}","errcode":${errcode},"rid":"${RID}"}`,
		);
	});

	it.each(['"2,616"', '5'])('refuses the ids %s with an empty list beside', async (ids) => {
		const { text } = await get('getpubtemplatetitles', { ids, start: '0', limit: '30' });
		expect(withoutRid(text)).toBe(
			`{"errmsg":"invalid parameter ids rid: ${RID}","count":0,"data":[],"errcode":200019,"rid":"${RID}"}`,
		);
	});

	it.each([
		[{}, 'missing parameter tid'],
		[{ tid: '4242' }, 'tid does not exist'],
	])('has no keywords for %j', async (query, errmsg) => {
		const { body } = await get('getpubtemplatekeywords', query as Record<string, string>);
		expect(body).toMatchObject({
			errcode: 200014,
			errmsg: expect.stringMatching(`^${errmsg} rid: `),
		});
	});
});

describe('own templates', () => {
	it('are added with the id in WeChat’s order of fields', async () => {
		const { text } = await post(ADD, { tid: '661', kidList: [1, 2], sceneDesc: '支付' });
		expect(text).toMatch(/^\{"errmsg":"ok","errcode":0,"priTmplId":"[\w-]{43}"\}$/);
	});

	it('answer 200022 with the existing id to the same choice', async () => {
		const id = await client.addTemplate(token, '661', [1, 2]);
		const { text } = await post(ADD, { tid: 661, kidList: [2, 1] });
		expect(withoutRid(text)).toBe(
			`{"errmsg":"template has added already rid: ${RID}","priTmplId":"${id}","errcode":200022,"rid":"${RID}"}`,
		);
	});

	it.each([
		[{ kidList: [1, 2] }, 200014],
		[{ tid: '4242', kidList: [1, 2] }, 200014],
		[{ tid: '661', kidList: [1] }, 200020],
		[{ tid: '661', kidList: [1, 9] }, 200020],
		[{ tid: '661', kidList: [1, 1] }, 200020],
		[{ tid: '661' }, 200020],
		[{ tid: '6271', kidList: [1, 2, 3, 4, 6, 7] }, 200020],
		[{ tid: '661', kidList: [1, 2], sceneDesc: '一二三四五六七八九十一二三四五' }, 0],
		[{ tid: '661', kidList: [1, 2], sceneDesc: '一二三四五六七八九十一二三四五六' }, 200021],
	])('with %j answer %i', async (body, errcode) => {
		expect((await post(ADD, body)).body.errcode).toBe(errcode);
	});

	it('are limited in number', async () => {
		simulator.account.settings.privateTemplateLimit = 1;
		await client.addTemplate(token, '661', [1, 2]);
		expect((await post(ADD, { tid: '661', kidList: [1, 3] })).body.errcode).toBe(200012);
	});

	it('are listed with content and example, enum values and type, until deleted', async () => {
		const first = await client.addTemplate(token, '20001', [2, 1]);
		const second = await client.addTemplate(token, '20002', [1, 2, 3]);
		expect((await get('gettemplate')).text).toBe(
			String.raw`{"errcode":0,"errmsg":"ok","data":[` +
				String.raw`{"priTmplId":"${first}","title":"报名结果通知","content":"会议时间:{{date2.DATA}}\n会议地点:{{thing1.DATA}}\n","example":"会议时间:2016年8月8日\n会议地点:TIT会议室\n","type":2},` +
				String.raw`{"priTmplId":"${second}","title":"洗衣机故障提醒","content":"完成时间:{{time1.DATA}}\n所在位置:{{enum_string2.DATA}}\n提示说明:{{enum_string3.DATA}}\n","example":"完成时间:2021年10月21日 12:00:00\n所在位置:客厅\n提示说明:设备发生故障，导致工作异常，请及时查看\n",` +
				String.raw`"keywordEnumValueList":[{"enumValueList":["客厅","餐厅","厨房","卧室"],"keywordCode":"enum_string2.DATA"},{"enumValueList":["设备发生故障，导致工作异常，请及时查看"],"keywordCode":"enum_string3.DATA"}],"type":3}]}`,
		);
		expect((await post(DELETE, { priTmplId: first })).text).toBe('{"errcode":0,"errmsg":"ok"}');
		expect((await post(DELETE, { priTmplId: first })).body.errcode).toBe(20001);
		expect((await get('gettemplate')).body.data).toHaveLength(1);
	});

	it('can carry raw control characters, which JSON does not allow', async () => {
		await client.addTemplate(token, '20001', [2, 1]);
		simulator.quirks.controlCharacters = true;
		await expect(get('gettemplate')).rejects.toThrow('Bad control character');
	});
});

describe('the body of addtemplate and deltemplate', () => {
	const call = async (path: string, body: string, type?: string) =>
		await client.call(
			'POST',
			`${path}?access_token=${token}`,
			body,
			type ? { 'content-type': type } : {},
		);
	const JSON_BODY = '{"tid":"661","kidList":[1,2],"sceneDesc":"x"}';

	it.each([
		['application/json', JSON_BODY],
		['application/json; charset=utf-8', JSON_BODY],
		['application/x-www-form-urlencoded', 'tid=661&kidList=1&kidList=2&sceneDesc=x'],
		['application/x-www-form-urlencoded', 'tid=661&kidList[]=1&kidList[]=2'],
		['application/x-www-form-urlencoded', 'tid=661&kidList%5B0%5D=1&kidList%5B1%5D=2'],
	])('as %s "%s" is understood', async (type, body) => {
		expect((await call(ADD, body, type)).body.errcode).toBe(0);
	});

	it.each([
		[ADD, JSON_BODY, 'text/plain', 200014, 'missing parameter tid'],
		[ADD, JSON_BODY, undefined, 200014, 'missing parameter tid'],
		[DELETE, '{"priTmplId":"x"}', 'text/plain', 200014, 'missing parameter priTmplId'],
		[ADD, '{', 'application/json', 47001, 'data format error'],
		[ADD, '', 'application/json', 44002, 'empty post data'],
	])('to %s as "%s" under %s answers %i', async (path, body, type, errcode, errmsg) => {
		const reply = await call(path, body, type);
		expect(reply.body).toMatchObject({
			errcode,
			errmsg: expect.stringMatching(`^${errmsg} rid: `),
		});
	});
});
