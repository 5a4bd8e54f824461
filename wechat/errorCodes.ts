import { advice } from './errorAdvice';
import { named, readErrmsg } from './errorMessage';
import type { ErrmsgReading } from './errorMessage';

/**
 * Who can do something about a refused call, and what:
 * - `retry`: wait, then repeat
 * - `token`: get a new access token, then repeat
 * - `config`: change the credential or a setting in WeChat's console
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

/** One of WeChat's error codes, put so that somebody who does not know WeChat understands it. */
export interface ErrorCode {
	kind: ErrorKind;
	/** What happened, a clause without a full stop. */
	what: string;
	/** What to do next, in full sentences. */
	next: string;
}

/** WeChat's answer to a call that it did not carry out. */
export interface WeChatRefusal {
	/** WeChat's error code, never 0. */
	errcode: number;
	errmsg: string;
	/** WeChat's request id where it stands beside `errmsg`, as with some template calls. */
	rid?: string;
}

/** A refused call, explained to the author of a workflow. */
export interface Explanation {
	errcode: number;
	kind: ErrorKind;
	/** What happened, a clause without a full stop. */
	message: string;
	/** What to do, then WeChat's own words, then its request id where it gave one. */
	description: string;
	rid?: string;
	ip?: string;
	field?: string;
}

const of =
	(kind: ErrorKind) =>
	(what: string, next: string): ErrorCode => ({ kind, what, next });

const retry = of('retry');
const token = of('token');
const config = of('config');
const parameter = of('parameter');
const quota = of('quota');
const user = of('user');
const permission = of('permission');
const retired = of('retired');

