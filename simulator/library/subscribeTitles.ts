import type { ValueRule } from '../values';

/** A keyword of a title of the public library. */
export interface SubscribeKeyword {
	kid: number;
	name: string;
	rule: ValueRule;
	example: string;
	/** The values that an enum keyword takes. */
	enumValues?: string[];
}

/** A title of the public library, from which accounts make their templates. */
export interface SubscribeTitle {
	tid: number;
	title: string;
	/** 2 one-time, 3 long-term. */
	type: 2 | 3;
	categoryId: number;
	keywords: SubscribeKeyword[];
	/** Made up, so that the library has a realistic length. */
	filler: boolean;
}

/** The categories of the public library. */
export const CATEGORIES = [
	{ id: 616, name: '公交' },
	{ id: 670, name: '线下超市/便利店' },
	{ id: 307, name: '服装/鞋/箱包' },
	{ id: 2, name: 'Filler category 2' },
];

/**
 * "tid title @category: rule+kid name=example; ...". Titles, kids and rules come from public samples;
 * most examples were written for this list. A keyword without a name was public only as its key.
 * Category 670 also takes the titles whose category is not public.
 */
const KNOWN = [
	'99 付款成功通知 @616: thing1 物品名称=名称',
	'335 积分到账提醒 @670: character_string2 订单编号=20240601001; thing3 商品名称=咖啡; amount4 支付金额=￥30.00; number5 获得积分=30; number6 累计积分=530',
	'434 下单成功提醒 @307: thing1 商品名称=测试商品; date5 下单时间=2024年6月1日 12:00; character_string6 订单编号=ADWMP2933887762; amount9 订单金额=3233.33元',
	'661 订单支付成功通知 @670: thing1 商品名称=拿铁; amount2 商品金额=18.00元; number3 商品数量=2; time4 下单时间=2024年6月8日 10:30',
	'755 充值成功通知 @670: character_string1 交易单号=CZ20240601; amount3 充值金额=100元; amount4 账户余额=150元; date5 充值时间=2024-06-01; amount6 赠送金额=10元; thing7 备注=感谢支持',
	'1070 新订单提醒 @670: thing5 备注信息=少糖; thing6 商品名称=拿铁; name7 下单人=张三; thing9 收货地址=天河路208号; number12 商品数量=1',
	'1128 订单配送通知 @670: character_string1 订单编号=20240601001; name4 配送人=李四; thing8 商品信息=鲜牛奶两箱; phone_number10 配送员电话=13800138000',
	'1134 订单取消通知 @670: thing1 取消原因=超时未支付; date2 取消时间=2024年6月1日; thing5 订单类型=普通订单; number7 订单号=20240601001',
	'1368 订单发货通知 @670: character_string1 订单编号=20240601001; character_string5 快递单号=SF1234567890; thing20 快递公司=顺丰速运; thing21 物品名称=咖啡豆; thing25 发货门店=体育西店',
	'1451 退款通知 @670: thing1 退款状态=退款成功; thing2 退款商品=咖啡豆; amount3 退款金额=￥58.00; character_string6 退款单号=TK20240601; character_string7 订单编号=20240601001; time8 下单时间=2024年6月1日 09:00',
	'1458 发货通知 @670: thing1 快递公司=顺丰速运; character_string2 快递单号=SF1234567890; time3 发货时间=2024年6月1日 15:01; thing4 店铺名称=体育西店; thing5 订单商品=咖啡豆; character_string7 订单编号=20240601001; amount11 订单金额=￥58.00',
	'1468 申请退款通知 @670: amount2 订单金额=￥58.00; character_string4 订单编号=20240601001; date5 申请时间=2024-06-02; phrase7 退款状态=审核中; thing8 备注=商家将尽快处理',
	'1470 提现结果通知 @670: thing1 提现状态=成功; amount2 提现金额=200元; thing3 提现账号=微信零钱; date4 提现时间=2024-06-03',
	'1476 新订单提醒 @670: thing1 订单类型=普通订单; thing2 订单商品=咖啡豆; amount3 订单金额=￥58.00; character_string4 订单编号=20240601001; date6 订单时间=2024年6月1日',
	'1481 收货结果通知 @670: thing1 订单类型=普通订单; thing2 订单商品=咖啡豆; date5 收货时间=2024年6月4日',
	'1927 付款成功通知 @670: character_string1 付款单号=20240601001; amount2 付款金额=￥58.00; date3 付款时间=2024年6月1日',
	'2727 砍价成功通知 @670: thing1 商品名称=保温杯; amount2 底价=9.90元; thing3 备注=请尽快下单',
	'3098 拼团成功通知 @670: thing1 活动名称=周末拼团; number2 成团人数=3; name3 团长=王五; date5 开团时间=2024-06-01; thing7 商品名称=保温杯; thing9 备注=即将发货; character_string10 订单号=PT20240601',
	'3116 核销成功通知 @670: thing2 商品名称=双人套餐; character_string3 订单号=20240601001; time4 核销时间=2024年6月5日 18:20',
	'3353 拼团状态通知 @670: thing1 拼团人数=3人团; thing2 商品名称=保温杯; thing3 备注=拼团失败已退款',
	'3510 收货提醒通知 @670: thing2 商品名称=教材; date8 确认收货时间=2024-06-08; character_string9 订单编号=20240601001',
	'3637 订单发货通知 @670: thing1 商品名称=教材; character_string2 订单号=20240601001; date3 发货时间=2024-06-02; thing4 快递公司=中通快递; character_string5 快递单号=ZT1234567890; amount7 订单金额=￥58.00',
	'4148 账户余额变动提醒 @670: amount1 变动金额=20元; amount2 账户余额=120元; date4 时间=2024-06-01; thing5 备注=系统充值; thing8 变动类型=充值',
	'4533 开团成功提醒 @670: date1 开团时间=2024-06-01; amount4 开团价格=9.90元; thing5 商品名称=保温杯; thing7 成团人数=3人',
	'4534 拼团失败通知 @670: thing1 商品名称=保温杯; amount5 退款金额=9.90元; amount8 商品金额=9.90元',
	'5184 (提现成功类) @670: date3 提现时间=2024-06-03; amount6 提现金额=200元',
	'5275 拼团进度通知 @670: thing1 商品名称=保温杯; thing4 温馨提醒=还差1人成团; number6 已拼人数=2',
	'6271 订单支付成功通知 @670: character_string1 订单编号=20240601001; time2 支付时间=2024年6月1日 12:05; amount3 订单金额=￥58.00; thing4 商品名称=教材; thing6 备注=感谢购买; time7 下单时间=2024年6月1日 12:00',
	'6699 (提现申请类) @670: amount1 提现金额=200元; time2 提现时间=2024年6月3日 10:00; thing3 备注=预计一天内到账',
	'6952 (退款拒绝类) @670: amount3 退款金额=￥58.00; character_string4 订单号=20240601001',
	'6964 (退款同意类) @670: amount1 退款金额=￥58.00; character_string3 订单编号=20240601001; phrase7 申请结果=已同意',
	'12340 (订单收货类) @670: character_string1 订单号=20240601001; thing2 商品名称=教材; time7 收货时间=2024年6月6日 16:30; thing9 确认收货人=张三',
	'16172 直播开播提醒 @670: time2 开播时间=2024年6月7日 20:00; thing5 直播名称=国学大讲堂',
	'18547 (分销提现失败类) @670: amount2 提现金额=200元; thing4 提现进度=审核未通过',
	'994 订单取消通知 @307: thing12; character_string1; amount4; thing7',
	'855 订单发货通知 @307: thing2; thing7; character_string4; thing8; thing11; character_string1',
	'1435 退款通知 @307: character_string4; thing5; amount2; thing1',
	'1437 活动状态通知 @307: thing1; thing2; thing4',
	'818 审核结果通知 @307: thing4; phrase2; thing1; time3',
	'2001 提现成功通知 @307: amount1; amount2; thing3; thing4',
	'3173 提现失败通知 @307: amount1; name2; time3',
	'861 会员等级变更通知 @307: thing3; date2',
	'4616 付款成功通知 @307: amount2; date4; thing6; character_string8',
	'5049 售后状态通知 @307: thing6; character_string8; amount7',
	'7517 退款成功通知 @307: amount6; character_string2; thing3; time7',
	'1202 优惠券到期提醒 @307: thing5; time3; thing1; thing9',
	'18129 分销商申请结果通知 @307: thing3; thing1; time2',
	'22982 分销商升级通知 @307: thing2; thing4; time3',
	'310 积分变更提醒 @307: character_string1; character_string2; thing3; time4',
	'980 拼团成功通知 @307: thing1; number3; thing5',
	'1976 砍价失败通知 @307: thing2; amount3; amount4; thing5',
	'4498 订单进度提醒 @307: character_string2; amount3; date4; thing1',
	'817 邀请成功通知 @307: name1; time3; thing5',
	'9885 反馈结果通知 @307: time1; thing3',
	'3572 会员卡到期提醒 @307: phrase2; date3',
	'20001 报名结果通知 @616: date2 会议时间=2016年8月8日; thing1 会议地点=TIT会议室',
	'20002 洗衣机故障提醒 @616 long-term: time1 完成时间=2021年10月21日 12:00:00; enum_string2 所在位置=客厅|餐厅|厨房|卧室; enum_string3 提示说明=设备发生故障，导致工作异常，请及时查看',
	'20003 预约商品到货通知 @670: thing1 商品名称=荷兰豆; amount2 商品单价=¥5.80; thing3 温馨提示=已到货 可下单',
];

