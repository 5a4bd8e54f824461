import type { FastifyInstance } from 'fastify';

import { picturePath } from '../pictures';
import type { Simulator } from '../simulator';

/** Serves the pictures of chats, those that WeChat no longer keeps as media too. */
export function addPictureRoute(app: FastifyInstance, simulator: Simulator): void {
	app.get<{ Params: { mediaId: string } }>(picturePath(':mediaId'), async (request, reply) => {
		const { mediaId } = request.params;
		const pictures = simulator.state.accounts.map(({ media }) => media.shown(mediaId));
		const picture = pictures.find((one) => one !== undefined);
		if (!picture) return await reply.status(404).send();
		return await reply.type(picture.contentType).send(picture.content);
	});
}