/** Every error code known of the APIs of Mini Programs, by number. 0 (success) is not among them. */
export const errorCodes: Readonly<Record<number, ErrorCode>> = {
	[-1]: retry('WeChat is busy', advice.wait),
	404: parameter('WeChat knows no such call: the HTTP method is wrong', advice.baseUrl),
	20001: retry('WeChat could not handle the template request', advice.waitOrCheckTemplate),
	20002: parameter('WeChat does not accept a parameter of the template request', advice.parameters),
	40001: token('WeChat rejected the access token or the App Secret', advice.newToken),
	40002: parameter('WeChat does not accept the grant type', advice.baseUrl),
	40003: parameter('WeChat does not know this OpenID in this Mini Program', advice.openId),
	40007: parameter('WeChat does not know this media ID', advice.parameters),
	40008: parameter('WeChat does not know this type of message', advice.parameters),
	40013: config('WeChat does not know this App ID', advice.appId),
	40014: token('WeChat rejected the access token', advice.newToken),
	40029: user('WeChat does not accept the code: it is wrong or too old', advice.loginCode),
	40033: parameter('WeChat found characters that it does not accept', advice.baseUrl),
	40035: parameter('WeChat does not accept a parameter', advice.parameters),
	40037: parameter('This account has no template with this ID', advice.templateId),
	40066: parameter('WeChat has no API at this address', advice.baseUrl),
	40097: parameter('WeChat does not accept the parameters', advice.parameters),
	40125: config('WeChat does not accept the App Secret', advice.appSecret),
	40138: parameter('This keyword cannot be emphasized', advice.emphasis),
	40163: user('The code was already used', advice.loginCode),
	40164: config('WeChat does not accept calls from the IP address of this n8n', advice.allowIp),
	40165: parameter('The Mini Program has no such page', advice.page),
	40166: parameter(
		'WeChat does not know the App ID of the linked Mini Program',
		advice.linkedAppId,
	),
	40201: config('No URL for pushed messages is set', advice.pushUrl),
	40202: parameter('WeChat does not know this action of the callback check', advice.parameters),
	40203: parameter('WeChat does not know this operator of the callback check', advice.parameters),
	40212: parameter('WeChat does not accept the query of the page', advice.parameters),
	40226: user('WeChat does not let this user log in', advice.highRiskUser),
	40243: config('The App Secret is frozen', advice.appSecretFrozen),
	40246: parameter('The template has no keyword of this name', advice.parameters),
	40247: retired('The old template library takes no more additions', advice.categoryTemplate),
	40400: parameter('WeChat could not read the request', advice.baseUrl),
	41001: parameter('The access token did not reach WeChat', advice.baseUrl),
	41002: config('The App ID is missing or the request arrived unreadable', advice.appId),
	41004: config('The App Secret is missing', advice.appSecret),
	41008: parameter('The code is missing', advice.loginCode),
	41009: parameter('The OpenID is missing', advice.openId),
	41028: parameter('The form ID is wrong or too old', advice.formId),
	41029: parameter('The form ID was already used', advice.formId),
	41030: parameter('The Mini Program has no such page', advice.page),
	41031: permission('WeChat has blocked this form ID', advice.formId),
	41032: permission('The account may not send with a form ID, as a penalty', advice.punished),
	41034: permission('The account may not send with a form ID, as a penalty', advice.punished),
	41035: permission('The account may not send with a prepay ID, as a penalty', advice.punished),
	42001: token('The access token has expired', advice.newToken),
	42002: user('The refresh token has expired', advice.logInAgain),
	42003: user('The code has expired', advice.loginCode),
	42007: user('The user changed the password, which ended the authorization', advice.logInAgain),
	43001: parameter('WeChat expects a GET request', advice.baseUrl),
	43002: parameter('WeChat expects a POST request', advice.baseUrl),
	43003: parameter('WeChat expects https', advice.baseUrl),
	43004: user('The user does not follow the official account', advice.followAccount),
	43019: user('The user is on the blacklist of the official account', advice.unblock),
	43100: quota('Templates were changed too often', advice.nextMonth),
	43101: user('The user has not subscribed, or the subscription is used up', advice.subscribe),
	43102: parameter('The template is not one for Subscribe Messages', advice.templateId),
	43104: permission('The account may not use this API', advice.accountType),
	43106: permission('The account may not add templates, as a penalty', advice.punished),
	43107: permission('WeChat has banned Subscribe Messages or this template', advice.punished),
	43108: retry('Another message to the same user was on its way', advice.oneAtATime),
	44002: parameter('The request reached WeChat without its body', advice.baseUrl),
	44990: retry('The API was called too often', advice.slower),
	44993: quota('The number of calls allowed per day is used up', advice.tomorrow),
	45009: quota('The daily quota of this API is used up', advice.tomorrow),
	45011: retry('The number of calls allowed per minute is used up', advice.slower),
	45012: parameter('The template is too large', advice.smallerData),
	45013: parameter('The message has too many values', advice.smallerData),
	45014: parameter('The message is too large', advice.smallerData),
	45015: user('The time to answer this user is over', advice.userWrites),
	45026: parameter('The account has as many templates as it may have', advice.fewerTemplates),
	45047: user('This user has got as many service messages as allowed', advice.userWrites),
	45075: parameter('A keyword does not belong to the chosen title', advice.keywords),
	45076: parameter('WeChat does not accept the number of records asked for', advice.libraryPaging),
	45100: parameter('The number of keywords is not allowed', advice.keywords),
	45102: retry('WeChat has blocked this API for a while', advice.wait),
	45103: retired('WeChat no longer offers Template Messages', advice.useSubscribe),
	45109: retired('WeChat no longer offers uniform service messages', advice.uniformMessage),
	45168: parameter('WeChat found sensitive words in the message', advice.sensitiveWords),
	46101: retired('WeChat no longer offers Template Messages', advice.useSubscribe),
	47001: parameter('WeChat could not read the body of the request', advice.baseUrl),
	47002: parameter('The body reached WeChat with escaped characters', advice.baseUrl),
	47003: parameter('WeChat does not accept the data for this template', advice.templateData),
	48001: permission('The account may not use this API', advice.accountType),
	48004: permission('WeChat has banned this API for the account', advice.punished),
	48006: quota('The quota was reset as often as allowed', advice.nextMonth),
	48011: parameter('The template was withdrawn by WeChat', advice.otherTemplate),
	49003: parameter('The OpenID belongs to another App ID', advice.openId),
	50001: user('The user has not granted this permission', advice.authorize),
	50002: permission('WeChat has restricted the account', advice.punished),
	50004: permission('The account may not get access tokens', advice.punished),
	50007: permission('The account is frozen', advice.punished),
	61024: config('WeChat gives this account no token of its own', advice.thirdPartyPlatform),
	76001: parameter('WeChat knows no request with this ID', advice.requestId),
	76002: parameter('The request ID is not well formed', advice.requestId),
	76003: permission('The request belongs to another account', advice.requestId),
	76004: parameter('The request is older than 7 days', advice.requestId),
	76021: parameter('WeChat has no API with this path', advice.apiPath),
	76022: permission('The account may not see the quota of this API', advice.quotaQuery),
	85079: config('The Mini Program has no published version', advice.release),
	85400: quota('The account has as many permanent links as it may have', advice.fewerLinks),
	85401: parameter('WeChat does not accept how long the link is to live', advice.linkLife),
	87009: parameter('The signature does not fit the session of the user', advice.sessionSignature),
	89002: config('The account is not bound to the WeChat Open Platform', advice.openPlatform),
	89501: config('The IP address awaits confirmation by an administrator', advice.confirmIp),
	89503: config('An administrator must confirm calls from this IP address', advice.confirmIp),
	89506: config('An administrator rejected this IP address twice', advice.confirmIpNextDay),
	89507: config('An administrator rejected this IP address', advice.confirmIpNextHour),
	200001: parameter('WeChat does not accept a parameter', advice.parameters),
	200002: parameter('WeChat does not accept a parameter of the template', advice.parameters),
	200011: permission('WeChat has banned the account from this action', advice.punished),
	200012: parameter('The account has as many templates as it may have', advice.fewerTemplates),
	200013: permission('WeChat has banned this template', advice.otherTemplate),
	200014: parameter('The library has no title with this ID', advice.libraryTitle),
	200016: parameter('WeChat does not accept the start of the page', advice.libraryPaging),
	200017: parameter('WeChat does not accept the size of the page', advice.libraryPaging),
	200018: parameter('The category IDs are missing', advice.categories),
	200019: parameter('WeChat does not accept the category IDs', advice.categories),
	200020: parameter('WeChat does not accept the chosen keywords', advice.keywords),
	200021: parameter('WeChat does not accept the scene description', advice.scene),
	200022: parameter('The account already has this very template', advice.useExisting),
	200100: permission('This type of account may not use the API', advice.accountType),
};

