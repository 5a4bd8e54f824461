import type { Remedy } from './remedies';

/**
 * Who can do something about a refused call, and what:
 * - `retry`: wait, then repeat
 * - `token`: get a new access token, then repeat
 * - `config`: change the account's settings here or in WeChat's console
 * - `parameter`: change the request
 * - `quota`: wait until the quota is renewed
 * - `user`: a user must act in WeChat
 * - `permission`: the account may not do this
 * - `retired`: WeChat no longer offers it
 */
export type ErrorKind =
	| 'retry'
	| 'token'
	| 'config'
	| 'parameter'
	| 'quota'
	| 'user'
	| 'permission'
	| 'retired';

/** What a program does by itself when WeChat answers with the code. */
interface Facts {
	/** WeChat did nothing, so the same call may be made again after a pause, a send included. */
	repeats?: true;
	/** The limit holds for all calls of the account: they all pause. */
	pausesAll?: true;
	/** The limit ends at midnight, China Standard Time. */
	endsAtMidnight?: true;
}

/** One of WeChat's error codes, put so that somebody who does not know WeChat understands it. */
export interface ErrorCode extends Facts {
	kind: ErrorKind;
	/** What happened, a clause without a full stop. */
	what: string;
	/** What helps; whoever shows it finds the words. */
	remedy: Remedy;
}

/** WeChat's answer to a call that it did not carry out. */
export interface WeChatRefusal {
	/** WeChat's error code, never 0. */
	errcode: number;
	errmsg: string;
	/** WeChat's request id where it stands beside `errmsg`, as with some template calls. */
	rid?: string;
}

const of =
	(kind: ErrorKind, always: Facts = {}) =>
	(what: string, remedy: Remedy, facts: Facts = {}): ErrorCode => ({
		kind,
		what,
		remedy,
		...always,
		...facts,
	});

const retry = of('retry', { repeats: true });
/** Worth another try later, but not at once. */
const later = of('retry');
const token = of('token');
const config = of('config');
const parameter = of('parameter');
const quota = of('quota');
const user = of('user');
const permission = of('permission');
const retired = of('retired');

