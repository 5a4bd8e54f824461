import { cardFailureEvent } from '../../wechat/push/cardFailure';
import { customerServiceMessage } from '../../wechat/push/pushEvent';

/** A kind of push that a workflow can start on, in the words of the panel and of the documentation. */
export interface PushKind {
	/** WeChat's `Event`, which workflows are saved with. */
	event: string;
	label: string;
	explains: string;
}

/** The kinds that have a name, in the order of their labels; every other kind is under Any Event. */
export const pushKinds: readonly PushKind[] = [
	{
		event: 'user_enter_tempsession',
		label: 'Customer Service Chat Opened',
		explains: 'A user opened the customer service chat (user_enter_tempsession)',
	},
	{
		event: customerServiceMessage,
		label: 'Customer Service Message Received',
		explains: 'A user wrote to the customer service: text, picture or Mini Program card',
	},
	{
		event: 'subscribe_msg_sent_event',
		label: 'Message Result Known',
		explains:
			'Whether a message arrived, by the msgid that Send returned (subscribe_msg_sent_event)',
	},
	{
		event: cardFailureEvent,
		label: 'Service Card Failed',
		explains: `A service card did not reach its user, and why (${cardFailureEvent})`,
	},
	{
		event: 'subscribe_msg_popup_event',
		label: 'Subscription Answered',
		explains:
			'A user allowed or refused templates in the permission dialog (subscribe_msg_popup_event)',
	},
	{
		event: 'subscribe_msg_change_event',
		label: 'Subscription Withdrawn',
		explains:
			'A user switched templates off in the notification settings (subscribe_msg_change_event)',
	},
];
