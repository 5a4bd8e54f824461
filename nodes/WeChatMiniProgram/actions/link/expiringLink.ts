import type { Endpoint } from '../../../../wechat/endpoint';
import type { JsonObject } from '../../../../wechat/json';
import type { Link } from '../../../../wechat/links';
import { callSettings } from '../../descriptions/callOptions';
import { record } from '../operation';
import type { Operation } from '../operation';
import {
	expiringLinkParameters,
	lifeOf,
	linkOptions,
	pageOf,
	queryOf,
	versionOf,
} from './linkParameters';

/** The operation that makes one of the two links that expire, from its words and its endpoint. */
export const expiringLink = (
	words: Pick<Operation<Link>, 'label' | 'action' | 'explains'>,
	endpoint: Endpoint<Link, JsonObject>,
): Operation<Link> => ({
	...words,
	parameters: [...expiringLinkParameters, linkOptions()],
	prepare: (item) => ({
		page: pageOf(item),
		query: queryOf(item),
		life: lifeOf(item),
		version: versionOf(item),
	}),
	run: async (session, link) => record(await session.call(endpoint, link)),
	about: ({ page = '', query = '' }) => ({
		effect: 'the link was created',
		details: { path: page, query },
	}),
	settings: callSettings,
});
