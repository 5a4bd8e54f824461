import type { EventFieldWords } from '../eventFields';

/** The Chinese names of resources that owners know by another name than that of the panel, by `resource`. */
export const resourceWords: Readonly<Record<string, string>> = {
	category: '类目',
	customerService: '客服',
	media: '素材',
	link: '链接',
	message: '消息',
	serviceCard: '服务卡片',
	template: '我的模板',
	templateLibrary: '模板库',
	user: '用户',
};

/** What each operation does, by `resource/operation`. */
export const operationWords: Readonly<Record<string, string>> = {
	'api/getQuota': '查一个接口每天能调多少次、今天用了多少',
	'api/getRequest': '凭 rid 查 7 天内被微信拒绝的那次请求',
	'category/getAll': '列出小程序的服务类目，模板库里有什么标题由它决定',
	'customerService/send': '给发过消息或进过会话的用户回一条客服消息',
	'customerService/setTyping': '让用户看到“对方正在输入”',
	'media/upload': '上传客服消息要用的图片',
	'media/download': '取回用户发来的图片',
	'link/createUrlLink': '生成短信、邮件、网页里能打开小程序的 URL Link',
	'link/createScheme': '生成 `weixin://` 开头的 URL Scheme',
	'link/createShortLink': '生成微信聊天里用的 Short Link，部分类目才有',
	'link/createCode': '生成小程序码',
	'message/send': '发一条订阅消息',
	'message/sendToDevice': '给硬件设备的用户发设备消息',
	'serviceCard/update': '激活或更新订单、按钮对应的服务卡片，不用弹窗授权',
	'serviceCard/updateDetails': '补充支付、门店、物流等信息',
	'serviceCard/get': '查卡片现在显示什么、动态更新令牌还有没有效',
	'template/add': '从模板库的标题和关键词生成自己的模板，或开通服务卡片',
	'template/delete': '删除模板，之后不能再用它发消息',
	'template/getAll': '列出自己的模板',
	'templateLibrary/getAll': '列出公共模板库的标题',
	'templateLibrary/getKeywords': '列出一个标题可选的关键词',
	'user/getByLoginCode': '用 `wx.login` 的登录凭证（code）换 OpenID',
	'user/getPhoneNumber': '用手机号获取凭证（code）换手机号',
};

/** When each kind of push starts a workflow, by the `Event` of WeChat. */
export const eventWords: Readonly<Record<string, string>> = {
	user_enter_tempsession: '用户进入客服会话',
	customer_service_message: '用户发来客服消息：文字、图片或小程序卡片',
	subscribe_msg_sent_event: '订阅消息有了结果，用 `msgid` 对应发送时的那条',
	notify_service_msg_send_result: '服务卡片没送到，以及原因',
	subscribe_msg_popup_event: '用户在订阅弹窗里允许或拒绝',
	subscribe_msg_change_event: '用户在通知管理里关掉了模板',
};

/** The tables of the fields of an item of the trigger. */
export const eventFieldWords: EventFieldWords = {
	commonHead: ['字段', '含义'],
	meanings: {
		event: '微信的事件名，客服消息是 `customer_service_message`',
		msgType: '`event`，或者消息的类型：`text`、`image`、`miniprogrampage`',
		openId: '用户的 OpenID',
		originalId: '小程序的原始 ID（`gh_…`）',
		createTime: 'Unix 时间，单位秒',
		createdAt: '同一时间，UTC 的 ISO 格式',
		handedOver: '只有客服消息才有：是否也转给了人工客服',
		raw: '勾选 **Include Raw Fields** 时才有：全部字段，用微信原来的名称',
	},
	head: ['`event`', '字段'],
	kindOf: (msgType) => `，\`msgType\` 是 \`${msgType}\``,
	comma: '、',
	others: ['其他', '微信的字段，改成驼峰命名'],
};

/** What WeChat takes for each kind of value. */
export const valueWords: Readonly<Record<string, string>> = {
	thing: '20 个以内字符，不能换行',
	number: '32 位以内数字，可以带小数点',
	letter: '32 位以内字母',
	symbol: '5 位以内符号',
	character_string: '32 位以内数字、字母、符号，不能有汉字',
	time: '24 小时制时间，可以带年月日；时间段用 `~` 连接',
	date: '年月日，可以带 24 小时制时间；时间段用 `~` 连接',
	amount: '10 位以内数字，可以带小数；前面可以加一个币种符号，或者后面加“元”',
	phone_number: '17 位以内数字、符号',
	car_number: '8 位以内，第一位和最后一位可以是汉字，其余是字母或数字',
	name: '中文名 10 个字以内；没有汉字的 20 个以内',
	phrase: '5 个以内汉字',
	enum: '模板允许的那几个值',
	enum_string: '模板允许的那几个值',
	const: '模板允许的那几个值',
	keyword: '任意文字，模板消息专用',
};
