import type { MessageSystem, MessageType } from './messageSystem';
import { subscribeMessages } from './subscribeMessages';
import { templateMessages } from './templateMessages';

/** The endpoints of each message type. */
export const messageSystems: Readonly<Record<MessageType, MessageSystem>> = {
	subscribe: subscribeMessages,
	template: templateMessages,
};