/** Every error code known of the APIs of Mini Programs, by number. 0 (success) is not among them. */
export const errorCodes: Readonly<Record<number, ErrorCode>> = {
	[-1]: retry('WeChat is busy', 'wait'),
	404: parameter('WeChat knows no such call: the HTTP method is wrong', 'baseUrl'),
	20001: retry('WeChat could not handle the template request', 'waitOrCheckTemplate'),
	20002: parameter('WeChat does not accept a parameter of the template request', 'parameters'),
	40001: token('WeChat rejected the access token or the App Secret', 'newToken'),
	40002: parameter('WeChat does not accept the grant type', 'baseUrl'),
	40003: parameter('WeChat does not know this OpenID in this Mini Program', 'openId'),
	40004: parameter('WeChat does not take files of this type', 'picture'),
	40005: parameter('WeChat does not take this file as a picture', 'picture'),
	40007: parameter('WeChat does not know this media ID', 'mediaId'),
	40008: parameter('WeChat does not know this type of message', 'contentType'),
	40009: parameter('The picture is too large for WeChat', 'picture'),
	40013: config('WeChat does not know this App ID', 'appId'),
	40014: token('WeChat rejected the access token', 'newToken'),
	40029: user('WeChat does not accept the code: it is wrong or too old', 'loginCode'),
	40033: parameter('WeChat found characters that it does not accept', 'baseUrl'),
	40035: parameter('WeChat does not accept a parameter', 'parameters'),
	40037: parameter('This account has no template with this ID', 'templateId'),
	40066: parameter('WeChat has no API at this address', 'baseUrl'),
	40097: parameter('WeChat does not accept the parameters', 'parameters'),
	40125: config('WeChat does not accept the App Secret', 'appSecret'),
	40129: parameter('WeChat does not accept the scene of the code', 'codeScene'),
	40138: parameter('This keyword cannot be emphasized', 'emphasis'),
	40159: parameter('WeChat does not accept the length of the path', 'parameters'),
	40163: user('The code was already used', 'loginCode'),
	40164: config('WeChat does not accept calls from the IP address of this server', 'allowIp'),
	40165: parameter('The Mini Program has no such page', 'page'),
	40166: parameter('WeChat does not know the App ID of the linked Mini Program', 'linkedAppId'),
	40169: parameter('WeChat does not accept the length of the scene', 'codeScene'),
	40200: parameter('WeChat does not know this command of typing', 'parameters'),
	40201: config('No URL for pushed messages is set', 'pushUrl'),
	40202: parameter('WeChat does not know this action of the callback check', 'parameters'),
	40203: parameter('WeChat does not know this operator of the callback check', 'parameters'),
	40212: parameter('WeChat does not accept the query of the page', 'query'),
	40225: parameter('The Mini Program has no such page', 'page'),
	40226: user('WeChat does not let this user log in', 'highRiskUser'),
	40243: config('The App Secret is frozen', 'appSecretFrozen'),
	40246: parameter('The template has no keyword of this name', 'parameters'),
	40247: retired('The old template library takes no more additions', 'categoryTemplate'),
	40400: parameter('WeChat could not read the request', 'baseUrl'),
	41001: parameter('The access token did not reach WeChat', 'baseUrl'),
	41002: config('The App ID is missing or the request arrived unreadable', 'appId'),
	41004: config('The App Secret is missing', 'appSecret'),
	41005: parameter('The file did not reach WeChat', 'picture'),
	41008: parameter('The code is missing', 'loginCode'),
	41009: parameter('The OpenID is missing', 'openId'),
	41028: parameter('The form ID is wrong or too old', 'formId'),
	41029: parameter('The form ID was already used', 'formId'),
	41030: parameter('The Mini Program has no such page', 'page'),
	41031: permission('WeChat has blocked this form ID', 'formId'),
	41032: permission('The account may not send with a form ID, as a penalty', 'punished'),
	41034: permission('The account may not send with a form ID, as a penalty', 'punished'),
	41035: permission('The account may not send with a prepay ID, as a penalty', 'punished'),
	42001: token('The access token has expired', 'newToken'),
	42002: user('The refresh token has expired', 'logInAgain'),
	42003: user('The code has expired', 'loginCode'),
	42007: user('The user changed the password, which ended the authorization', 'logInAgain'),
	43001: parameter('WeChat expects a GET request', 'baseUrl'),
	43002: parameter('WeChat expects a POST request', 'baseUrl'),
	43003: parameter('WeChat expects https', 'baseUrl'),
	43004: user('The user does not follow the official account', 'followAccount'),
	43019: user('The user is on the blacklist of the official account', 'unblock'),
	43100: quota('Templates were changed too often', 'nextMonth'),
	43101: user('The user has not subscribed, or the subscription is used up', 'subscribe'),
	43102: parameter('The template is not one for Subscribe Messages', 'templateId'),
	43104: permission('The account may not use this API', 'accountType'),
	43106: permission('The account may not add templates, as a penalty', 'punished'),
	43107: permission('WeChat has banned Subscribe Messages or this template', 'punished'),
	43108: retry('Another message to the same user was on its way', 'oneAtATime'),
	43116: permission('WeChat has restricted this template', 'punished'),
	43117: permission('WeChat does not let the account send this message', 'punished'),
	44002: parameter('The request reached WeChat without its body', 'baseUrl'),
	44990: retry('The API was called too often', 'slower', { pausesAll: true }),
	44993: quota('The number of calls allowed per day is used up', 'tomorrow', {
		endsAtMidnight: true,
	}),
	45009: quota('The daily quota of this API is used up', 'tomorrow', { endsAtMidnight: true }),
	45011: retry('The number of calls allowed per minute is used up', 'slower', { pausesAll: true }),
	45012: parameter('The template is too large', 'smallerData'),
	45013: parameter('The message has too many values', 'smallerData'),
	45014: parameter('The message is too large', 'smallerData'),
	45015: user('The time to answer this user is over', 'userWrites'),
	45026: parameter('The account has as many templates as it may have', 'fewerTemplates'),
	45029: quota('The account has as many codes of this kind as it may have', 'otherCode'),
	45047: user('This user has got as many service messages as allowed', 'userWrites'),
	45072: parameter('WeChat does not know this command of typing', 'parameters'),
	45075: parameter('A keyword does not belong to the chosen title', 'keywords'),
	45076: parameter('WeChat does not accept the number of records asked for', 'libraryPaging'),
	45080: user('WeChat shows typing only in a chat that is going on', 'typing'),
	45081: parameter('Typing shows already', 'typingShows'),
	45100: parameter('The number of keywords is not allowed', 'keywords'),
	45102: retry('WeChat has blocked this API for a while', 'wait'),
	45103: retired('WeChat no longer offers Template Messages', 'useSubscribe'),
	45109: retired('WeChat no longer offers uniform service messages', 'uniformMessage'),
	45162: parameter('WeChat does not take this type of message from a Mini Program', 'contentType'),
	45168: parameter('WeChat found sensitive words in the message', 'sensitiveWords'),
	46101: retired('WeChat no longer offers Template Messages', 'useSubscribe'),
	47001: parameter('WeChat could not read the body of the request', 'baseUrl'),
	47002: parameter('The body reached WeChat with escaped characters', 'baseUrl'),
	47003: parameter('WeChat does not accept the data for this template', 'templateData'),
	48001: permission('The account may not use this API', 'accountType'),
	48004: permission('WeChat has banned this API for the account', 'punished'),
	48006: quota('The quota was reset as often as allowed', 'nextMonth'),
	48011: parameter('The template was withdrawn by WeChat', 'otherTemplate'),
	49003: parameter('The OpenID belongs to another App ID', 'openId'),
	50001: user('The user has not granted this permission', 'authorize'),
	50002: permission('WeChat has restricted the account', 'punished'),
	50004: permission('The account may not get access tokens', 'punished'),
	50007: permission('The account is frozen', 'punished'),
	61003: config(
		'The Mini Program has not authorized the third-party platform',
		'authorizePlatform',
	),
	61004: config(
		'WeChat does not accept calls of the third-party platform from this IP address',
		'platformIp',
	),
	61005: config('The ticket of the third-party platform has expired', 'platformTicket'),
	61006: config('WeChat does not accept the ticket of the third-party platform', 'platformTicket'),
	61007: permission(
		'The Mini Program has not granted this API to the third-party platform',
		'grantApi',
	),
	61011: config('WeChat does not know the third-party platform', 'platformAccount'),
	61023: config('WeChat does not accept the refresh token of the authorization', 'authorizeAgain'),
	61024: config('WeChat gives this account no token of its own', 'thirdPartyPlatform'),
	65400: parameter('The account has no customer service', 'serviceAccount'),
	65401: parameter('WeChat does not know the account of customer service', 'serviceAccount'),
	70000: user('WeChat protects this user, who is a minor', 'minor'),
	76001: parameter('WeChat knows no request with this ID', 'requestId'),
	76002: parameter('The request ID is not well formed', 'requestId'),
	76003: permission('The request belongs to another account', 'requestId'),
	76004: parameter('The request is older than 7 days', 'requestId'),
	76021: parameter('WeChat has no API with this path', 'apiPath'),
	76022: permission('The account may not see the quota of this API', 'quotaQuery'),
	85079: config('The Mini Program has no published version', 'release'),
	85096: parameter('The scene holds scancode_time, which WeChat keeps for itself', 'reservedScene'),
	85400: quota('The account has as many permanent links as it may have', 'fewerLinks'),
	85401: parameter('WeChat does not accept how long the link is to live', 'linkLife'),
	85402: parameter('WeChat does not accept the link', 'wechatSays'),
	85405: parameter('WeChat does not accept the link', 'wechatSays'),
	85406: quota('The links of the account were opened as often a day as allowed', 'tomorrow', {
		endsAtMidnight: true,
	}),
	85407: parameter('WeChat does not accept the link', 'wechatSays'),
	85408: parameter('WeChat does not accept the link', 'wechatSays'),
	85431: later('WeChat could not handle the card', 'cardLookUp'),
	85433: parameter('The payment does not match the one that WeChat knows', 'cardPayment'),
	85434: parameter('The code does not belong to this kind of card', 'cardKind'),
	85435: parameter('WeChat does not accept the content of the card', 'cardContent'),
	85436: permission('WeChat has banned this code', 'cardCodeBanned'),
	85437: later('WeChat does not know this code, or not yet', 'cardCodeUnknown'),
	85438: parameter('The code has expired', 'cardCodeExpired'),
	85439: parameter('The card cannot take this state now', 'cardState'),
	85440: parameter('A field of the card is missing', 'cardContent'),
	85441: parameter('A field of the card has the wrong form', 'cardContent'),
	85442: parameter('WeChat found sensitive words in the card', 'sensitiveWords'),
	85443: parameter('The content of the card is not UTF-8', 'cardCharacters'),
	85444: parameter('WeChat does not accept the pay_info of the card', 'cardPayInfo'),
	85445: parameter('WeChat does not accept the store_info of the card', 'cardStoreInfo'),
	85446: parameter('WeChat does not accept the shipping_list of the card', 'cardShippingList'),
	85447: parameter('WeChat does not accept the products of the card', 'cardProducts'),
	85448: parameter('The card was already updated in this way', 'cardNothingToDo'),
	85449: retry('Another update of this card was on its way', 'cardLocked'),
	85461: permission('The account may not use this kind of card', 'cardAccess'),
	85462: permission('The account may not use service cards', 'cardAccess'),
	85470: parameter('WeChat does not accept the details of the card', 'cardDetails'),
	85471: parameter('The details of the card are not UTF-8', 'cardCharacters'),
	87009: parameter('The signature does not fit the session of the user', 'sessionSignature'),
	89002: config('The account is not bound to the WeChat Open Platform', 'openPlatform'),
	89501: config('The IP address awaits confirmation by an administrator', 'confirmIp'),
	89503: config('An administrator must confirm calls from this IP address', 'confirmIp'),
	89506: config('An administrator rejected this IP address twice', 'confirmIpNextDay'),
	89507: config('An administrator rejected this IP address', 'confirmIpNextHour'),
	200001: parameter('WeChat does not accept a parameter', 'parameters'),
	200002: parameter('WeChat does not accept a parameter of the template', 'parameters'),
	200011: permission('WeChat has banned the account from this action', 'punished'),
	200012: parameter('The account has as many templates as it may have', 'fewerTemplates'),
	200013: permission('WeChat has banned this template', 'otherTemplate'),
	200014: parameter('The library has no title with this ID', 'libraryTitle'),
	200016: parameter('WeChat does not accept the start of the page', 'libraryPaging'),
	200017: parameter('WeChat does not accept the size of the page', 'libraryPaging'),
	200018: parameter('The category IDs are missing', 'categories'),
	200019: parameter('WeChat does not accept the category IDs', 'categories'),
	200020: parameter('WeChat does not accept the chosen keywords', 'keywords'),
	200021: parameter('WeChat does not accept the scene description', 'scene'),
	200022: parameter('The account already has this very template', 'useExisting'),
	200100: permission('This type of account may not use the API', 'accountType'),
	9800001: parameter('WeChat does not accept the device', 'device'),
	9800002: parameter('WeChat does not accept the device', 'device'),
	9800003: parameter('WeChat does not accept the device', 'device'),
};

