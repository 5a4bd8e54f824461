import { startSimulator } from '../index';
import { Client, RID, withoutRid } from './client';
import { useSimulator } from './useSimulator';

const LIBRARY_LIST = '/cgi-bin/wxopen/template/library/list';
const LIBRARY_GET = '/cgi-bin/wxopen/template/library/get';
const ADD = '/cgi-bin/wxopen/template/add';
const LIST = '/cgi-bin/wxopen/template/list';
const DELETE = '/cgi-bin/wxopen/template/del';
const SEND = '/cgi-bin/message/wxopen/template/send';
const UNIFORM_SEND = '/cgi-bin/message/wxopen/template/uniform_send';
const DAY = 24 * 60 * 60;

const simulator = useSimulator({ retiredApi: 'working' });
const client = new Client(simulator);
let token: string;
let user: string;

beforeEach(async () => {
	token = await client.stableToken();
	user = simulator.user('alice');
});

const post = async (path: string, body: unknown) => await client.post(path, body, token);

describe('the library', () => {
	it('answers the documented sample', async () => {
		const { text } = await post(LIBRARY_LIST, { offset: 0, count: 5 });
		expect(text).toBe(
			'{"errcode":0,"errmsg":"ok","list":[{"id":"AT0002","title":"购买成功通知"},{"id":"AT0003","title":"购买失败通知"},{"id":"AT0004","title":"交易提醒"},{"id":"AT0005","title":"付款成功通知"},{"id":"AT0006","title":"付款失败通知"}],"total_count":599}',
		);
	});

	it('can be read to its end by twenty, without gaps or repeats', async () => {
		const ids: string[] = [];
		for (let offset = 0; offset < 620; offset += 20) {
			const { body } = await post(LIBRARY_LIST, { offset, count: 20 });
			ids.push(...(body.list as Array<{ id: string }>).map(({ id }) => id));
		}
		expect(ids).toHaveLength(599);
		expect(new Set(ids).size).toBe(599);
		expect(ids.at(-1)).toBe('AT2430');
	});

	it.each([
		[{ offset: 0, count: 0 }],
		[{ offset: 0, count: 21 }],
		[{ offset: -1, count: 20 }],
		[{ offset: 0 }],
	])('refuses %j', async (body) => {
		expect((await post(LIBRARY_LIST, body)).body.errcode).toBe(45076);
	});

	it('takes digits as text, and answers 45076 to what is not JSON', async () => {
		const { body } = await post(LIBRARY_LIST, { offset: '0', count: '20' });
		expect(body.list).toHaveLength(20);
		const path = `${LIBRARY_LIST}?access_token=${token}`;
		expect((await client.call('POST', path, 'offset=0')).body.errcode).toBe(45076);
	});

	it('answers the documented keywords', async () => {
		const { text } = await post(LIBRARY_GET, { id: 'AT0002' });
		expect(text).toBe(
			'{"errcode":0,"errmsg":"ok","id":"AT0002","title":"购买成功通知","keyword_list":[{"keyword_id":3,"name":"购买地点","example":"TIT造舰厂"},{"keyword_id":4,"name":"购买时间","example":"2016年6月6日"},{"keyword_id":5,"name":"物品名称","example":"咖啡"}]}',
		);
		simulator.quirks.keywordIdAsText = true;
		expect((await post(LIBRARY_GET, { id: 'AT0002' })).text).toContain('"keyword_id":"3"');
		expect((await post(LIBRARY_GET, { id: 'AT9999' })).body.errcode).toBe(40037);
	});
});

