import { duration } from '../../scripts/limits';
import { chineseAdvice } from '../../scripts/zh-CN/advice';
import { valueWords } from '../../scripts/zh-CN/words';
import { advice } from '../../shared/advice';
import { ANSWERS_ALLOWED } from '../../simulator/state/conversations';
import { CODE_LIFE } from '../../simulator/state/serviceCards';
import { MAX_ANSWER_BYTES } from '../../wechat/answer';
import { RENEWAL_MARGIN } from '../../wechat/issuers';
import { LINK_DAYS } from '../../wechat/links';
import { MAX_PICTURE_BYTES } from '../../wechat/media';
import type { Remedy } from '../../wechat/remedies';
import { describeKind, valueKinds } from '../../wechat/valueRules';
import { DEFAULT_CONCURRENCY } from '../../nodes/WeChatMiniProgram/transport/session';
import { readRepositoryFile } from '../support/paths';

const NODE = 'nodes/WeChatMiniProgram';
const TRIGGER = 'nodes/WeChatMiniProgramTrigger';
const MEGABYTE = 1024 * 1024;
const KILOBYTE = 1024;

/** The value of a constant that only its own file uses: a number, a product of numbers, or so many of a unit. */
function constant(path: string, name: string): number {
	const [, product] =
		new RegExp(`\\b${name}(?: =|:) ([\\d_]+(?: \\* [\\d_]+)*)[;, ]`).exec(
			readRepositoryFile(path),
		) ?? [];
	if (product === undefined) throw new Error(`${path} has no number ${name}`);
	return product.split(' * ').reduce((all, one) => all * Number(one.replace(/_/g, '')), 1);
}

const words = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const inWords = (count: number): string => words[count - 2] ?? String(count);
const inChinese = (count: number): string => '零一两三四五六七八九十'[count] ?? String(count);
const inDigits = (count: number): string => count.toLocaleString('en');
const minutes = (seconds: number): string => `${inWords(seconds / 60)} minutes`;

const library = constant(`${NODE}/methods/editor.ts`, 'LIBRARY_SECONDS');
const templates = constant(`${NODE}/methods/editor.ts`, 'TEMPLATES_SECONDS');
const cacheAge = constant(`${NODE}/methods/editorCache.ts`, 'MAX_AGE_MS') / 1000;
const cacheSize = constant(`${NODE}/methods/editorCache.ts`, 'MAX_CHARACTERS') / MEGABYTE;
const stored = constant(`${TRIGGER}/recentPushes.ts`, 'maxStored');
const inProcess = constant(`${TRIGGER}/recentPushes.ts`, 'maxInProcess');
const pushAge = constant('wechat/push/receive.ts', 'maxAge');
const contentAge = constant('wechat/push/receive.ts', 'maxContentAge');
const body = constant('wechat/push/receive.ts', 'maxBodyLength') / KILOBYTE;
const pushItems = constant('wechat/push/events.ts', 'maxItemsLength') / KILOBYTE;
const records = constant(`${NODE}/transport/pages.ts`, 'MOST_RECORDS');
const characters = constant(`${NODE}/transport/pages.ts`, 'MOST_CHARACTERS') / 1_000_000;
const lines = constant('wechat/templateContent.ts', 'MOST_LINES');
const template = constant('wechat/templateContent.ts', 'MOST_CHARACTERS');
const stretches = constant(`${NODE}/actions/summary.ts`, 'MOST_STRETCHES');
const layers = constant('wechat/secrets.ts', 'MAX_LAYERS');
const shortest = constant('wechat/secrets.ts', 'SHORTEST_IN_RECORDS');
const most = constant(`${NODE}/descriptions/callOptions.ts`, 'max: 300, .+\\s+concurrency.+ max');
const wait = constant(`${NODE}/actions/serviceCard/update.operation.ts`, 'WAIT = .+ max');
const query = constant('wechat/links.ts', 'MAX_QUERY_LENGTH');
const scene = constant('wechat/links.ts', 'MAX_SCENE_LENGTH');
// What WeChat does, as the simulator plays it.
const linksPerDay = constant('simulator/state/links.ts', 'LINKS_PER_DAY');
const linksPerSecond = constant('simulator/state/links.ts', 'LINKS_PER_SECOND');
const permanent = constant('simulator/state/links.ts', 'PERMANENT');
const typing = constant('simulator/state/conversations.ts', 'TYPING_LIFE');
const typingAfter = constant('simulator/state/conversations.ts', 'TYPING_AFTER');
const service = constant('simulator/state/conversations.ts', 'SERVICE_LIFE');
const mediaDays = constant('simulator/state/media.ts', 'LIFE') / (24 * 60 * 60);
const tokenHours = constant('simulator/state/tokens.ts', 'LIFE') / (60 * 60);
const codeMinutes = constant('simulator/state/codes.ts', 'LIFE') / 60;

const customerService = 'docs/customer-service.md';
const picture = `at most ${MAX_PICTURE_BYTES / MEGABYTE} MB`;

