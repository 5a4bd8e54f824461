import { createScheme as endpoint } from '../../../../wechat/links';
import { expiringLink } from './expiringLink';

/** Link > Create Scheme: a `weixin://` link for apps and web pages. */
export const createScheme = expiringLink(
	{
		label: 'Create Scheme',
		action: 'Create scheme link',
		explains: 'Make a weixin:// link for an app or web page, which opens the Mini Program',
	},
	endpoint,
);
