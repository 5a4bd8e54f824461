import type { Answer } from '../answers';
import { bare, ok, refuse } from '../answers';
import { checkSecret, spendQuota } from '../checks';
import type { AccountCall, Call, Endpoint } from '../endpoint';
import { ERROR_TEXTS } from '../errorTexts';

const COUNTRY_CODE = '86';

/** Who a user is: login codes and phone numbers. */
export const IDENTITY_ENDPOINTS: Endpoint[] = [
	{ credential: 'secret', method: 'GET', path: '/sns/jscode2session', handle: logIn },
	{
		credential: 'token',
		method: 'POST',
		path: '/wxa/business/getuserphonenumber',
		body: 'any',
		handle: getPhoneNumber,
	},
];

function logIn(call: Call): Answer {
	const { query, state } = call;
	const given = {
		appid: query.get('appid'),
		secret: query.get('secret'),
		grantType: query.get('grant_type'),
	};
	const account = checkSecret(call, given, 'authorization_code');
	if ('errcode' in account) return account;
	const code = query.get('js_code');
	if (!code) return refuse(41008);
	const user = account.loginCodes.use(code);
	if (user === 'unknown') return refuse(40029);
	if (user === 'used') return refuse(40163);
	const refusal = spendQuota(account, call.path, user.openId);
	if (refusal) return refusal;
	return bare({
		session_key: state.newSessionKey(),
		openid: user.openId,
		...(account.settings.openPlatform ? { unionid: state.unionIdOf(user.openId) } : {}),
	});
}

function getPhoneNumber(call: AccountCall): Answer {
	const { account, state } = call;
	const { code } = call.json() ?? {};
	if (typeof code !== 'string' || code === '') return withoutCode(call);
	const user = account.phoneCodes.use(code);
	if (typeof user === 'string') return refuse(40029, hinted(call, 40029));
	const phoneNumber = state.phoneNumberOf(user.openId);
	return ok({
		phone_info: {
			phoneNumber,
			purePhoneNumber: phoneNumber,
			countryCode: state.quirks.countryCodeAsNumber ? Number(COUNTRY_CODE) : COUNTRY_CODE,
			watermark: { timestamp: state.clock.seconds(), appid: account.appId },
		},
	});
}

function withoutCode(call: AccountCall): Answer {
	const errcode = call.json() ? call.state.quirks.missingPhoneCode : 47001;
	return refuse(errcode, errcode === 47001 ? hinted(call, errcode) : undefined);
}

/** This endpoint alone still has the hint of older days, beside the rid. */
function hinted({ state }: AccountCall, errcode: number): string {
	return `${ERROR_TEXTS[errcode]} hint: [${state.newHint()}]`;
}
