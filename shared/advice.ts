import type { Remedy } from '../wechat/remedies';

const management = 'mp.weixin.qq.com > Development > Development Management';
const settings = `${management} > Development Settings (开发 > 开发管理 > 开发设置)`;
const permissions = `${management} > Interface Settings (开发 > 开发管理 > 接口设置)`;
const subscribeMessages = 'mp.weixin.qq.com > Features > Subscribe Messages (功能 > 订阅消息)';

/** What to do about a refused call, in full sentences, by the remedy that WeChat's codes name. */
export const advice: Readonly<Record<Remedy, string>> = {
	// Wait
	wait: 'Wait a minute, then run the workflow again.',
	slower:
		'Wait a minute, then run the workflow again. To stay below the limit, run fewer items at a time; in Message > Send, lower Concurrency.',
	oneAtATime:
		'Wait a second, then send again. Make sure that no other workflow or program sends to the same user at the same moment.',
	waitOrCheckTemplate:
		'Wait a minute, then run again. If WeChat answers the same, the template does not belong to this account: pick it from the list.',
	tomorrow: `Daily limits start afresh at midnight China time. Until then, send less or raise the limit under ${permissions}.`,
	nextMonth: 'This limit starts afresh with the next month.',
	fewerLinks: 'Use links that expire, or wait until older ones have expired.',

	// Token and account settings
	newToken:
		"A new token was already asked for. If Token Issuer in the credential is Standard Token, set it to Stable Token or to your central token server: another program's new token makes yours invalid. Otherwise make sure that no other program refreshes the stable token by force, and check the App Secret.",
	appId: `Copy the App ID again from ${settings} > Developer ID (开发者ID) into the credential: 18 characters that start with wx, without spaces.`,
	appSecret: `Copy the App Secret again from ${settings} > Developer ID (开发者ID) into the credential, without spaces. After a reset in the console only the new one works.`,
	appSecretFrozen: `Unfreeze the App Secret under ${settings} > Developer ID (开发者ID).`,
	allowIp: `Add the IP address of this server to ${settings} > IP Allowlist (IP白名单). It takes effect within minutes.`,
	confirmIp:
		'Ask an administrator of the Mini Program to confirm the call in the message that WeChat sent them, then run again.',
	confirmIpNextDay:
		'Wait 24 hours, then run again and have an administrator of the Mini Program confirm the call in WeChat.',
	confirmIpNextHour:
		'Wait one hour, then run again and have an administrator of the Mini Program confirm the call in WeChat.',
	thirdPartyPlatform:
		'This account is run by a third-party platform. Set Token Issuer in the credential to a central token server that hands out the token of that platform.',
	release: 'Publish a version of the Mini Program, then run again.',
	openPlatform:
		'Bind the Mini Program to an account of the WeChat Open Platform (open.weixin.qq.com).',
	pushUrl: `Enter the URL under ${settings} > Message Push (消息推送).`,

	authorizePlatform:
		'Have the owner of the Mini Program scan the authorization code of the third-party platform again.',
	platformIp:
		"Add the IP address from which the platform calls WeChat to its IP allowlist (open.weixin.qq.com); WeChat's answer names it.",
	platformTicket:
		'WeChat pushes a new component_verify_ticket to the platform every 10 minutes: make sure that the platform receives and uses the latest one.',
	grantApi:
		'Have the owner of the Mini Program grant this set of permissions to the third-party platform, by authorizing it again.',
	platformAccount:
		'Check the App ID of the third-party platform and the token that its token server hands out.',
	authorizeAgain:
		'Have the platform use the latest authorizer_refresh_token, or have the Mini Program authorized again.',

	// Request
	baseUrl:
		'Check Base URL in the credential: it must be https://api.weixin.qq.com or a gateway that passes every request on unchanged.',
	parameters: "Compare the parameters of the node with WeChat's answer.",
	openId:
		'Use the OpenID that this Mini Program got for the user, for instance with User > Get by Login Code. The OpenID of another Mini Program or of an official account does not work.',
	templateId:
		'Pick the template from the list, or copy its ID from Template > Get Many. Each account has its own IDs.',
	page: 'Correct Page: it must be a page of the published version, or of the one that Mini Program Version names, such as pages/index/index?id=1.',
	unknownCode:
		"Look the code up in WeChat's list of return codes, or ask WeChat with the request ID.",
	linkedAppId: 'Check the App ID of the linked Mini Program.',
	templateData:
		'Compare every field with the template: each must be present, not empty, and fit its kind and length.',
	emptyField:
		'Give it a value. If the node shows no such field, choose Refresh Field List in the menu beside Fields, or pick the template again. In JSON, spell the key as Template > Get Many shows it.',
	invalidField:
		'The value is too long, or holds characters or a date form that the field does not take. Compare it with the example that Template > Get Many shows.',
	emptyOrInvalidField:
		'WeChat cut its answer, so it may be either. The value may be too long, or hold characters or a date form that the field does not take: compare it with the example that Template > Get Many shows. In JSON, spell the key as Template > Get Many shows it.',
	smallerData: 'Shorten the values, or choose a template with fewer keywords.',
	contentType: 'Choose another Content Type.',
	query: 'Check Query: it has the form a=1&b=2.',
	reservedScene: 'Give the value in Scene another name.',
	serviceAccount:
		"Check under Customer Service (客服) in WeChat's console that the account has customer service, and people for it.",
	typingShows: 'Nothing is left to do: the user sees it already.',
	sensitiveWords: 'Change the wording of the values, then send again.',
	libraryTitle: 'Pick the title from the library list.',
	libraryPaging:
		'The node never asks for such a page. Check that the gateway under Base URL passes requests on unchanged.',
	categories:
		'Pick the categories from the list, or give their IDs separated by commas, without quotes.',
	keywords: 'Choose 2 to 5 keywords of the chosen title (up to 10 for Template Messages).',
	scene: 'Describe the scene in at most 15 characters.',
	fewerTemplates: `Delete a template that is no longer used, with Template > Delete or under ${subscribeMessages}.`,
	useExisting: 'Use the existing template: its ID is in the list of the templates of the account.',
	emphasis: 'Choose one of the keywords of the template, such as keyword1.DATA.',
	formId:
		'Use the formId of a form submit (one message) or the prepay_id of a payment (three messages) of the same user, at most 7 days old and not from the developer tools.',
	requestId: 'Use the request ID of a call made by this account within the last 7 days.',
	apiPath: 'Use the path of the API with its leading slash, without host and query.',
	linkLife: 'Choose an end that is at least one minute and at most 30 days away.',
	codeScene:
		"Use at most 32 of the digits, the letters A to Z and a to z, and !#$&'()*+,/:;=?@-._~ only.",
	otherCode: 'Use Link > Create Code, of which an account may have any number.',
	wechatSays:
		"WeChat's documentation does not explain this code. Compare page, query and life of the link with WeChat's answer.",
	device: "Check serial number and model ID of the device in WeChat's console.",
	sessionSignature: 'Sign with the session key of the latest login of this user.',
	mediaId:
		'Use a media ID of this account that is at most 3 days old: one that Media > Upload gave, or that came with the message of a user.',
	picture:
		'Use a PNG, JPEG or GIF picture of at most 10 MB; where WeChat finds that too large, of 2 MB.',

	// Service cards
	cardLookUp:
		'Wait a minute, look with Service Card > Get whether the card has changed, and run again if it has not.',
	cardPayment:
		'Under Payment, give the amount that the user paid in yuan, the time of the payment to the second (without an offset such as Z or +08:00 it is in the time zone of the workflow), and the channel. After a combined payment give those of the sub-order.',
	cardKind:
		'Choose the card that the code belongs to. The transaction ID of an order serves the cards of orders; the code of a button serves the card of that button only.',
	cardContent:
		'Compare the content with what WeChat documents for this card. Every card needs cur_status and wxa_path_query; amounts are whole fen, times whole seconds.',
	cardCodeBanned:
		'The card of this code cannot be changed any more. The notification center (通知中心) of the Mini Program console tells the reason.',
	cardCodeUnknown:
		'Right after a payment the code is not known yet: try again in a minute, or let the option "Wait for Code" wait for it. Otherwise check that the code is the WeChat Pay transaction ID, not your own order number, that it was paid in this Mini Program by this OpenID, and, after a combined payment, that it is the one of the sub-order.',
	cardCodeExpired:
		'A card is activated within 24 hours of the payment, or 5 minutes of the button, and updated for 30 days, or 24 hours for a button. When a card is activated, this answer can also mean that the payment does not match: check its amount, time and channel.',
	cardState: 'Service Card > Get shows the state that the card has now.',
	cardCharacters: 'Take broken characters, such as half an emoji, out of the texts.',
	cardPayInfo:
		'Give transaction_id as text, pay_amount in whole fen, and pay_time, as WeChat Pay knows them.',
	cardStoreInfo: 'Give store_name and the address as texts, latitude and longitude as numbers.',
	cardShippingList: 'Compare shipping_list with what WeChat documents for setUserNotifyExt.',
	cardProducts:
		'Give every product a name, and its picture as an address that begins with https. Counts are whole numbers, and in JSON prices are whole fen.',
	cardNothingToDo: 'Nothing is left to do: Service Card > Get shows what the card tells.',
	cardLocked:
		'Wait a second, then run again. Make sure that no other workflow or program updates the same card at the same moment.',
	cardAccess: `Add the title of the card with Template > Add, and check under ${subscribeMessages} that WeChat has granted it. Some cards are open to some service categories only.`,
	cardDetails: 'Compare the details with what WeChat documents for setUserNotifyExt.',

	// User
	loginCode:
		'Have the Mini Program get a fresh code and use it once, within 5 minutes: wx.login for logging in, the phone number button for phone numbers.',
	logInAgain: 'Have the user log in again.',
	highRiskUser: 'WeChat regards this user as high-risk. Nothing can be done in the workflow.',
	subscribe:
		'The user must allow this template in the Mini Program (wx.requestSubscribeMessage); each allowance serves one message. Do not send again before that.',
	followAccount: 'The user must follow the official account first.',
	unblock: 'Take the user off the blacklist of the official account.',
	authorize: 'The user must grant this permission in the Mini Program first.',
	userWrites:
		'WeChat takes 5 messages within 48 hours after the user wrote, and 2 within 1 minute after the user opened the chat. The user must write, or open the chat, again before anything else can be sent; sending again does not help. Message > Send reaches users who allowed a template.',
	typing:
		'Typing needs a message from or to the user in the last 30 seconds. Put Set Typing right after the trigger.',
	minor: 'Nothing can be done in the workflow.',

	// Permission
	accountType: `Check under ${permissions} that this account has the API, and that the credential holds a Mini Program, not an official account.`,
	punished:
		'The notification center (通知中心) of the Mini Program console tells the reason and how to appeal.',
	otherTemplate: 'Choose another template.',
	quotaQuery: 'WeChat offers no quota data for this API.',

	// Retired
	useSubscribe:
		'WeChat itself switched Template Messages off on 2020-01-10. Set Message Type to Subscribe Message, or Base URL in the credential to a gateway that still serves them.',
	uniformMessage:
		'WeChat removed this API on 2023-09-20. Use Message > Send with a Subscribe Message.',
	categoryTemplate: 'Use the ID of a template of the category library.',
};
