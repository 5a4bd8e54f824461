import type { LinkLimits } from './state/links';

/** How many calls of one endpoint an account may make. Leave a bound out for "no limit". */
export interface Quota {
	perDay?: number;
	perMinute?: number;
}

/** One Mini Program of the simulator. Everything left out is generated from the seed or "as usual". */
export interface AccountSettings {
	appId?: string;
	appSecret?: string;
	/** Category ids, as shown by getcategory. */
	categories?: number[];
	/** Caller IPs that may fetch tokens (40164 for others); left out: the list is switched off. */
	ipAllowList?: string[];
	/** The App Secret is frozen (40243). */
	secretFrozen?: boolean;
	/** Bound to an Open Platform account: logins carry a unionid. */
	openPlatform?: boolean;
	/** Payment is enabled: three times the daily subscribe sends. */
	payment?: boolean;
	/** Pages of the released package; left out: every page path exists. */
	pages?: string[];
	/** No version is published yet where false (85079). */
	released?: boolean;
	/** The category allows no short links where false (43104). */
	shortLinks?: boolean;
	/** How many links the account may make, under the usual numbers. */
	linkLimits?: LinkLimits;
	/** Paths that this account may not call (48001). */
	unauthorizedApis?: string[];
	/** Words that make a subscribe message answer 45168 and a service card 85442. */
	blacklist?: string[];
	/** notify_types of the cards that it may use (85461 for others, 85462 where there is none); left out: all. */
	cardTypes?: number[];
	/** Limits by path, over the usual ones. */
	quotas?: Record<string, Quota>;
	/** How many subscribe templates the account may own (200012). */
	privateTemplateLimit?: number;
}

/** Ways in which WeChat's answers have differed over the years and between public reports. */
export interface Quirks {
	/** Successful answers come without errcode and errmsg. */
	omitErrcode: boolean;
	/** Errors of wxaapi/newtmpl repeat the rid as a field of its own. */
	ridField: boolean;
	/** End of errmsg: today's `rid: ...`, or `hint: [...]` as before September 2020. */
	errorSuffix: 'rid' | 'hint';
	/** The early spelling `is emtpy` in errcode 47003. */
	emtpySpelling: boolean;
	/** Content-Type of everything but /sns (which is text/plain). */
	contentType: string;
	/** What the retired API answers. */
	retiredErrcode: 45103 | 46101;
	/** Whether a send looks at the data (47003) or at the permission (43101) first. */
	firstCheck: 'data' | 'permission';
	/** A raw control character inside the strings that people wrote. */
	controlCharacters: boolean;
	/** getpubtemplatetitles gives categoryId as a number instead of a string. */
	categoryIdAsNumber: boolean;
	/** getuserphonenumber gives countryCode as a number instead of a string. */
	countryCodeAsNumber: boolean;
	/** library/get gives keyword_id as a string instead of a number. */
	keywordIdAsText: boolean;
	/** Pushed JSON events carry CreateTime as a string instead of a number. */
	createTimeAsText: boolean;
	/** What getuserphonenumber answers without a code: public logs have both. */
	missingPhoneCode: 47001 | 40097;
	/** Bodies with \uXXXX escapes answer 47002. */
	refuseUnicodeEscapes: boolean;
	/** Seconds after payment in which the code of an order answers 85437. */
	payCodeKnownAfter: number;
	/** What a payment answers that is not the order's. */
	wrongPaymentErrcode: 85433 | 85438;
	/** The same card a second time answers 85448 instead of ok. */
	refuseRepeatedCard: boolean;
	/** Words of the blacklist make a card fail after it was taken (event), instead of answering 85442. */
	auditCardsLater: boolean;
	/** notify_service_msg_send_result carries the code of an order with `p1.` before it. */
	prefixNotifyCode: boolean;
	/** getpubtemplatetitles lists the titles of service cards too, after all others. */
	libraryListsCards: boolean;
	/** Messages that a user who opens the chat allows: 2, or 1 as older pages say. */
	messagesAfterOpening: number;
	/** The largest picture of an upload in bytes: one page says 10 MB, another one 2 MB. */
	largestPicture: number;
	/** What a bad command of "is typing" answers. */
	typingErrcode: 45072 | 40200;
	/** Where "is typing" is served: as most programs call it, as a newer page says, or both. */
	typingPath: 'custom' | 'business' | 'both';
	/** A user who is handed over waits until a person takes the chat; otherwise one takes it at once. */
	deskQueue: boolean;
	/** The longest life of a link in days: 30, or 365 as some pages say. */
	linkDays: number;
	/** Codes come as JPEG, unless they are transparent. */
	codesAsJpeg: boolean;
	/** An accept that counts without a dialog ("always" is ticked) pushes an event all the same. */
	silentAcceptPushes: boolean;
	/** Pushed events name accepts with sound or alert as such, instead of as `accept`. */
	acceptKindInEvents: boolean;
	/** A message that WeChat took but could not deliver uses an allowance up. */
	undeliveredUsesAllowance: boolean;
	/** What answers a message over the limit of a long-term template; WeChat does not say. */
	frequencyErrcode: number;
	/** Plain HTTP answers 43003, unless a proxy says `X-Forwarded-Proto: https`. */
	requireHttps: boolean;
}

/** How the simulator starts. */
export interface SimulatorOptions {
	/** Port on 127.0.0.1; 0 (default) takes a free one. */
	port?: number;
	/** Names, without port, under which it may be called beside those of this machine. */
	hosts?: string[];
	/** Hosts to which it may push beside this machine. */
	pushHosts?: string[];
	/** Every id, token and secret follows from it. Default 1. */
	seed?: number;
	/** The template message API: as WeChat today (45103, default), or as before 2020. */
	retiredApi?: RetiredApi;
	/** Default: one account with all categories. */
	accounts?: AccountSettings[];
	/** Milliseconds that every answer takes. Default 0. */
	latency?: number;
	/** Wall clock in epoch milliseconds, under the movable offset. Default Date.now. */
	now?: () => number;
	quirks?: Partial<Quirks>;
	/** Bearer secret that the central token server asks for; left out: it asks for none. */
	centralServerSecret?: string;
}

/** See SimulatorOptions.retiredApi. */
export type RetiredApi = 'retired' | 'working';

/** WeChat's usual behaviour today. */
export const USUAL_QUIRKS: Readonly<Quirks> = {
	omitErrcode: false,
	ridField: true,
	errorSuffix: 'rid',
	emtpySpelling: false,
	// "encoding" instead of "charset" is what WeChat writes.
	contentType: 'application/json; encoding=utf-8',
	retiredErrcode: 45103,
	firstCheck: 'data',
	controlCharacters: false,
	categoryIdAsNumber: false,
	countryCodeAsNumber: false,
	keywordIdAsText: false,
	createTimeAsText: false,
	missingPhoneCode: 47001,
	refuseUnicodeEscapes: false,
	payCodeKnownAfter: 60,
	wrongPaymentErrcode: 85433,
	refuseRepeatedCard: false,
	auditCardsLater: false,
	prefixNotifyCode: true,
	libraryListsCards: false,
	messagesAfterOpening: 2,
	largestPicture: 10 * 1024 * 1024,
	typingErrcode: 45072,
	typingPath: 'both',
	deskQueue: false,
	linkDays: 30,
	codesAsJpeg: false,
	silentAcceptPushes: false,
	acceptKindInEvents: false,
	undeliveredUsesAllowance: false,
	frequencyErrcode: 43101,
	requireHttps: false,
};
