import type { PushEvent } from '../../wechat/push/pushEvent';

/** What WeChat says, as JSON or XML, and the items that come of it. */
export interface PushSample {
	name: string;
	message: string;
	items: PushEvent[];
}

const cdata = (name: string, text: string) => `<${name}><![CDATA[${text}]]></${name}>`;

/** The elements that every push in XML begins with. */
const xmlHead = (openId: string, createTime: number, msgType = 'event') =>
	cdata('ToUserName', 'gh_123456789abc') +
	cdata('FromUserName', openId) +
	`<CreateTime>${createTime}</CreateTime>` +
	cdata('MsgType', msgType);

const common = { msgType: 'event', originalId: 'gh_123456789abc' };
const popup = {
	...common,
	event: 'subscribe_msg_popup_event',
	openId: 'o7esq5OI1Uej6Xixw1lA2H7XDVbc',
	createTime: 1620973045,
	createdAt: '2021-05-14T06:17:25.000Z',
};
const twoAnswers = [
	{ templateId: 'VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc', subscribeStatus: 'accept' },
	{ templateId: '9nLIlbOQZC5Y89AZteFEux3WCXRRRG5Wfzkpssu4bLI', subscribeStatus: 'reject' },
];

const popups: PushSample[] = [
	{
		name: 'one answer to the dialog, JSON',
		message:
			'{"ToUserName":"gh_123456789abc","FromUserName":"o7esq5OI1Uej6Xixw1lA2H7XDVbc","CreateTime":1620973045,"MsgType":"event","Event":"subscribe_msg_popup_event","List":{"TemplateId":"hD-ixGOhYmUfjOnI8MCzQMPshzGVeux_2vzyvQu7O68","SubscribeStatusString":"accept","PopupScene":"0"}}',
		items: [
			{
				...popup,
				templateId: 'hD-ixGOhYmUfjOnI8MCzQMPshzGVeux_2vzyvQu7O68',
				subscribeStatus: 'accept',
				popupScene: '0',
			},
		],
	},
	{
		name: 'two answers to the dialog, JSON with the time as text',
		message:
			'{"ToUserName":"gh_123456789abc","FromUserName":"o7esq5OI1Uej6Xixw1lA2H7XDVbc","CreateTime":"1620973045","MsgType":"event","Event":"subscribe_msg_popup_event","List":[{"TemplateId":"VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc","SubscribeStatusString":"accept","PopupScene":"0"},{"TemplateId":"9nLIlbOQZC5Y89AZteFEux3WCXRRRG5Wfzkpssu4bLI","SubscribeStatusString":"reject","PopupScene":"0"}]}',
		items: twoAnswers.map((answer) => ({ ...popup, ...answer, popupScene: '0' })),
	},
	{
		name: 'two answers to the dialog, XML',
		message: `<xml>${xmlHead('o7esq5OI1Uej6Xixw1lA2H7XDVbc', 1620973045)}<Event><![CDATA[subscribe_msg_popup_event]]></Event><SubscribeMsgPopupEvent><List><TemplateId><![CDATA[VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc]]></TemplateId><SubscribeStatusString><![CDATA[accept]]></SubscribeStatusString><PopupScene>2</PopupScene></List><List><TemplateId><![CDATA[9nLIlbOQZC5Y89AZteFEux3WCXRRRG5Wfzkpssu4bLI]]></TemplateId><SubscribeStatusString><![CDATA[reject]]></SubscribeStatusString><PopupScene>2</PopupScene></List></SubscribeMsgPopupEvent></xml>`,
		items: twoAnswers.map((answer) => ({ ...popup, ...answer, popupScene: '2' })),
	},
];

const changeItem: PushEvent = {
	...common,
	event: 'subscribe_msg_change_event',
	openId: 'o7esq5OI1Uej6Xixw1lA2H7XDVbc',
	createTime: 1610968440,
	createdAt: '2021-01-18T11:14:00.000Z',
	templateId: 'BEwX0BOT3MqK3Uc5oTU3CGBqzjpndk2jzUf7VfExd8',
	subscribeStatus: 'reject',
};

const changes: PushSample[] = [
	{
		name: 'a subscription withdrawn, JSON',
		message:
			'{"ToUserName":"gh_123456789abc","FromUserName":"o7esq5OI1Uej6Xixw1lA2H7XDVbc","CreateTime":1610968440,"MsgType":"event","Event":"subscribe_msg_change_event","List":{"TemplateId":"BEwX0BOT3MqK3Uc5oTU3CGBqzjpndk2jzUf7VfExd8","SubscribeStatusString":"reject"}}',
		items: [changeItem],
	},
	{
		name: 'a subscription withdrawn, XML',
		message: `<xml>${xmlHead('o7esq5OI1Uej6Xixw1lA2H7XDVbc', 1610968440)}<Event><![CDATA[subscribe_msg_change_event]]></Event><SubscribeMsgChangeEvent><List><TemplateId><![CDATA[BEwX0BOT3MqK3Uc5oTU3CGBqzjpndk2jzUf7VfExd8]]></TemplateId><SubscribeStatusString><![CDATA[reject]]></SubscribeStatusString></List></SubscribeMsgChangeEvent></xml>`,
		items: [changeItem],
	},
];

