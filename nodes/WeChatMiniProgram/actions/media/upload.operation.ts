import { callOptions, callSettings } from '../../descriptions/callOptions';
import { record } from '../operation';
import type { Operation } from '../operation';
import { pictureField, pictureOf, uploaded } from './picture';
import type { Picture } from './picture';

/** Media > Upload: a picture of each item. */
export const upload: Operation<Picture> = {
	label: 'Upload',
	action: 'Upload media',
	explains: 'Hand WeChat a picture for customer service messages',
	parameters: [
		pictureField,
		callOptions(
			'How many pictures are uploaded at a time, from 1 to 100; the value of the first item counts. The same picture in several items is uploaded once.',
			'An upload without an answer is made again.',
		),
	],
	prepare: pictureOf,
	run: async (session, picture) => record({ ...(await uploaded(session, picture)) }),
	about: () => ({ effect: 'the picture was uploaded', details: {} }),
	settings: callSettings,
};
