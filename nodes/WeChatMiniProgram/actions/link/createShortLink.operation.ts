import { createShortLink as endpoint, pageWithQuery } from '../../../../wechat/links';
import type { ShortLink } from '../../../../wechat/links';
import { callSettings } from '../../descriptions/callOptions';
import { record } from '../operation';
import type { Operation } from '../operation';
import { linkOptions } from './linkParameters';

/** Link > Create Short Link: a link for chats inside WeChat. */
export const createShortLink: Operation<ShortLink> = {
	label: 'Create Short Link',
	action: 'Create short link',
	explains: 'Make a short link for chats in WeChat; only some categories of Mini Programs may',
	parameters: [
		{
			displayName: 'Page',
			name: 'pagePath',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. pages/order/detail?orderId=339208499',
			description: 'The page of the Mini Program that opens, with its query',
		},
		{
			displayName: 'Page Title',
			name: 'pageTitle',
			type: 'string',
			default: '',
			placeholder: 'e.g. 我的订单',
			description: 'What the link is called. Without it WeChat takes the name of the Mini Program.',
		},
		{
			displayName: 'Permanent',
			name: 'permanent',
			type: 'boolean',
			default: false,
			description:
				'Whether the link works for good. An account may have 100,000 of these; the others work for 30 days.',
		},
		linkOptions([], 'A call for a permanent link is not made again, as each one counts.'),
	],
	prepare(item) {
		const read = pageWithQuery(item.text('pagePath'));
		if ('problem' in read) return item.invalid('pagePath', read.problem.what, read.problem.next);
		const title = item.optional('pageTitle');
		return { page: read.page, title, permanent: item.flag('permanent') };
	},
	run: async (session, link) => record(await session.call(endpoint, link)),
	about: ({ page }) => ({ effect: 'the link was created', details: { page_url: page } }),
	settings: callSettings,
};