const EXAMPLES: Record<ValueRule, string> = {
	thing: '广州至北京',
	number: '339208499',
	letter: 'ABC',
	symbol: '+-*',
	character_string: '20161031162645020777',
	time: '15:01',
	date: '2019年10月1日',
	amount: '￥100',
	phone_number: '+86-0766-66888866',
	car_number: '粤A8Z888挂',
	name: '某某',
	phrase: '配送中',
	enum: '客厅',
	enum_string: '客厅',
};

/** Titles per category, filled up: 2 and 616 together have the 55 of WeChat's sample. */
const LENGTHS = new Map([
	[616, 30],
	[2, 25],
	[307, 200],
	[670, 200],
]);
const FIRST_FILLER = 30_001;
const LONG_TERM_EVERY = 10;
const FILLER_RULES: ValueRule[] = [
	'thing',
	'character_string',
	'time',
	'date',
	'amount',
	'number',
	'phrase',
	'name',
	'phone_number',
	'car_number',
	'letter',
	'symbol',
];

/** The public library of subscribe message titles, by tid in ascending order. */
export const SUBSCRIBE_TITLES: ReadonlyMap<number, SubscribeTitle> = buildLibrary();

function buildLibrary(): Map<number, SubscribeTitle> {
	const titles = KNOWN.map(readTitle);
	let tid = FIRST_FILLER;
	for (const [categoryId, length] of LENGTHS) {
		const known = titles.filter((title) => title.categoryId === categoryId).length;
		for (let i = known; i < length; i++) titles.push(fillerTitle(tid++, categoryId));
	}
	titles.sort((a, b) => a.tid - b.tid);
	return new Map(titles.map((title) => [title.tid, title]));
}

