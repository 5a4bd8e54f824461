import { NodeOperationError } from 'n8n-workflow';
import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { REPEAT_DELAYS_MS } from '../../../shared/repeat';
import type { JsonObject } from '../../../wechat/json';
import type { AccountTemplate, MessageSystem } from '../../../wechat/messageSystem';
import { getCategories } from '../../../wechat/subscribeMessages';
import { messageTypeNamed, messageTypes } from '../messageTypes';
import type { MessageType } from '../messageTypes/messageType';
import { report, toNodeApiError } from '../transport/errors';
import { CallFailure } from '../transport/outcome';
import { accountTemplates, categoriesFor, libraryPages } from '../transport/pages';
import type { PageReader } from '../transport/pages';
import { plainText } from '../transport/plainText';
import { Session } from '../transport/session';
import { cached } from './editorCache';

/** The library and the categories change rarely; the account's templates with every Template > Add. */
const LIBRARY_SECONDS = 600;
const TEMPLATES_SECONDS = 10;
/** Whoever types a filter searches the list that is on the screen. */
const SHOWN_TEMPLATES_SECONDS = 60;

const HALF_A_MINUTE = 30;

/** What the editor's lists are made of, for the account and message type that the node is set to. */
export class Editor {
	private constructor(
		private readonly session: Session,
		private readonly type: MessageType,
	) {}

	/** WeChat's endpoints of the message type. */
	get system(): MessageSystem {
		return this.type.system;
	}

	/**
	 * Reads for one of the editor's lists. Throws NodeApiError or NodeOperationError, whose words n8n
	 * shows in place of the list.
	 */
	static async read<T>(
		context: ILoadOptionsFunctions,
		read: (editor: Editor) => Promise<T>,
	): Promise<T> {
		let host = '';
		try {
			const session = await Session.open(context, {
				timeout: HALF_A_MINUTE,
				limitDelays: REPEAT_DELAYS_MS,
			});
			host = session.host;
			const value = context.getCurrentNodeParameter('messageType');
			const type = messageTypeNamed(String(value)) ?? messageTypes[0];
			return await read(new Editor(session, type));
		} catch (error) {
			if (!(error instanceof CallFailure)) {
				throw new NodeOperationError(context.getNode(), plainText(error.message), {
					description: plainText(error.description ?? ''),
				});
			}
			const subject = { effect: 'the list was read', details: {} };
			throw toNodeApiError(context.getNode(), report(error, subject, host));
		}
	}

	/** The account's templates; while somebody `isTyping`, as they were up to a minute ago. */
	async templates(isTyping = false): Promise<AccountTemplate[]> {
		const templates = await this.cached(
			'templates',
			isTyping ? SHOWN_TEMPLATES_SECONDS : TEMPLATES_SECONDS,
			async () => await accountTemplates(this.session, this.system, Infinity),
		);
		return templates.map(this.system.nameTemplate);
	}

	/** The fields that a template with this title can have. */
	async keywords(titleId: string): Promise<JsonObject[]> {
		return await this.cached(
			`keywords ${titleId}`,
			LIBRARY_SECONDS,
			async () => await this.session.call(this.system.getKeywords, { titleId }),
		);
	}

	/** The account's categories. */
	async categories(): Promise<JsonObject[]> {
		return await this.cached(
			'categories',
			LIBRARY_SECONDS,
			async () => await this.session.call(getCategories, undefined),
		);
	}

	/** The library of all the account's categories, page by page. */
	async library(): Promise<PageReader> {
		const categoryIds = await categoriesFor(this.system, [], async () => await this.categories());
		const page = libraryPages(this.session, this.system, categoryIds);
		return async (offset, count) =>
			await this.cached(
				`library ${offset} ${count}`,
				LIBRARY_SECONDS,
				async () => await page(offset, count),
			);
	}

	private async cached<T>(what: string, seconds: number, read: () => Promise<T>): Promise<T> {
		const key = `${this.session.accountKey} ${this.type.value} ${what}`;
		return await cached(key, seconds, read);
	}
}
