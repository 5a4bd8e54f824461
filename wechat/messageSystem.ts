import { checkConfirmed, idText } from './answer';
import type { Endpoint, WeChatBody } from './endpoint';
import type { JsonObject } from './json';
import type { TemplateField } from './templateContent';

/** A stretch of a list: `count` records from `offset` (0 is the first). */
export interface Stretch {
	offset: number;
	count: number;
}

/** A stretch of the template library; `categoryIds` where the library is listed by category. */
export interface LibraryQuery extends Stretch {
	categoryIds?: string[];
}

/** Part of the library and the number of titles in all of it. */
export interface LibraryPage {
	titles: JsonObject[];
	total: number;
}

/** A template to add to the account. */
export interface NewTemplate {
	titleId: string;
	/** In the order in which the user shall see them. */
	keywordIds: number[];
	/** Shown to the user when asked to subscribe; Subscribe Messages only, at most 15 characters. */
	sceneDescription?: string;
}

/** One message to one user. Fields that a message type does not have are left out of its request. */
export interface Message {
	openId: string;
	templateId: string;
	data: { [key: string]: { value: string; color?: string } };
	page?: string;
	formId?: string;
	emphasisKeyword?: string;
	miniprogramState?: string;
	lang?: string;
}

/** What a person needs to recognise a record in a list. */
export interface NamedRecord {
	id: string;
	name: string;
	note?: string;
}

/** A template of the account with the fields its content asks for. */
export interface AccountTemplate extends NamedRecord {
	fields: TemplateField[];
}

/**
 * The steps from the public library to a message on a phone, for one kind of message, and the limits of
 * each. Records keep WeChat's own field names; `name…` functions read them for people.
 */
export interface MessageSystem {
	/** The most titles WeChat gives in one answer. */
	readonly titlesPerCall: number;
	/** The most templates WeChat gives in one answer; undefined where it always gives all. */
	readonly templatesPerCall?: number;
	/** How many keywords a template may have. */
	readonly keywordCount: { readonly min: number; readonly max: number };
	/** Titles whose templates have no keywords. WeChat's library may leave them out. */
	readonly cardTitles?: readonly NamedRecord[];
	/** Whether every field of the template must be filled. */
	readonly allFieldsRequired: boolean;

	/** The account's categories, where the library is listed by category. */
	readonly listCategories?: Endpoint<void, JsonObject[]>;
	readonly listLibrary: Endpoint<LibraryQuery, LibraryPage>;
	readonly getKeywords: Endpoint<{ titleId: string }, JsonObject[]>;
	readonly addTemplate: Endpoint<NewTemplate, JsonObject>;
	readonly listTemplates: Endpoint<Stretch, JsonObject[]>;
	readonly deleteTemplate: Endpoint<{ templateId: string }, JsonObject>;
	readonly send: Endpoint<Message, JsonObject>;

	nameTitle(title: JsonObject): NamedRecord;
	nameKeyword(keyword: JsonObject): NamedRecord;
	nameTemplate(template: JsonObject): AccountTemplate;
}

/**
 * The record of a message that WeChat took: its own answer with the recipient and the template beside it.
 * `msgid` (not documented, absent on older answers) is the `MsgID` of the later receipt event. Throws
 * UnexpectedAnswer when the answer does not confirm the message.
 */
export function readSent(body: WeChatBody, { openId, templateId }: Message): JsonObject {
	checkConfirmed(body, 'msgid');
	return {
		errcode: 0,
		errmsg: body.errmsg ?? 'ok',
		...(body.msgid !== undefined && { msgid: idText(body.msgid) }),
		touser: openId,
		template_id: templateId,
	};
}
