import type { INodeParameters } from 'n8n-workflow';

/** Where customer service messages, typing and pictures go. */
export const PATHS = {
	send: '/cgi-bin/message/custom/send',
	typing: '/cgi-bin/message/custom/typing',
	businessTyping: '/cgi-bin/message/custom/business/typing',
	upload: '/cgi-bin/media/upload',
	download: '/cgi-bin/media/get',
};

/** Customer Service > Send to the item's user; `parameters` say what. */
export const answerParameters = (parameters: INodeParameters): INodeParameters => ({
	resource: 'customerService',
	operation: 'send',
	openId: '={{ $json.openId }}',
	...parameters,
});

/** A text to the item's user: its field `text`. */
export const textAnswer = (options: INodeParameters = {}): INodeParameters =>
	answerParameters({ contentType: 'text', text: '={{ $json.text }}', options });

/** A picture of the item to its user. */
export const imageAnswer = (parameters: INodeParameters = {}): INodeParameters =>
	answerParameters({ contentType: 'image', imageSource: 'binary', ...parameters });