function readTitle(line: string): SubscribeTitle {
	const [, tid, title, categoryId, longTerm, keywords] =
		/^(\d+) (\S+) @(\d+)( long-term)?: (.*)$/.exec(line)!;
	return {
		tid: Number(tid),
		title,
		type: longTerm ? 3 : 2,
		categoryId: Number(categoryId),
		keywords: keywords.split('; ').map(readKeyword),
		filler: false,
	};
}

function readKeyword(text: string): SubscribeKeyword {
	const [, rule, kid, name, example] = /^([a-z_]+)(\d+)(?: (.+?)=(.*))?$/.exec(
		text,
	)! as unknown as [string, ValueRule, ...string[]];
	const values = (example ?? EXAMPLES[rule]).split('|');
	return {
		kid: Number(kid),
		name: name ?? `Filler ${rule}${kid}`,
		rule,
		example: values[0],
		...(rule.startsWith('enum') ? { enumValues: values } : {}),
	};
}

function fillerTitle(tid: number, categoryId: number): SubscribeTitle {
	return {
		tid,
		title: `Filler ${tid} 通知`,
		type: tid % LONG_TERM_EVERY === 0 ? 3 : 2,
		categoryId,
		keywords: [0, 1, 2, 3, 4, 5].map((offset) => {
			const rule = FILLER_RULES[(tid + offset) % FILLER_RULES.length];
			return { kid: offset + 1, name: `Filler ${offset + 1}`, rule, example: EXAMPLES[rule] };
		}),
		filler: true,
	};
}