const sent = {
	...common,
	event: 'subscribe_msg_sent_event',
	openId: 'o7esq5PHRGBQYmeNyfG064wEFVpQ',
	createTime: 1620963428,
	createdAt: '2021-05-14T03:37:08.000Z',
};

const results: PushSample[] = [
	{
		name: 'the result of a message, JSON',
		message:
			'{"ToUserName":"gh_123456789abc","FromUserName":"o7esq5PHRGBQYmeNyfG064wEFVpQ","CreateTime":1620963428,"MsgType":"event","Event":"subscribe_msg_sent_event","List":{"TemplateId":"BEwX0BO-T3MqK3Uc5oTU3CGBqzjpndk2jzUf7VfExd8","MsgID":"1864323726461255680","ErrorCode":"0","ErrorStatus":"success"}}',
		items: [
			{
				...sent,
				templateId: 'BEwX0BO-T3MqK3Uc5oTU3CGBqzjpndk2jzUf7VfExd8',
				msgid: '1864323726461255680',
				errorCode: 0,
				errorStatus: 'success',
			},
		],
	},
	{
		name: 'the result of a message, XML',
		message: `<xml>${xmlHead('o7esq5PHRGBQYmeNyfG064wEFVpQ', 1620963428)}<Event><![CDATA[subscribe_msg_sent_event]]></Event><SubscribeMsgSentEvent><List><TemplateId><![CDATA[VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc]]></TemplateId><MsgID>1700827132819554304</MsgID><ErrorCode>0</ErrorCode><ErrorStatus><![CDATA[success]]></ErrorStatus></List></SubscribeMsgSentEvent></xml>`,
		items: [
			{
				...sent,
				templateId: 'VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc',
				msgid: '1700827132819554304',
				errorCode: 0,
				errorStatus: 'success',
			},
		],
	},
];

const chat = { originalId: 'toUser', openId: 'fromUser' };
const sessionItem: PushEvent = {
	...chat,
	event: 'user_enter_tempsession',
	msgType: 'event',
	createTime: 1482048670,
	createdAt: '2016-12-18T08:11:10.000Z',
	sessionFrom: 'sessionFrom',
};
const written = {
	...chat,
	event: 'customer_service_message',
	createTime: 1482048670,
	createdAt: '2016-12-18T08:11:10.000Z',
	msgid: '1234567890123456',
};
const textItem: PushEvent = { ...written, msgType: 'text', content: 'this is a test' };
const pictureItem: PushEvent = {
	...written,
	msgType: 'image',
	picUrl: 'this is a url',
	mediaId: 'media_id',
};
const cardItem: PushEvent = {
	...written,
	msgType: 'miniprogrampage',
	title: 'Title',
	appId: 'AppId',
	pagePath: 'PagePath',
	thumbUrl: 'ThumbUrl',
	thumbMediaId: 'ThumbMediaId',
};
const toChat = (xml: string) => xml.replace('gh_123456789abc', chat.originalId);

