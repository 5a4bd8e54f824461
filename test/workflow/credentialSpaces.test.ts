import { CENTRAL_SERVER_PATH } from '../../simulator';
import { useTappedHarness } from '../support/tappedHarness';

const PROBE = '/cgi-bin/get_api_domain_ip';
const BEARER = 'made-up-token-server-secret';

const harness = useTappedHarness({ credential: { issuerSecret: BEARER } });

const stored = () => harness.engine.credentials.read(harness.credential.id).data;

const change = (data: Record<string, string>): void =>
	harness.engine.credentials.update(harness.credential.id, { ...stored(), ...data });

/** Each setting as people paste it: with the space or the line end that was copied with it. */
const pasted: Array<[what: string, settings: () => Record<string, string>]> = [
	['an App ID', () => ({ appId: ` ${stored().appId}` })],
	['an App Secret', () => ({ appSecret: `${stored().appSecret}\r\n` })],
	['a Base URL', () => ({ baseUrl: ` ${harness.wire.url} ` })],
	['a Base URL that ends in a slash', () => ({ baseUrl: `${harness.wire.url}/\n` })],
	[
		'a Token Server URL',
		() => ({
			issuer: 'centralServer',
			issuerUrl: `\t${harness.simulator.url}${CENTRAL_SERVER_PATH} `,
			issuerSecret: `${BEARER}\n`,
		}),
	],
];

describe.each(pasted)('%s with spaces around it', (_what, settings) => {
	test('passes the credential test', async () => {
		change(settings());
		expect(await harness.engine.testCredential(harness.credential.id)).toMatchObject({
			status: 'OK',
		});
		expect(harness.wire.to(PROBE)).toHaveLength(1);
	});

	test('runs', async () => {
		change(settings());
		const result = await harness.run({ resource: 'category', operation: 'getAll' });
		expect(result.error).toBeUndefined();
		expect(harness.wire.to('/wxaapi/newtmpl/getcategory')).toHaveLength(1);
	});
});

test.each([
	['the App ID', { appId: 'wx0000000000000000' }],
	['the App Secret', { appSecret: '0'.repeat(32) }],
])('where WeChat refuses %s, the words speak of spaces', async (_what, wrong) => {
	change(wrong);
	const { message } = await harness.engine.testCredential(harness.credential.id);
	expect(message).toContain('without spaces');
});