describe('own templates', () => {
	const choose = async (ids: unknown) => await post(ADD, { id: 'AT0009', keyword_id_list: ids });

	it('are added in the chosen order, listed in the captured form, and deleted', async () => {
		const { body } = await choose([4, 1, 2]);
		expect(body).toMatchObject({ errcode: 0, template_id: expect.stringMatching(/^[\w-]{43}$/) });
		const listed = await post(LIST, { offset: 0, count: 20 });
		expect(listed.body.list).toEqual([
			{
				template_id: body.template_id,
				title: '订单支付成功通知',
				content: '物品名称{{keyword1.DATA}}\n单号{{keyword2.DATA}}\n金额{{keyword3.DATA}}\n',
				example: '物品名称：梨子\n单号：123456\n金额：30元\n',
			},
		]);
		expect((await post(DELETE, { template_id: body.template_id })).text).toBe(
			'{"errcode":0,"errmsg":"ok"}',
		);
		expect((await post(DELETE, { template_id: body.template_id })).body.errcode).toBe(40037);
		expect((await post(LIST, { offset: 0, count: 20 })).body.list).toEqual([]);
	});

	it.each([
		[[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0],
		[[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 45100],
		[[], 45100],
		['1,2', 45100],
		[[1, 99], 45075],
		[[1, 1], 45075],
		[['1'], 45075],
	])('with keywords %j answer %i', async (ids, errcode) => {
		expect((await choose(ids)).body.errcode).toBe(errcode);
	});

	it('are at most 25', async () => {
		for (let i = 0; i < 25; i++) expect((await choose([1])).body.errcode).toBe(0);
		expect((await choose([1])).body.errcode).toBe(45026);
		expect((await post(LIST, { offset: 20, count: 20 })).body.list).toHaveLength(5);
	});
});

describe('send', () => {
	let message: Record<string, unknown>;

	beforeEach(async () => {
		const added = await post(ADD, { id: 'AT0002', keyword_id_list: [3, 4, 5] });
		message = {
			touser: user,
			template_id: added.body.template_id,
			page: 'index',
			form_id: simulator.submitForm(user),
			data: {
				keyword1: { value: '粤海喜来登酒店', color: '#173177' },
				keyword2: { value: '2015年01月05日 12:30', color: '#173177' },
			},
			emphasis_keyword: 'keyword1.DATA',
		};
	});

	it('lands on the phone with labels, colors, emphasis and page', async () => {
		expect((await post(SEND, message)).text).toBe('{"errcode":0,"errmsg":"ok"}');
		expect(simulator.delivered).toEqual([
			{
				appId: simulator.account.appId,
				openId: user,
				templateId: message.template_id,
				title: '购买成功通知',
				page: 'index',
				fields: [
					{
						key: 'keyword1',
						label: '购买地点',
						value: '粤海喜来登酒店',
						color: '#173177',
						emphasis: true,
					},
					{
						key: 'keyword2',
						label: '购买时间',
						value: '2015年01月05日 12:30',
						color: '#173177',
						emphasis: false,
					},
					{ key: 'keyword3', label: '物品名称', value: '', emphasis: false },
				],
				time: expect.any(Number),
			},
		]);
	});

	it.each([
		[{ touser: 'OPENID' }, 40003, 'invalid openid'],
		[{ touser: undefined }, 40003, 'invalid openid'],
		[{ template_id: 'x' }, 40037, 'invalid template_id'],
		[{ form_id: undefined, formId: 'x' }, 41028, 'invalid form id'],
		[{ form_id: 'the formId is a mock one' }, 41028, 'invalid form id'],
		[{ page: '/pages/x/x' }, 41030, 'invalid page'],
		[{ emphasis_keyword: 'keyword4.DATA' }, 40138, 'emphasis word can not be first neither remark'],
		[{ data: 'text' }, 47001, 'data format error'],
	])('with %j answers %i', async (change, errcode, errmsg) => {
		const { text } = await post(SEND, { ...message, ...change });
		expect(withoutRid(text)).toBe(`{"errcode":${errcode},"errmsg":"${errmsg} rid: ${RID}"}`);
		expect(simulator.delivered).toEqual([]);
		expect(simulator.attempts).toMatchObject([{ errcode, errmsg }]);
	});

	it('takes a form_id once, from its own user, within seven days', async () => {
		const other = simulator.submitForm(simulator.user('bob'));
		expect((await post(SEND, { ...message, form_id: other })).body.errcode).toBe(41028);
		expect((await post(SEND, message)).body.errcode).toBe(0);
		expect((await post(SEND, message)).body.errcode).toBe(41029);
		const late = { ...message, form_id: simulator.submitForm(user) };
		simulator.moveClock(7 * DAY);
		token = await client.stableToken();
		expect((await post(SEND, late)).body.errcode).toBe(41028);
	});

	it('takes a prepay_id three times', async () => {
		const paid = { ...message, form_id: simulator.pay(user), data: undefined };
		const codes = [];
		for (let i = 0; i < 4; i++) codes.push((await post(SEND, paid)).body.errcode);
		expect(codes).toEqual([0, 0, 0, 41029]);
		expect(simulator.delivered).toHaveLength(3);
	});
});

describe('after retirement', () => {
	it.each([LIBRARY_LIST, LIBRARY_GET, ADD, LIST, DELETE, SEND])(
		'%s answers 45103',
		async (path) => {
			simulator.state.retiredApi = 'retired';
			expect(withoutRid((await post(path, {})).text)).toBe(
				`{"errcode":45103,"errmsg":"This API has been unsupported rid: ${RID}"}`,
			);
			simulator.quirks.retiredErrcode = 46101;
			expect((await post(path, {})).body.errcode).toBe(46101);
			expect((await client.post(path, {}, 'garbage')).body.errcode).toBe(40001);
		},
	);

	it('is the default, and uniform_send is gone either way', async () => {
		expect((await post(UNIFORM_SEND, {})).body.errcode).toBe(45109);
		const today = await startSimulator();
		const { body } = await new Client(today).post(SEND, {}, await new Client(today).stableToken());
		expect(body.errcode).toBe(45103);
		await today.stop();
	});
});
