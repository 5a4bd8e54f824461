import type { INodeProperties } from 'n8n-workflow';
import type { Message, MessageSystem, NewTemplate } from '../../../wechat/messageSystem';
import type { Item } from '../actions/item';

/** What one operation asks for and reads beyond what it does for every message type. */
export interface OfType<Read> {
	/** Shown for this message type only. */
	parameters?: INodeProperties[];
	/** Entries of the operation's Options, shown for this message type only. */
	options?: INodeProperties[];
	read: Read;
}

/** What the node knows of one of WeChat's message types. */
export interface MessageType {
	/** The value of "Message Type"; workflows are saved with it. */
	value: string;
	/** What it is called in texts. */
	label: string;
	/** Its name in the drop-down, where that says more. */
	name?: string;
	/** The description below its name. */
	explains: string;
	/** Shown while it is chosen. */
	notice?: string;
	/** WeChat's endpoints of it. */
	system: MessageSystem;

	/** Message > Send: the rest of a message whose data is filled. */
	send: OfType<(item: Item, data: Message['data']) => Partial<Message>>;
	/** Template > Add. */
	add?: OfType<(item: Item) => Partial<NewTemplate>>;
	/** Template Library > Get Many: the categories to list, none for all of the account's. */
	library?: OfType<(item: Item) => string[]>;
}
