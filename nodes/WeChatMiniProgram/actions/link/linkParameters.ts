import type { INodeProperties } from 'n8n-workflow';
import type { JsonObject } from '../../../../wechat/json';
import { LINK_DAYS, lifeProblem, pagePath, pageProblem, queryText } from '../../../../wechat/links';
import type { LinkLife, MiniProgramVersion } from '../../../../wechat/links';
import { momentOf } from '../../../../wechat/moment';
import type { Problem } from '../../../../wechat/problem';
import {
	concurrencyOption,
	optionsCollection,
	timeoutOption,
} from '../../descriptions/callOptions';
import type { Item } from '../item';

/** The parameter "Page". `description` says what opens without it, or that it must not be empty. */
export const pageParameter = (description: string): INodeProperties => ({
	displayName: 'Page',
	name: 'pagePath',
	type: 'string',
	default: '',
	placeholder: 'e.g. pages/order/detail',
	description,
});

/** The parameters of a link that expires. */
export const expiringLinkParameters: INodeProperties[] = [
	pageParameter(
		'The page of the Mini Program that opens, without its query. Without a page the first one opens.',
	),
	{
		displayName: 'Query',
		name: 'query',
		type: 'string',
		default: '',
		placeholder: 'e.g. orderId=339208499&from=mail',
		description:
			'What the page is told, as text or as an object by expression. It is encoded once and may then have 1,024 characters.',
	},
	{
		displayName: 'Expires',
		name: 'expires',
		type: 'options',
		default: 'days',
		description: 'How the end of the link is given',
		options: [
			{ name: 'After a Number of Days', value: 'days', description: 'Counted from the run' },
			{ name: 'At a Date', value: 'date', description: 'At a date and time of your choice' },
		],
	},
	{
		displayName: 'Days',
		name: 'days',
		type: 'number',
		default: 30,
		typeOptions: { minValue: LINK_DAYS.min, maxValue: LINK_DAYS.max },
		displayOptions: { show: { expires: ['days'] } },
		description: 'How many days the link works, from 1 to 30',
	},
	{
		displayName: 'Expires At',
		name: 'expiresAt',
		type: 'dateTime',
		required: true,
		default: '',
		displayOptions: { show: { expires: ['date'] } },
		description: 'When the link ends. A date without a time zone is in that of the workflow.',
	},
];

const CONCURRENCY =
	'How many calls are made at a time, from 1 to 100; the value of the first item counts';

/** The option "Mini Program Version" of links and codes, under WeChat's names for them. */
const versionOption: INodeProperties = {
	displayName: 'Mini Program Version',
	name: 'miniProgramVersion',
	type: 'options',
	default: 'release',
	description: 'Which version of the Mini Program opens',
	options: [
		{ name: 'Development', value: 'develop', description: 'What the developers see (开发版)' },
		{ name: 'Released', value: 'release', description: 'What all users see (正式版)' },
		{ name: 'Trial', value: 'trial', description: 'What the testers see (体验版)' },
	],
};

/** The Options of an operation that makes a link: these, and those that every call has. */
export const linkOptions = (
	options: INodeProperties[] = [versionOption],
	afterwards = 'A call without an answer is made again: a second link does no harm.',
): INodeProperties =>
	optionsCollection([concurrencyOption(CONCURRENCY), timeoutOption(afterwards), ...options]);

/** The Options of a code. */
export const codeOptions = (options: INodeProperties[]): INodeProperties =>
	linkOptions([versionOption, ...options]);

/** Ends the item where WeChat would refuse the parameter. */
export function check(item: Item, name: string, problem: Problem | undefined): void {
	if (problem) item.invalid(name, problem.what, problem.next);
}

/** Reads "Page" without its leading slash; empty where it was left out. */
export function pageOf(item: Item): string {
	const page = pagePath(item.optional('pagePath'));
	check(item, 'pagePath', pageProblem(page));
	return page;
}

/** Reads "Query", a text or an object. */
export function queryOf(item: Item): string {
	const given = item.value('query', '');
	const isFields = typeof given === 'object' && given !== null && !Array.isArray(given);
	const read = queryText(isFields ? (given as JsonObject) : item.optional('query'));
	if ('query' in read) return read.query;
	return item.invalid('query', read.problem.what, read.problem.next);
}

/** Reads how long the link lives. */
export function lifeOf(item: Item): LinkLife {
	if (item.choice('expires') !== 'date') {
		const life = { days: item.number('days', { ...LINK_DAYS, fallback: LINK_DAYS.max }) };
		check(item, 'days', lifeProblem(life));
		return life;
	}
	const endsAt = momentOf(item.value('expiresAt', ''), item.timeZone);
	if (endsAt === undefined) {
		return item.invalid('expiresAt', 'is not a date', 'Enter one such as 2026-12-31T23:59:00.');
	}
	check(item, 'expiresAt', lifeProblem({ endsAt }));
	return { endsAt };
}

/** Reads "Mini Program Version"; undefined where it was not added. */
export const versionOf = (item: Item): MiniProgramVersion | undefined =>
	(item.choice('options.miniProgramVersion') as MiniProgramVersion | '') || undefined;
