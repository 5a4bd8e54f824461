import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { jsonsOf, pairsOf, recordsOf, useTappedHarness } from '../support/tappedHarness';

const LOG_IN = '/sns/jscode2session';
const PHONE = '/wxa/business/getuserphonenumber';

const harness = useTappedHarness({ accounts: [{ openPlatform: true }] });

const byLoginCode = (options: INodeParameters = {}): INodeParameters => ({
	resource: 'user',
	operation: 'getByLoginCode',
	loginCode: '={{ $json.code }}',
	options,
});

describe('Get by Login Code', () => {
	test('gives the openid and unionid, and hides the session key', async () => {
		const openId = harness.simulator.user('anna');
		const code = harness.simulator.logIn(openId);
		const result = await harness.run(byLoginCode(), [{ code }]);

		expect(jsonsOf(result)).toEqual([
			{ openid: openId, unionid: harness.simulator.state.unionIdOf(openId) },
		]);
		expect(result.serialized()).not.toContain('session_key');
		const { appId, appSecret } = harness.simulator.account;
		expect(harness.wire.only(LOG_IN)).toMatchObject({
			method: 'GET',
			query: {
				appid: appId,
				secret: appSecret,
				js_code: code,
				grant_type: 'authorization_code',
			},
		});
	});

	test('needs no access token', async () => {
		const code = harness.simulator.logIn(harness.simulator.user('anna'));
		await recordsOf(harness, byLoginCode(), [{ code }]);
		expect(harness.wire.requests.map(({ path }) => path)).toEqual([LOG_IN]);
	});

	test('shows the session key where asked to', async () => {
		const code = harness.simulator.logIn(harness.simulator.user('anna'));
		const [user] = await recordsOf(harness, byLoginCode({ includeSessionKey: true }), [{ code }]);
		expect(Buffer.from(String(user.session_key), 'base64')).toHaveLength(16);
	});

	test('a used and an unknown code fail each with its own words, the others go on', async () => {
		const openId = harness.simulator.user('anna');
		const [first, second] = [harness.simulator.logIn(openId), harness.simulator.logIn(openId)];
		await recordsOf(harness, byLoginCode(), [{ code: first }]);
		const result = await harness.run(
			byLoginCode(),
			[{ code: first }, { code: 'unknown' }, { code: second }],
			{ onError: 'continueRegularOutput' },
		);
		expect(jsonsOf(result)).toEqual([
			expect.objectContaining({
				error: 'The code was already used',
				details: expect.objectContaining({ errcode: 40163 }),
			}),
			expect.objectContaining({
				error: 'WeChat does not accept the code: it is wrong or too old',
				details: expect.objectContaining({ errcode: 40029 }),
			}),
			expect.objectContaining({ openid: openId }),
		]);
		expect(pairsOf(result)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	});

	test('is not repeated when the answer is lost: the code is used up', async () => {
		const code = harness.simulator.logIn(harness.simulator.user('anna'));
		harness.simulator.order({ kind: 'cutAfter', path: LOG_IN });
		const { error } = await harness.run(byLoginCode(), [{ code }]);
		expect(harness.simulator.calledTimes(LOG_IN)).toBe(1);
		expect((error as Error & { description: string }).description).toContain(
			'the login code was used up',
		);
	});
});

describe('Get Phone Number', () => {
	const parameters: INodeParameters = {
		resource: 'user',
		operation: 'getPhoneNumber',
		phoneCode: '={{ $json.code }}',
	};

	test.each([
		['as text', false, '86'],
		['as a number', true, 86],
	])('gives the number, with the country code %s', async (_case, countryCodeAsNumber, country) => {
		harness.simulator.quirks.countryCodeAsNumber = countryCodeAsNumber;
		const openId = harness.simulator.user('anna');
		const code = harness.simulator.givePhoneNumber(openId);
		const number = harness.simulator.state.phoneNumberOf(openId);

		const records: IDataObject[] = await recordsOf(harness, parameters, [{ code }]);

		expect(records).toEqual([
			{
				phoneNumber: number,
				purePhoneNumber: number,
				countryCode: country,
				watermark: {
					timestamp: expect.any(Number),
					appid: harness.simulator.account.appId,
				},
			},
		]);
		expect(JSON.parse(harness.wire.only(PHONE).body)).toEqual({ code });
	});
});
