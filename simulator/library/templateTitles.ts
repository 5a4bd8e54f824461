/** A keyword of a title of the retired API's library. */
export interface TemplateKeyword {
	keyword_id: number;
	name: string;
	example: string;
}

/** A title of the retired API's library. */
export interface TemplateTitle {
	id: string;
	title: string;
	keywords: TemplateKeyword[];
	/** Made up, so that the library has its documented length. */
	filler: boolean;
}

/** total_count in WeChat's sample. */
const TOTAL = 599;
const FIRST_FILLER = 10;
const FILLER_KEYWORDS = '1; 2; 3; 4';

/**
 * "id title: keyword_id name=example; ...". Ids and titles come from public samples. A keyword without a
 * name, and a title without keywords, were public only that far.
 */
const KNOWN = [
	'AT0002 购买成功通知: 3 购买地点=TIT造舰厂; 4 购买时间=2016年6月6日; 5 物品名称=咖啡',
	'AT0003 购买失败通知:',
	'AT0004 交易提醒:',
	'AT0005 付款成功通知:',
	'AT0006 付款失败通知:',
	'AT0007 订单发货提醒: 5 订单号; 7 快递公司; 47 快递单号; 34 发货时间; 11 备注',
	'AT0008 待付款提醒:',
	'AT0009 订单支付成功通知: 1 单号=123456; 2 金额=30元; 3 下单时间=2016年8月8日; 4 物品名称=梨子; 5 订单号码=123456789; 6 支付时间=2104-12-09 16:00; 7 订单金额=200元; 8 订单状态=已受理; 9 订单编号=20161031162645020777; 10 商品名称=进口金枕头榴莲（S号）1个54.9元【香甜软糯】; 11 支付金额; 12 支付方式; 13 订单时间',
	'AT0024 订单取消通知: 24; 5; 4; 17',
	'AT0035 收益到账通知: 7 订单号; 8 商品名称; 9 金额; 26 收益来源; 2 收益金额; 3 到账时间',
	'AT0036 退款通知: 1 订单编号; 3 退款原因; 4 退款时间; 30 退款金额; 14 退款方式',
	'AT0051 拼团成功通知: 13; 6; 12; 15',
	'AT0177 订单配送通知: 1 订单编号; 2 配送员; 3 联系电话; 4 配送时间; 5 备注',
	'AT0197 申请结果通知: 1 申请时间; 13 所在地; 3 服务地址; 6 姓名; 77 手机号; 44 申请状态; 50 同意时间',
	'AT0241 确认收货通知:',
	'AT0257 订单完成提醒:',
	'AT0310 拼团失败通知: 2; 5; 6',
	'AT0423 核销成功通知: 5; 2; 6; 3; 9',
	'AT0503 订单评价提醒:',
	'AT0530 商品到货通知: 1; 15; 12; 18; 8; 5; 4; 9',
	'AT0674 审核状态通知: 2; 4',
	'AT0677 账户变动提醒: 1; 3',
	'AT0787 退款成功通知: 8 订单号; 13 退款时间; 14 退款金额; 17 退款方式; 7 备注; 18',
	'AT0830 提现到账通知: 5; 8; 4; 3; 1; 6; 11; 2',
	'AT1173 砍价成功通知: 1 商品名称; 2 砍价金额; 3 底价; 4 砍掉价格; 5 支付金额; 6 备注',
	'AT1242 提现失败通知: 3; 2',
	'AT1330 提现成功通知:',
	'AT2430 拼团取消通知:',
];

/** The library of the retired API in the order of its ids. */
export const TEMPLATE_TITLES: ReadonlyMap<string, TemplateTitle> = buildLibrary();

function buildLibrary(): Map<string, TemplateTitle> {
	const titles = new Map(KNOWN.map((line) => readTitle(line)).map((title) => [title.id, title]));
	for (let number = FIRST_FILLER; titles.size < TOTAL; number++) {
		const id = `AT${String(number).padStart(4, '0')}`;
		if (titles.has(id)) continue;
		const keywords = readKeywords(FILLER_KEYWORDS);
		titles.set(id, { id, title: `Filler ${number} 通知`, keywords, filler: true });
	}
	return new Map([...titles].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function readTitle(line: string): TemplateTitle {
	const [, id, title, keywords] = /^(\S+) (\S+): ?(.*)$/.exec(line)!;
	return { id, title, keywords: readKeywords(keywords || FILLER_KEYWORDS), filler: false };
}

function readKeywords(text: string): TemplateKeyword[] {
	return text.split('; ').map((keyword) => {
		const [, id, name = `Filler ${id}`, example = `Filler example ${id}`] =
			/^(\d+)(?: (.+?))?(?:=(.*))?$/.exec(keyword)!;
		return { keyword_id: Number(id), name, example };
	});
}
