import { CODES, errorCodes } from '../wechat/errorCodes';
import type { ErrorCode, ErrorKind, WeChatRefusal } from '../wechat/errorCodes';
import { named, readErrmsg } from '../wechat/errorMessage';
import type { ErrmsgReading } from '../wechat/errorMessage';
import type { Remedy } from '../wechat/remedies';
import { kindOf } from '../wechat/templateContent';
import { describeKindByExample } from '../wechat/valueRules';
import { advice } from './advice';

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

/** What the table says of a code, in words. */
interface Words {
	kind: ErrorKind;
	what: string;
	next: string;
}

const wordsOf = ({ kind, what, remedy }: ErrorCode): Words => ({
	kind,
	what,
	next: advice[remedy],
});

const REQUEST_LOOK_UP = 'API > Get Request tells more about it, for 7 days.';

/** What helps where the account gets no token, or its token is of no use: a look-up would be refused too. */
const NEEDS_NO_LOOK_UP: readonly Remedy[] = [
	'newToken',
	'appId',
	'appSecret',
	'appSecretFrozen',
	'allowIp',
	'confirmIp',
	'confirmIpNextDay',
	'confirmIpNextHour',
	'thirdPartyPlatform',
	'authorizePlatform',
	'platformIp',
	'platformTicket',
	'platformAccount',
	'authorizeAgain',
];

function canBeLookedUp(errcode: number): boolean {
	const known: ErrorCode | undefined = errorCodes[errcode];
	return known === undefined || !NEEDS_NO_LOOK_UP.includes(known.remedy);
}

/** What happened and what to do, as two sentences, for where a code is all that is known. */
export const summaryOf = (code: ErrorCode): string => `${code.what}. ${advice[code.remedy]}`;

/**
 * Joins WeChat's answer with what the table of codes says and what helps. An unknown code gives WeChat's
 * own words, as kind `parameter`.
 *
 * @param labels the labels of the fields that the message held, by their keys: a refused field is named by
 * its label, and one that is not among them was not sent
 * @param meaning the code that has the same meaning in the table, where an endpoint uses one differently
 */
export function explainRefusal(
	refusal: WeChatRefusal,
	labels?: Record<string, string>,
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
			(reference ? ` WeChat request ID: ${reference}.` : '') +
			(rid && canBeLookedUp(meaning) ? ` ${REQUEST_LOOK_UP}` : ''),
		...found,
		...named('rid', rid),
	};
}

type Particulars = (
	known: ErrorCode,
	reading: ErrmsgReading,
	labels?: Record<string, string>,
) => Words | undefined;

/** Codes whose `errmsg` names what the words should name too. */
const specific: Record<number, Particulars> = {
	[CODES.ipNotAllowed]: ({ kind }, { ip }) =>
		ip === undefined
			? undefined
			: {
					kind,
					what: `WeChat does not accept calls from the IP address ${ip}`,
					next: advice.allowIp.replace('IP address of this server', `IP address ${ip}`),
				},
	[CODES.invalidTemplateData]: ({ kind }, { text, field }, labels) => {
		if (field === undefined) return undefined;
		const isSent = labels && Object.prototype.hasOwnProperty.call(labels, field);
		const name = isSent ? `${labels[field]} (${field})` : field;
		const [what, next] = templateDataWords(verdictIn(text), isSent);
		const taken = next === advice.emptyField ? undefined : describeKindByExample(kindOf(field));
		const rule = taken === undefined ? '' : ` The field takes ${taken}.`;
		return { kind, what: `WeChat ${what} for ${name}`, next: next + rule };
	},
};

type Verdict = 'empty' | 'invalid' | 'cut';

/**
 * What WeChat says of a template's value: `is empty` (`is emtpy` until 2020) or `invalid`. It cuts its
 * words after 30 characters, so that the end is missing behind keys as long as `character_string1`.
 */
function verdictIn(text: string): Verdict {
	const [, start] = /\.value (i[sn])/.exec(text) ?? [];
	if (start === undefined) return 'cut';
	return start === 'is' ? 'empty' : 'invalid';
}

/** @param isSent whether the message held a value under that key; undefined where that is not known */
function templateDataWords(verdict: Verdict, isSent?: boolean): [what: string, next: string] {
	if (verdict === 'invalid') return ['does not accept the value', advice.invalidField];
	if (verdict === 'empty' || isSent === false) return ['found no value', advice.emptyField];
	return ['found no value, or none that it accepts,', advice.emptyOrInvalidField];
}

/** The table's entry for a code, made specific by what `errmsg` names. */
function particulars(
	errcode: number,
	reading: ErrmsgReading,
	labels?: Record<string, string>,
): Words {
	const known: ErrorCode | undefined = errorCodes[errcode];
	if (known === undefined) return unknownCode(errcode);
	return specific[errcode]?.(known, reading, labels) ?? wordsOf(known);
}

/** WeChat's words stay out of `what`: n8n replaces messages in which it finds words like EPERM (NodeError). */
const unknownCode = (errcode: number): Words => ({
	kind: 'parameter',
	what: `WeChat refused the call with the code ${errcode}, which this node does not know`,
	next: advice.unknownCode,
});
