import { recordIn, textIn } from './answer';
import type { Endpoint } from './endpoint';
import type { JsonObject } from './json';

/**
 * Exchanges a login code (`wx.login`, valid 5 minutes, once) for the user's openid (code2Session). The
 * answer holds the session key, which decrypts the user's data: whoever reads it decides what to show.
 */
export const getByLoginCode: Endpoint<{ loginCode: string }, JsonObject> = {
	request: ({ loginCode }) => ({
		method: 'GET',
		path: '/sns/jscode2session',
		query: { js_code: loginCode, grant_type: 'authorization_code' },
		// The first call uses the code up even when its answer is lost.
		repeatable: false,
		identifiedBy: 'appSecret',
	}),
	read: (body) => {
		textIn(body, 'openid');
		return body;
	},
};

/** Exchanges a phone code (`getPhoneNumber` button, valid 5 minutes, once) for the phone number. */
export const getPhoneNumber: Endpoint<{ phoneCode: string }, JsonObject> = {
	request: ({ phoneCode }) => ({
		method: 'POST',
		path: '/wxa/business/getuserphonenumber',
		body: { json: { code: phoneCode } },
		repeatable: false,
		identifiedBy: 'accessToken',
	}),
	read: (body) => recordIn(body, 'phone_info'),
};
