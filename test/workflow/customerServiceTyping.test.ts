import { PATHS } from '../support/answers';
import { NODE, useHarness } from '../support/harness';

const harness = useHarness();
let alice: string;

beforeEach(() => {
	alice = harness.simulator.user('alice');
	harness.simulator.chats.write(alice, 'Hi');
});

const setTyping = async (typing = true, onError?: 'continueRegularOutput') =>
	await harness.run(
		{ resource: 'customerService', operation: 'setTyping', openId: alice, typing },
		[{}],
		{ onError },
	);

const DONE = [{ json: { errcode: 0, errmsg: 'ok', touser: '' }, pairedItem: { item: 0 } }] as const;
const done = () => [{ ...DONE[0], json: { ...DONE[0].json, touser: alice } }];

test('shows on the phone, and is taken away', async () => {
	expect((await setTyping()).items(NODE)).toEqual(done());
	expect(harness.simulator.chats.isTyping(alice)).toBe(true);
	expect((await setTyping(false)).items(NODE)).toEqual(done());
	expect(harness.simulator.chats.isTyping(alice)).toBe(false);
});

test('that shows already is a success', async () => {
	await setTyping();
	expect((await setTyping()).items(NODE)).toEqual(done());
	expect(harness.simulator.chats.isTyping(alice)).toBe(true);
});

test('a lost answer is asked for again', async () => {
	harness.simulator.order({ kind: 'cutAfter', path: PATHS.typing });
	expect((await setTyping()).items(NODE)).toEqual(done());
	expect(harness.simulator.calledTimes(PATHS.typing)).toBe(2);
});

test.each([
	['custom', 1, 0],
	['business', 1, 1],
	['both', 1, 0],
] as const)('works where WeChat serves it under %s', async (typingPath, custom, business) => {
	harness.simulator.quirks.typingPath = typingPath;
	expect((await setTyping()).items(NODE)).toEqual(done());
	expect(harness.simulator.chats.isTyping(alice)).toBe(true);
	expect(harness.simulator.calledTimes(PATHS.typing)).toBe(custom);
	expect(harness.simulator.calledTimes(PATHS.businessTyping)).toBe(business);
});

test('without a message of the last 30 seconds it says what is missing', async () => {
	harness.simulator.moveClock(31);
	const { error } = await setTyping();
	expect(error).toMatchObject({
		message: 'WeChat shows typing only in a chat that is going on',
		description: expect.stringContaining('in the last 30 seconds') as string,
		httpCode: '45080',
	});
});

test.each([45072, 40200])('%i, a bad command, is named', async (errcode) => {
	harness.simulator.order({ kind: 'errcode', errcode, path: PATHS.typing });
	const { items } = await setTyping(true, 'continueRegularOutput');
	expect(items(NODE)).toMatchObject([
		{
			json: {
				error: 'WeChat does not know this command of typing',
				details: { touser: alice, errcode },
			},
		},
	]);
});