test.each([
	['README.md', `keeps titles and keywords for ${minutes(library)} and templates for`],
	['README.md', `and templates for ${inWords(templates)} seconds`],
	['SECURITY.md', `${minutes(cacheAge)} and ${cacheSize} million characters at most`],
	['SECURITY.md', `Hashes of the last ${stored} pushes`],
	['SECURITY.md', `up to ${inDigits(inProcess)} in memory`],
	['SECURITY.md', `in up to ${inWords(layers)} layers`],
	['SECURITY.md', `out of records from ${shortest} characters on`],
	['SECURITY.md', `An answer is at most ${MAX_ANSWER_BYTES / MEGABYTE} MB`],
	['SECURITY.md', `at most ${lines} lines and ${inDigits(template)} characters`],
	['SECURITY.md', `after ${inDigits(records)} records or ${characters} million characters`],
	['SECURITY.md', `name ${inWords(stretches)} stretches`],
	['SECURITY.md', `at most ${minutes(pushAge)} old`],
	['SECURITY.md', `of the last ${contentAge / 3600} hours`],
	['SECURITY.md', `A body of more than ${body} KB is refused`],
	['SECURITY.md', `to more than ${pushItems} KB with the fields beside them`],
	['docs/trigger.md', `clock right to ${minutes(pushAge)}`],
	['docs/trigger.md', `closes the chat or ${service} minutes pass`],
	['docs/performance.md', `(default ${DEFAULT_CONCURRENCY}, at most ${most})`],
	['docs/service-cards.md', `for up to ${wait} seconds`],
	['docs/credentials.md', `ends after ${inWords(tokenHours)} hours`],
	['docs/credentials.md', `renews it ${minutes(RENEWAL_MARGIN)} before its end`],
	['docs/error-codes.md', `codes work once, for ${inWords(codeMinutes)} minutes`],
	['docs/links.md', `${LINK_DAYS.min} to ${LINK_DAYS.max} days`],
	['docs/links.md', `it may have ${inDigits(query)} characters`],
	['docs/links.md', `at most ${scene} of the digits`],
	['docs/links.md', `${inDigits(linksPerDay)} a day for both`],
	['docs/links.md', `${linksPerSecond} a second (44990)`],
	['docs/links.md', `${inDigits(permanent)} for good (85400)`],
	[customerService, `for ${typing} seconds or until a message comes`],
	[customerService, `in the last ${typingAfter} seconds`],
	[customerService, `close the chat or ${service} minutes pass`],
	[customerService, `GIF of ${picture}`],
	[customerService, `keeps it for ${mediaDays} days`],
	[customerService, `at most ${mediaDays} days old`],
	['docs/zh-CN/credentials.md', `access_token ${inChinese(tokenHours)}小时失效`],
	['docs/zh-CN/credentials.md', `到期前${inChinese(RENEWAL_MARGIN / 60)}分钟续期`],
	['docs/zh-CN/trigger.md', `服务器时间差有没有超过${inChinese(pushAge / 60)}分钟`],
	['docs/zh-CN/trigger.md', `过了 ${service} 分钟`],
])('%s says "%s", as the code does', (page, text) => {
	expect(readRepositoryFile(page).replace(/\s+/g, ' ')).toContain(text);
});

const { write, open } = ANSWERS_ALLOWED;
const { payment, button } = CODE_LIFE;
const allowed = ({ messages, life }: typeof write): string =>
	`${messages}${messages === write.messages ? ' messages' : ''} within ${duration(life / 1000)}`;

test.each([
	[advice.userWrites, `${allowed(write)} after the user wrote`],
	[advice.userWrites, `${allowed(open)} after the user opened the chat`],
	[advice.cardCodeExpired, `activated within ${duration(payment.activation)} of the payment`],
	[advice.cardCodeExpired, `or ${duration(button.activation)} of the button`],
	[advice.cardCodeExpired, `updated for ${duration(payment.updates)}`],
	[advice.cardCodeExpired, `or ${duration(button.updates)} for a button`],
	[advice.loginCode, `use it once, within ${codeMinutes} minutes`],
	[advice.picture, picture],
])('the advice "%s" says what the documentation says of WeChat: %s', (text, part) => {
	expect(text).toContain(part);
});

/** The numbers of a text in digits, in ascending order. */
const numbersIn = (text: string): number[] =>
	[...text.matchAll(/\d[\d,]*/g)]
		.map(([digits]) => Number(digits.replace(/,/g, '')))
		.sort((one, other) => one - other);

test.each([
	...Object.entries(advice).map(([remedy, text]) => [text, chineseAdvice[remedy as Remedy]]),
	...valueKinds.map((kind) => [describeKind(kind), valueWords[kind]]),
])('"%s" has the same numbers in Chinese: %s', (english, chinese) => {
	expect(numbersIn(chinese)).toEqual(numbersIn(english));
});