const customerService: PushSample[] = [
	{
		name: 'the customer service chat opened, JSON',
		message:
			'{"ToUserName":"toUser","FromUserName":"fromUser","CreateTime":1482048670,"MsgType":"event","Event":"user_enter_tempsession","SessionFrom":"sessionFrom"}',
		items: [sessionItem],
	},
	{
		name: 'the customer service chat opened, XML',
		message: toChat(
			`<xml>${xmlHead('fromUser', 1482048670)}<Event><![CDATA[user_enter_tempsession]]></Event><SessionFrom><![CDATA[sessionFrom]]></SessionFrom></xml>`,
		),
		items: [sessionItem],
	},
	{
		name: 'a customer service message, JSON',
		message:
			'{"ToUserName":"toUser","FromUserName":"fromUser","CreateTime":1482048670,"MsgType":"text","Content":"this is a test","MsgId":1234567890123456}',
		items: [textItem],
	},
	{
		name: 'a customer service message with a long id, JSON',
		message:
			'{"ToUserName":"toUser","FromUserName":"fromUser","CreateTime":1482048670,"MsgType":"text","Content":"this is a test","MsgId":4561255354251345929}',
		items: [{ ...textItem, msgid: '4561255354251345929' }],
	},
	{
		name: 'a customer service message, XML',
		message: toChat(
			`<xml>${xmlHead('fromUser', 1482048670, 'text')}<Content><![CDATA[this is a test]]></Content><MsgId>1234567890123456</MsgId></xml>`,
		),
		items: [textItem],
	},
	{
		name: 'a picture of a user, JSON',
		message:
			'{"ToUserName":"toUser","FromUserName":"fromUser","CreateTime":1482048670,"MsgType":"image","PicUrl":"this is a url","MediaId":"media_id","MsgId":1234567890123456}',
		items: [pictureItem],
	},
	{
		name: 'a picture of a user, XML',
		message: toChat(
			`<xml>${xmlHead('fromUser', 1482048670, 'image')}<PicUrl><![CDATA[this is a url]]></PicUrl><MediaId><![CDATA[media_id]]></MediaId><MsgId>1234567890123456</MsgId></xml>`,
		),
		items: [pictureItem],
	},
	{
		name: 'a Mini Program card of a user, JSON',
		message:
			'{"ToUserName":"toUser","FromUserName":"fromUser","CreateTime":1482048670,"MsgType":"miniprogrampage","MsgId":1234567890123456,"Title":"Title","AppId":"AppId","PagePath":"PagePath","ThumbUrl":"ThumbUrl","ThumbMediaId":"ThumbMediaId"}',
		items: [cardItem],
	},
	{
		name: 'a Mini Program card of a user, XML',
		message: toChat(
			`<xml>${xmlHead('fromUser', 1482048670, 'miniprogrampage')}<MsgId>1234567890123456</MsgId><Title><![CDATA[Title]]></Title><AppId><![CDATA[AppId]]></AppId><PagePath><![CDATA[PagePath]]></PagePath><ThumbUrl><![CDATA[ThumbUrl]]></ThumbUrl><ThumbMediaId><![CDATA[ThumbMediaId]]></ThumbMediaId></xml>`,
		),
		items: [cardItem],
	},
];

const failureItem: PushEvent = {
	...common,
	event: 'notify_service_msg_send_result',
	openId: 'o7esq5PHRGBQYmeNyfG064wEFVpQ',
	createTime: 1717813800,
	createdAt: '2024-06-08T02:30:00.000Z',
	notifyCode: '4200002301202406081234567890',
	notifyType: '2001',
	cardStatus: '4',
	failRet: -1004,
	failMsg: 'user refuse',
	failReason: 'The user refuses these cards',
};

/** WeChat's page has the fields of this event and no sample; the prefix of the code is as reported. */
const cardFailures: PushSample[] = [
	{
		name: 'a service card that failed, JSON',
		message:
			'{"ToUserName":"gh_123456789abc","FromUserName":"o7esq5PHRGBQYmeNyfG064wEFVpQ","CreateTime":1717813800,"MsgType":"event","Event":"notify_service_msg_send_result","openid":"o7esq5PHRGBQYmeNyfG064wEFVpQ","notify_code":"p1.4200002301202406081234567890","notify_type":2001,"card_status":4,"fail_ret":-1004,"fail_msg":"user refuse"}',
		items: [failureItem],
	},
	{
		name: 'a service card that failed, XML',
		message: `<xml>${xmlHead('o7esq5PHRGBQYmeNyfG064wEFVpQ', 1717813800)}<Event><![CDATA[notify_service_msg_send_result]]></Event><openid><![CDATA[o7esq5PHRGBQYmeNyfG064wEFVpQ]]></openid><notify_code><![CDATA[p1.4200002301202406081234567890]]></notify_code><notify_type>2001</notify_type><card_status>4</card_status><fail_ret>-1004</fail_ret><fail_msg><![CDATA[user refuse]]></fail_msg></xml>`,
		items: [failureItem],
	},
];

/** The public samples of WeChat's pushes, of each kind in JSON and XML. */
export const pushSamples: PushSample[] = [
	...popups,
	...changes,
	...results,
	...customerService,
	...cardFailures,
];

/** The sample as WeChat would push it at another time, in unix seconds. */
export function sampleAt({ name, message, items }: PushSample, seconds: number): PushSample {
	const createdAt = new Date(seconds * 1000).toISOString();
	return {
		name,
		message: writtenAt(message, seconds),
		items: items.map((item) => ({ ...item, createTime: seconds, createdAt })),
	};
}

/** The message with another `CreateTime`, in unix seconds. */
export const writtenAt = (message: string, seconds: number): string =>
	message.replace(/(CreateTime(?:>|":"?))\d+/, (_, name: string) => name + String(seconds));
