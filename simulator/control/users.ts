import type { DialogAnswer } from '../state/simulatorState';
import { text } from './control';
import type { ControlPart } from './control';

/** What people do on their phones. */
export const USERS: ControlPart = {
	actions: {
		user: ({ users }, input) => ({ openId: users.user(text(input, 'name')) }),
		subscribe: ({ users }, input) => {
			const times = input.times === undefined ? 1 : Number(input.times);
			const [openId, templateId] = [text(input, 'openId'), text(input, 'templateId')];
			users.subscribe(openId, templateId, times);
			const left = users.messagesLeft(openId, templateId);
			// A long-term permission has no number.
			return { left: Number.isFinite(left) ? left : undefined };
		},
		unsubscribe: ({ users }, input) =>
			users.unsubscribe(text(input, 'openId'), text(input, 'templateId')),
		refuse: ({ users }, input) => users.refuse(text(input, 'openId'), text(input, 'templateId')),
		answerDialog: ({ users }, input) =>
			users.answerDialog(text(input, 'openId'), input.answers as Record<string, DialogAnswer>),
		acceptAlways: ({ users }, input) =>
			users.acceptAlways(text(input, 'openId'), text(input, 'templateId')),
		acceptSilently: ({ users }, input) =>
			users.acceptSilently(text(input, 'openId'), text(input, 'templateId')),
		blockMessages: ({ users }, input) => users.blockMessages(text(input, 'openId')),
		openLink: ({ users }, input) => users.openLink(text(input, 'openId'), text(input, 'link')),
		submitForm: ({ users }, input) => ({ formId: users.submitForm(text(input, 'openId')) }),
		pay: ({ users }, input) => ({ prepayId: users.pay(text(input, 'openId')) }),
		logIn: ({ users }, input) => ({ code: users.logIn(text(input, 'openId')) }),
		givePhoneNumber: ({ users }, input) => ({
			code: users.givePhoneNumber(text(input, 'openId')),
		}),
	},
};