/**
 * Whether WeChat rejected the access token itself, so that the same call is worth repeating with a
 * new one.
 */
export function tokenRejected(errcode: number): boolean {
	return errorCodes[errcode]?.kind === 'token';
}

/**
 * Whether WeChat said with `errcode` that it did nothing with a message, so that sending it again
 * cannot deliver it twice.
 */
export function mayRepeatSend(errcode: number): boolean {
	return errcode === -1 || errcode === 43108 || errcode === 45011 || tokenRejected(errcode);
}

/** Whether a quota that is counted by the day is used up; other quotas do not come back at midnight. */
export function dailyQuotaUsedUp(errcode: number): boolean {
	return errcode === 45009 || errcode === 44993;
}

/**
 * Joins WeChat's answer with what is known about its code. An unknown code gives WeChat's own words,
 * as kind `parameter`.
 *
 * @param labels the labels of the template's fields by their keys; a refused field is named by its
 * label
 * @param meaning the code that has the same meaning in the table, where an endpoint uses one differently
 */
export function explainRefusal(
	refusal: WeChatRefusal,
	labels: Record<string, string> = {},
	meaning = refusal.errcode,
): Explanation {
	const { errcode } = refusal;
	const { text, hint, ...found } = readErrmsg(refusal.errmsg);
	const rid = refusal.rid ?? found.rid;
	const { kind, what, next } = particulars(meaning, { text, ...found }, labels);
	const reference = rid ?? hint;
	return {
		errcode,
		kind,
		message: what,
		description:
			`${next} WeChat's answer: ${errcode}${text === '' ? '' : ` ${text}`}.` +
			(reference ? ` WeChat request ID: ${reference}.` : ''),
		...found,
		...named('rid', rid),
	};
}

/** The table's entry for a code, made specific by what `errmsg` names. */
function particulars(
	errcode: number,
	{ text, ip, field }: ErrmsgReading,
	labels: Record<string, string>,
): ErrorCode {
	const known: ErrorCode | undefined = errorCodes[errcode];
	if (known === undefined) return unknownCode(errcode);
	if (errcode === 40164 && ip !== undefined) {
		const address = `IP address ${ip}`;
		return {
			kind: known.kind,
			what: `WeChat does not accept calls from the ${address}`,
			next: advice.allowIp.replace('IP address of this n8n', address),
		};
	}
	if (errcode === 47003 && field !== undefined) {
		const isLabelled = Object.prototype.hasOwnProperty.call(labels, field);
		const name = isLabelled ? `${labels[field]} (${field})` : field;
		const isEmpty = /\bis em/.test(text);
		return {
			kind: known.kind,
			what: `WeChat ${isEmpty ? 'found no value' : 'does not accept the value'} for ${name}`,
			next: isEmpty ? advice.emptyField : advice.invalidField,
		};
	}
	return known;
}

/** WeChat's words stay out of `what`: n8n replaces messages in which it finds words like EPERM. */
function unknownCode(errcode: number): ErrorCode {
	return {
		kind: 'parameter',
		what: `WeChat refused the call with the code ${errcode}, which this node does not know`,
		next: advice.unknownCode,
	};
}
