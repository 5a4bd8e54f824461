import type { Remedy } from '../../wechat/remedies';

const settings = '微信后台的 **开发 > 开发管理 > 开发设置';
const permissions = '微信后台的 **开发 > 开发管理 > 接口设置** ';
const subscribeMessages = '微信后台的 **功能 > 订阅消息** ';
const baseUrl =
	'检查凭证的 **Base URL**：必须是 https://api.weixin.qq.com，或者原样转发请求的网关。';
const userWrites =
	'用户发来消息后 48 小时内最多发 5 条，进入客服会话后 1 分钟内最多发 2 条。要等用户再次发来消息或进入会话，重发没有用。同意了订阅的用户可以用 **Message > Send** 通知。';

/** What to do about a refused call, in Chinese: the counterpart of `shared/advice.ts`, with the menus as the console has them. */
export const chineseAdvice: Readonly<Record<Remedy, string>> = {
	wait: '等一分钟，再运行一次工作流。',
	slower:
		'等一分钟，再运行一次工作流。想不超限，每次少处理一些 item；**Message > Send** 还可以调低 **Concurrency**。',
	oneAtATime: '等一秒再发。确认没有别的工作流或程序同时给这个用户发消息。',
	waitOrCheckTemplate:
		'等一分钟再运行。如果还是这样，说明模板不属于这个账号：请从列表里重新选择模板。',
	tomorrow: `每天的次数在北京时间零点恢复。在那之前请减少发送，或者到${permissions}提高上限。`,
	nextMonth: '这个次数下个月恢复。',
	fewerLinks: '使用会到期的链接，或者等早先的链接到期。',

	newToken:
		'节点已经换过新的 access_token。**Token Issuer** 是 _Standard Token_ 时，改成 _Stable Token_ 或你的中控服务器：别的程序获取新 token 会让这里的失效。否则请确认没有别的程序强制刷新稳定版 token，并检查 App Secret。',
	appId: `到${settings} > 开发者ID** 重新复制 AppID(小程序ID)：wx 开头，共 18 个字符，不带空格。`,
	appSecret: `到${settings} > 开发者ID** 重新复制 AppSecret(小程序密钥)，不带空格。重置过的话，只有新的有效。`,
	appSecretFrozen: `到${settings} > 开发者ID** 解冻 AppSecret。`,
	allowIp: `把服务器的 IP 加到${settings} > IP白名单**，几分钟内生效。`,
	confirmIp: '请小程序管理员在微信发给他的消息里确认这次调用，然后再运行。',
	confirmIpNextDay: '等 24 小时，再运行一次，并请小程序管理员在微信里确认。',
	confirmIpNextHour: '等一个小时，再运行一次，并请小程序管理员在微信里确认。',
	thirdPartyPlatform:
		'这个账号由第三方平台代管。把凭证的 **Token Issuer** 设为 _Central Token Server_，由它发放第三方平台的 token。',
	release: '先发布一个小程序版本，再运行。',
	openPlatform: '把小程序绑定到微信开放平台（open.weixin.qq.com）账号。',
	pushUrl: `到${settings} > 消息推送** 填写 URL。`,
	authorizePlatform: '请小程序的所有者重新扫描第三方平台的授权码。',
	platformIp:
		'把第三方平台调用微信时的 IP 加到平台的 IP 白名单（open.weixin.qq.com），微信的返回里写明了是哪个 IP。',
	platformTicket:
		'微信每 10 分钟向第三方平台推送一次 component_verify_ticket：确认平台收得到，并且用的是最新的一个。',
	grantApi: '请小程序的所有者重新授权，把这个权限集授予第三方平台。',
	platformAccount: '检查第三方平台的 AppID，以及平台的中控服务器发放的 token。',
	authorizeAgain: '第三方平台要使用最新的 authorizer_refresh_token，或者请小程序重新授权。',

	baseUrl,
	parameters: '对照微信的返回，检查节点的参数。',
	openId:
		'使用用户在这个小程序里的 OpenID，例如用 **User > Get by Login Code** 获取。公众号或其他小程序的 OpenID 不能用。',
	templateId:
		'从列表里选择模板，或者从 **Template > Get Many** 复制模板 ID。每个账号的模板 ID 都不同。',
	page: '改正 **Page**：填正式版（或 **Mini Program Version** 所选的版本）里有的页面，例如 pages/index/index?id=1。',
	unknownCode: '到微信的全局返回码里查找，或者带着 rid 询问微信。',
	linkedAppId: '检查要跳转的小程序的 AppID。',
	templateData: '逐个对照模板的字段：不能缺少，不能为空，并且符合类型和长度的要求。',
	emptyField:
		'填上值。如果节点里没有这个字段，在 **Fields** 旁边的菜单里选 **Refresh Field List**，或者重新选择模板。用 JSON 时，字段名要和 **Template > Get Many** 里的一致。',
	invalidField:
		'值太长，或者有这个字段不接受的字符或日期格式。请对照 **Template > Get Many** 里的示例。',
	emptyOrInvalidField:
		'微信的返回被截断，两种可能都有。值可能太长，或者有这个字段不接受的字符或日期格式：请对照 **Template > Get Many** 里的示例。用 JSON 时，字段名要和 **Template > Get Many** 里的一致。',
	smallerData: '缩短各个值，或者选择关键词更少的模板。',
	contentType: '换一种 **Content Type**。',
	query: '检查 **Query**，用 `a=1&b=2` 的写法。',
	reservedScene: '**Scene** 里的这个参数换一个名字。',
	serviceAccount: '到微信后台的 **客服** 里检查有没有开通客服功能、添加客服人员。',
	typingShows: '不用处理：用户已经看到了。',
	sensitiveWords: '改掉敏感的词语，再发送。',
	libraryTitle: '从公共模板库的列表里选择标题。',
	libraryPaging: '节点不会请求这样的分页。请检查 **Base URL** 的网关有没有改动请求。',
	categories: '从列表里选择类目，或者填写类目 ID，用逗号分隔，不加引号。',
	keywords: '选择这个标题的 2 到 5 个关键词（模板消息最多 10 个）。',
	scene: '服务场景描述不超过 15 个字。',
	fewerTemplates: `用 **Template > Delete**，或到${subscribeMessages}里，删除不再使用的模板。`,
	useExisting: '直接使用已有的模板，它的 ID 在账号的模板列表里。',
	emphasis: '选择模板里有的关键词，例如 keyword1.DATA。',
	formId:
		'使用同一个用户提交表单的 formId（可发一条）或支付的 prepay_id（可发三条），7 天之内，不能是开发者工具里产生的。',
	requestId: '使用本账号最近 7 天内某次调用的 rid。',
	apiPath: '填写接口路径，以 / 开头，不带域名和查询参数。',
	linkLife: '到期时间至少在一分钟之后，最多在 30 天之后。',
	codeScene: "最多 32 个字符，只能用数字、英文字母和 !#$&'()*+,/:;=?@-._~。",
	otherCode: '改用 **Link > Create Code**，数量没有限制。',
	wechatSays: '微信的文档没有说明这个错误码。对照微信的返回，检查页面路径、查询参数和有效期。',
	device: '到微信后台检查设备的 SN 和 model_id。',
	sessionSignature: '用这个用户最近一次登录的 session_key 签名。',
	mediaId: '使用本账号 3 天之内的 media_id：**Media > Upload** 返回的，或者用户的消息里带的。',
	picture: '使用 PNG、JPEG 或 GIF 图片，不超过 10 MB；微信仍嫌太大时，不超过 2 MB。',

	cardLookUp: '等一分钟，用 **Service Card > Get** 看卡片有没有变化，没有变化再运行一次。',
	cardPayment:
		'在 **Payment** 里填写用户实付的金额（元）、精确到秒的支付时间（末尾没有 Z 或 +08:00 的，按工作流的时区算）和支付渠道。合单支付填子单的。',
	cardKind:
		'选择 **Code** 对应的卡片。微信支付订单号用于订单类卡片；按钮得到的动态更新令牌只用于该按钮的卡片。',
	cardContent:
		'对照微信对这种卡片的说明检查内容。每种卡片都要有 cur_status 和 wxa_path_query；金额是整数，单位分；时间是整数，单位秒。',
	cardCodeBanned: '这个动态更新令牌的卡片不能再更新。原因见微信后台的“通知中心”。',
	cardCodeUnknown:
		'刚支付完，微信可能还查不到：过一分钟再试，或者用选项 **Wait for Code** 等待。否则请检查：**Code** 是微信支付订单号（transaction_id），不是自己的订单号；是这个 OpenID 在这个小程序里支付的；合单支付用的是子单的订单号。',
	cardCodeExpired:
		'订单要在支付后 24 小时内激活，按钮要在 5 分钟内激活；激活后，订单可更新 30 天，按钮可更新 24 小时。激活时也可能是支付信息对不上：请检查金额、时间和渠道。',
	cardState: '用 **Service Card > Get** 查看卡片现在的状态。',
	cardCharacters: '去掉文字里的乱码，例如半个 emoji。',
	cardPayInfo:
		'按微信支付的记录填写：transaction_id 用文本，pay_amount 是整数、单位分，以及 pay_time。',
	cardStoreInfo: 'store_name 和地址用文本，经纬度用数字。',
	cardShippingList: '对照微信 setUserNotifyExt 的文档检查 shipping_list。',
	cardProducts:
		'每件商品都要有名称，图片是 https 开头的地址。数量是整数；用 JSON 时，价格是整数、单位分。',
	cardNothingToDo: '不用处理：**Service Card > Get** 可以看到卡片现在的内容。',
	cardLocked: '等一秒再运行。确认没有别的工作流或程序同时更新这张卡片。',
	cardAccess: `用 **Template > Add** 添加这种卡片的标题，并到${subscribeMessages}查看微信是否已经开通。有些卡片只向部分服务类目开放。`,
	cardDetails: '对照微信 setUserNotifyExt 的文档检查内容。',

	loginCode:
		'让小程序重新获取 code，5 分钟之内使用，只能用一次：登录用 wx.login，手机号用获取手机号的按钮。',
	logInAgain: '让用户重新登录。',
	highRiskUser: '微信认为这是高风险用户，工作流里没有办法处理。',
	subscribe:
		'用户要在小程序里同意订阅这个模板（wx.requestSubscribeMessage），同意一次可以发一条。在此之前不要再发。',
	followAccount: '用户要先关注公众号。',
	unblock: '把用户移出公众号的黑名单。',
	authorize: '用户要先在小程序里同意这项授权。',
	userWrites,
	typing:
		'最近 30 秒内和用户有过消息往来，才能显示“正在输入”。请把 **Set Typing** 紧接在触发器后面。',
	minor: '工作流里没有办法处理。',

	accountType: `到${permissions}查看账号有没有这个接口的权限，并确认凭证里是小程序，不是公众号。`,
	punished: '原因和申诉方式见微信后台的“通知中心”。',
	otherTemplate: '换一个模板。',
	quotaQuery: '微信不提供这个接口的调用次数。',

	useSubscribe:
		'微信已于 2020 年 1 月 10 日下线模板消息。把 **Message Type** 设为 _Subscribe Message_，或者把 **Base URL** 设为仍提供这套接口的网关。',
	uniformMessage: '微信已于 2023 年 9 月 20 日下线这个接口。请用 **Message > Send** 发送订阅消息。',
	categoryTemplate: '使用类目模板库的模板 ID。',
};
