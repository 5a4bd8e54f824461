import { errorCodes } from '../wechat/errorCodes';
import { table } from './markdown';

interface GuideEntry {
	code: number;
	/** Whether the README has it, too. */
	inReadme?: true;
	/** Why WeChat answers so, and what helps; links as from a page in `docs`. */
	helps: string;
}

/** The codes that people meet first, the most frequent one first. */
const guide: GuideEntry[] = [
	{
		code: 43101,
		inReadme: true,
		helps:
			'Each "allow" in the Mini Program serves one message. Ask again with `wx.requestSubscribeMessage`, best where the user has just done something: paid, booked, submitted. Do not repeat the send before that.',
	},
	{
		code: 47003,
		inReadme: true,
		helps:
			'The error names the field by its label. It is empty, too long, or not in the form of its kind: see [Values](values.md).',
	},
	{
		code: 40164,
		inReadme: true,
		helps:
			'The error names the address. Add it to the IP Allowlist (IP白名单) in the console, on the page of the AppID.',
	},
	{
		code: 40013,
		inReadme: true,
		helps:
			'A typing slip, spaces, or the ID of another kind of account. Copy it again: `wx` and 16 more characters.',
	},
	{
		code: 40125,
		inReadme: true,
		helps: 'It was reset in the console, or belongs to another account. Only the newest one works.',
	},
	{
		code: 40001,
		inReadme: true,
		helps:
			"The node already got a new token and tried again. With _Standard Token_, another program's new token makes yours invalid: set Token Issuer to _Stable Token_. With _Stable Token_, another program refreshes it by force (`force_refresh`), or the App Secret is wrong.",
	},
	{
		code: 40037,
		inReadme: true,
		helps: 'Template ids belong to one account. Pick the template from the list again.',
	},
	{
		code: 40003,
		inReadme: true,
		helps:
			'The OpenID of an official account or of another Mini Program. Get it with **User > Get by Login Code**.',
	},
	{
		code: 41030,
		inReadme: true,
		helps:
			'The page is not in the version that **Mini Program Version** names, the released one by default. Write it without a host: `pages/index/index?id=1`.',
	},
	{
		code: 43108,
		helps:
			'The node waits and repeats; what remains comes from another workflow or program that sends to the same user.',
	},
	{
		code: 45009,
		inReadme: true,
		helps:
			'It starts afresh at midnight China time. The node stops at once; the remaining items say that they were not tried.',
	},
	{
		code: 45011,
		helps:
			'The node waits, up to a minute, and goes on with fewer calls at a time. If that is not enough, lower **Concurrency** or send less at a time.',
	},
	{
		code: 200012,
		helps: 'Delete one that is no longer used, with **Template > Delete** or in the console.',
	},
	{
		code: 40029,
		helps: 'Login and phone codes work once, for five minutes. Send a fresh one to the workflow.',
	},
	{
		code: 45103,
		helps:
			'Set **Message Type** to _Subscribe Message_. See [Template Messages](../README.md#template-messages).',
	},
];

/** The codes of the README's guide. */
export const readmeCodes: number[] = guide
	.filter(({ inReadme }) => inReadme)
	.map(({ code }) => code);

const guideTable = (entries: GuideEntry[]): string =>
	table(
		['Code', 'The node says', 'Why, and what helps'],
		entries.map(({ code, helps }) => [String(code), errorCodes[code].what, helps]),
	);

/** The guide of `docs/error-codes.md`. */
export const errorGuide = (): string => guideTable(guide);

/** The guide of the README, which is not in the folder of the pages. */
export const readmeErrorGuide = (): string =>
	guideTable(guide.filter(({ inReadme }) => inReadme)).replace(/\]\((?=[\w-]+\.md)/g, '](docs/');