/** The codes that other files act on, by name. */
export const CODES = {
	/** On a token endpoint: "AppSecret wrong" (getAccessToken). Elsewhere: the access token is rejected. */
	invalidCredential: 40001,
	invalidAppSecret: 40125,
	/** WeChat has no API at the path. */
	pathUnknown: 40066,
	ipNotAllowed: 40164,
	invalidTemplateData: 47003,
	/** The first "is typing" still shows: what was wanted is so (setTyping). */
	typingAlready: 45081,
	/** The code of an order is known about a minute after payment (setUserNotify). */
	cardCodeUnknown: 85437,
	/** The card cannot go from the state it has to the one asked for (setUserNotify). */
	cardStateNotAllowed: 85439,
	/** The answer holds the id of the identical template (addtemplate). */
	templateExists: 200022,
} as const;

const factsOf = (errcode: number): Partial<ErrorCode> => errorCodes[errcode] ?? {};

/**
 * Whether WeChat rejected the access token itself, so that the same call is worth repeating with a
 * new one.
 */
export const tokenRejected = (errcode: number): boolean => factsOf(errcode).kind === 'token';

/** Whether WeChat did nothing, so that the same call, a send included, may be made again after a pause. */
export const repeats = (errcode: number): boolean => factsOf(errcode).repeats === true;

/** Whether the limit holds for all calls of the account. */
export const pausesAll = (errcode: number): boolean => factsOf(errcode).pausesAll === true;

/** Whether the limit ends at midnight, China Standard Time; other quotas do not come back then. */
export const endsAtMidnight = (errcode: number): boolean =>
	factsOf(errcode).endsAtMidnight === true;

/** Whether no further call to the same API can succeed for now. */
export const endsAll = (errcode: number): boolean => {
	const { kind } = factsOf(errcode);
	return kind === 'quota' || kind === 'retired';
};
