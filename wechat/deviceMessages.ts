import { checkConfirmed } from './answer';
import type { Endpoint } from './endpoint';
import type { JsonObject } from './json';

/** What a device tells its users. */
export interface DeviceMessage {
	/** The serial number of the device; see {@link isDeviceSn}. */
	sn: string;
	/** The ID of the device's model, from WeChat's console. */
	modelId: string;
	/** The users who allowed the template for this device. */
	openIds: string[];
	templateId: string;
	data: { [key: string]: { value: string } };
	page?: string;
	miniprogramState?: string;
	lang?: string;
}

/** Whether a text can be a serial number: 1 to 128 letters, digits, `_` and `-`. */
export const isDeviceSn = (text: string): boolean => /^[\w-]{1,128}$/.test(text);

/**
 * Sends a message about a device to its users (hardwareDevice.send). WeChat answers once for all of them
 * and without an id.
 */
export const sendToDevice: Endpoint<DeviceMessage, JsonObject> = {
	request: ({ sn, modelId, openIds, templateId, data, page, miniprogramState, lang }) => ({
		method: 'POST',
		path: '/cgi-bin/message/device/subscribe/send',
		body: {
			json: {
				template_id: templateId,
				sn,
				modelId,
				to_openid_list: openIds,
				...(page && { page }),
				data: data as JsonObject,
				...(miniprogramState && { miniprogram_state: miniprogramState }),
				...(lang && { lang }),
			},
		},
		repeatable: false,
		identifiedBy: 'accessToken',
	}),
	read: (body, { templateId, openIds }) => {
		checkConfirmed(body);
		return {
			errcode: 0,
			errmsg: body.errmsg ?? 'ok',
			template_id: templateId,
			to_openid_list: openIds,
		};
	},
};
