import { downloadMedia } from '../../../../wechat/media';
import { callOptions, callSettings } from '../../descriptions/callOptions';
import type { Operation } from '../operation';

interface Input {
	mediaId: string;
	field: string;
}

/** Media > Download: the picture of a media ID as n8n's binary data. */
export const download: Operation<Input> = {
	label: 'Download',
	action: 'Download media',
	explains: 'Get a picture that a user sent, or that was uploaded',
	parameters: [
		{
			displayName: 'Media ID',
			name: 'mediaId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. {{ $json.mediaId }}',
			description:
				'The ID that the WeChat Mini Program Trigger gives with a picture, or that Media > Upload gave. WeChat keeps the picture for 3 days.',
		},
		{
			displayName: 'Put Output File in Field',
			name: 'binaryPropertyName',
			type: 'string',
			required: true,
			default: 'data',
			placeholder: 'e.g. data',
			hint: 'The name of the output field to put the picture in',
			description: 'The field of the output item that holds the picture',
		},
		callOptions(
			'How many pictures are downloaded at a time, from 1 to 100; the value of the first item counts',
			'A download without an answer is made again.',
		),
	],
	prepare: (item) => ({ mediaId: item.text('mediaId'), field: item.text('binaryPropertyName') }),
	async run(session, { mediaId, field }) {
		const file = await session.call(downloadMedia, { mediaId });
		return { json: { media_id: mediaId }, files: { [field]: file } };
	},
	about: ({ mediaId }) => ({
		effect: 'the picture was downloaded',
		details: { media_id: mediaId },
	}),
	settings: callSettings,
};
