import { isDeviceSn, sendToDevice as endpoint } from '../../../../wechat/deviceMessages';
import type { DeviceMessage } from '../../../../wechat/deviceMessages';
import {
	callSettings,
	concurrencyOption,
	optionsCollection,
	timeoutOption,
} from '../../descriptions/callOptions';
import { templateIdOf, messageTemplateLocator } from '../../descriptions/locators';
import {
	onInvalidValueOption,
	pageOption,
	templateDataParameters,
} from '../../descriptions/templateData';
import { language, miniProgramVersion, subscribe } from '../../messageTypes/subscribe';
import { filledTemplate } from '../../templateFields/filledTemplate';
import { record } from '../operation';
import type { Operation } from '../operation';
import { shortenedHints } from '../summary';

interface Input {
	message: DeviceMessage;
	labels: Record<string, string>;
	/** Labels of the values that were cut to WeChat's limit. */
	shortened: string[];
}

/** Message > Send to Device Users: one message about a device to the users who allowed it. */
export const sendToDevice: Operation<Input> = {
	label: 'Send to Device Users',
	action: 'Send message to device users',
	explains: 'Tell the users of a device in WeChat what happened to it',
	parameters: [
		messageTemplateLocator,
		{
			displayName: 'Device Serial Number',
			name: 'deviceSn',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. SN20240608-0001',
			description: 'At most 128 letters, digits, underscores and hyphens',
		},
		{
			displayName: 'Model ID',
			name: 'modelId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. xKqyWUsdtbFz0bTGOAbGJQ',
			description: "The model of the device, by the ID that it has in WeChat's console",
		},
		{
			displayName: 'OpenIDs',
			name: 'openIds',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. o7esq5OI1Uej6Xixw1lA2H7XDVbc, o7esq5PHRGBQYmeNyfG064wEFVpQ',
			description:
				'The users who get the message, separated by commas or as a list by expression. Each must have allowed the template for this device.',
		},
		...templateDataParameters,
		optionsCollection([
			concurrencyOption(
				'How many messages are sent at a time, from 1 to 100; the value of the first item counts. Messages about one device are always sent one after another.',
			),
			onInvalidValueOption,
			pageOption,
			timeoutOption('A message without an answer is not sent again.'),
			language,
			miniProgramVersion,
		]),
	],
	prepare(item) {
		const sn = item.text('deviceSn');
		if (!isDeviceSn(sn)) {
			return item.invalid(
				'deviceSn',
				'is not a serial number that WeChat takes',
				'Use at most 128 letters, digits, underscores and hyphens.',
			);
		}
		const openIds = item.list('openIds');
		if (openIds.length === 0) {
			return item.invalid('openIds', 'is empty', 'Enter at least one OpenID.');
		}
		const templateId = templateIdOf(item);
		const modelId = item.text('modelId');
		const { data, labels, shortened } = filledTemplate(item, subscribe.system.allFieldsRequired);
		const message: DeviceMessage = {
			sn,
			modelId,
			openIds,
			templateId,
			data,
			page: item.optional('options.page').replace(/^\/+/, ''),
			...subscribe.send.read(item, data),
		};
		return { message, labels, shortened };
	},
	run: async (session, { message }) => record(await session.call(endpoint, message)),
	about: ({ message: { sn, openIds, templateId }, labels }) => ({
		effect: `the message about the device ${sn} was sent`,
		details: { sn, template_id: templateId, to_openid_list: openIds },
		labels,
	}),
	// WeChat refuses two calls at a time for one openid (43108), and a device has the same users each time.
	lane: ({ message }) => message.sn,
	settings: callSettings,
	hints: (inputs) =>
		shortenedHints([...inputs].map(([index, { shortened }]) => [index, shortened] as const)),
};
