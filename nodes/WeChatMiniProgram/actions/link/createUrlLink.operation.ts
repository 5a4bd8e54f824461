import { createUrlLink as endpoint } from '../../../../wechat/links';
import { expiringLink } from './expiringLink';

/** Link > Create URL Link: an https link for mails and text messages. */
export const createUrlLink = expiringLink(
	{
		label: 'Create URL Link',
		action: 'Create URL link',
		explains: 'Make a link for an email, text message or web page, which opens the Mini Program',
	},
	endpoint,
);
