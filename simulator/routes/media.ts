import type { Answer } from '../answers';
import { bare, fileAnswer, refuse } from '../answers';
import type { AccountCall, Endpoint } from '../endpoint';
import { readForm } from '../multipart';
import { readPicture } from '../pictures';

const PICTURE_NAME = /\.(png|jpe?g|gif)$/i;

/** uploadTempMedia and getTempMedia. */
export const MEDIA_ENDPOINTS: Endpoint[] = [
	{
		credential: 'token',
		method: 'POST',
		path: '/cgi-bin/media/upload',
		body: 'any',
		handle: upload,
	},
	{ credential: 'token', method: 'GET', path: '/cgi-bin/media/get', handle: get },
];

function upload({ query, contentType, bytes, account, state }: AccountCall): Answer {
	// The other types are for official accounts.
	if (query.get('type') !== 'image') return refuse(40004);
	const part = readForm(contentType, bytes)?.find(({ name }) => name === 'media');
	if (part?.fileName === undefined || part.content.length === 0) return refuse(41005);
	const picture = readPicture(part.content);
	if (!picture || !PICTURE_NAME.test(part.fileName)) return refuse(40005);
	if (part.content.length > state.quirks.largestPicture) return refuse(40009);
	const { mediaId, createdAt } = account.media.keep(picture);
	return bare({ type: 'image', media_id: mediaId, created_at: createdAt });
}

function get({ query, account }: AccountCall): Answer {
	const medium = account.media.get(query.get('media_id'));
	if (!medium) return refuse(40007);
	const { content, contentType, ending } = medium.picture;
	return fileAnswer({ content, contentType, name: `${medium.mediaId}.${ending}` });
}
