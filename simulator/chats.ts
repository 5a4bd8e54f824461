import { picturePath, readPicture } from './pictures';
import type { Picture } from './pictures';
import type { PushEvent, PushValue } from './push/message';
import type { Account } from './state/account';
import type { ChatContent, ChatLine } from './state/conversations';
import type { SimulatorState } from './state/simulatorState';

/** What chats need of their simulator. */
export interface ChatWorld {
	readonly state: SimulatorState;
	/** Base URL, under which pictures are seen. */
	readonly url: string;
	/** Whether the messages of users go to a callback. */
	readonly isPushing: boolean;
	push(event: PushEvent, account: Account): void;
}

/**
 * What users do in their chats with customer service. Where an account can be given it comes last; left
 * out, it is the first one. Each throws on a malformed openid.
 */
export class Chats {
	constructor(private readonly world: ChatWorld) {}

	/** Everything that was said in a user's chat, oldest first. */
	lines(openId: string, account = this.account): readonly ChatLine[] {
		return account.conversations.of(openId).lines;
	}

	/** Messages that the account may still send to a user at this moment. */
	messagesLeft(openId: string, account = this.account): number {
		return account.conversations.of(openId).messagesLeft;
	}

	/** Whether "is typing" shows on a user's phone. */
	isTyping(openId: string, account = this.account): boolean {
		return account.conversations.of(openId).isTyping;
	}

	/** The user opens the chat from a button. sessionFrom: what the button says of itself. */
	open(openId: string, sessionFrom = '', account = this.account): void {
		const { state } = this.world;
		state.meet(account, openId);
		account.conversations.of(openId).allow('open', state.quirks.messagesAfterOpening);
		const event = 'user_enter_tempsession';
		this.world.push({ openId, event, fields: { SessionFrom: sessionFrom } }, account);
	}

	/** The user writes a text. */
	write(openId: string, text: string, account = this.account): void {
		if (text === '') throw new Error('A message needs a text');
		this.say(openId, { type: 'text', text }, { MsgType: 'text', Content: text }, account);
	}

	/** The user sends a picture. Returns its media id. Throws on what is no PNG, JPEG or GIF. */
	sendPicture(openId: string, content: Buffer, account = this.account): string {
		const { mediaId } = account.media.keep(pictureIn(content));
		const fields = { MsgType: 'image', PicUrl: this.pictureUrl(mediaId), MediaId: mediaId };
		this.say(openId, { type: 'image', mediaId }, fields, account);
		return mediaId;
	}

	/** The user sends a card of a page of the Mini Program, with its picture. */
	sendCard(
		openId: string,
		{ title, pagePath, picture }: { title: string; pagePath: string; picture: Buffer },
		account = this.account,
	): void {
		const { mediaId } = account.media.keep(pictureIn(picture));
		const fields = {
			MsgType: 'miniprogrampage',
			Title: title,
			AppId: account.appId,
			PagePath: pagePath,
			ThumbUrl: this.pictureUrl(mediaId),
			ThumbMediaId: mediaId,
		};
		const content: ChatContent = {
			type: 'miniprogrampage',
			title,
			pagePath,
			thumbMediaId: mediaId,
		};
		this.say(openId, content, fields, account);
	}

	private get account(): Account {
		return this.world.state.accounts[0];
	}

	private pictureUrl(mediaId: string): string {
		return this.world.url + picturePath(mediaId);
	}

	/** A message goes to the desk while people there see to the user, or where there is no push; else to the callback. */
	private say(
		openId: string,
		content: ChatContent,
		fields: Record<string, PushValue>,
		account: Account,
	): void {
		const { state } = this.world;
		state.meet(account, openId);
		const { conversations } = account;
		const conversation = conversations.of(openId);
		conversation.allow('write');
		const msgId = state.nextMsgId();
		const atDesk = conversation.desk === 'serving';
		conversations.say(openId, 'user', content, { atDesk, msgId: String(msgId) });
		// Its 30 minutes may be over, which nobody told.
		state.events.emit('desk', { openId, desk: conversation.desk });
		if (atDesk) return;
		if (!this.world.isPushing) state.handOver(account, openId, String(msgId));
		else this.world.push({ openId, fields: { ...fields, MsgId: msgId } }, account);
	}
}

function pictureIn(content: Buffer): Picture {
	const picture = readPicture(content);
	if (!picture) throw new Error('Not a PNG, JPEG or GIF picture');
	return picture;
}
