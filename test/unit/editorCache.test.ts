import { cached } from '../../nodes/WeChatMiniProgram/methods/editorCache';

const START = 1_700_000_000_000;
const seconds = (count: number) => jest.setSystemTime(START + count * 1000);

let calls = 0;
const answer = async () => await Promise.resolve(++calls);

beforeEach(() => {
	jest.useFakeTimers({ now: START });
	calls = 0;
});
afterEach(() => jest.useRealTimers());

test('an answer is shown again until it is too old', async () => {
	expect(await cached('ends', 10, answer)).toBe(1);
	seconds(9);
	expect(await cached('ends', 10, answer)).toBe(1);
	seconds(10);
	expect(await cached('ends', 10, answer)).toBe(2);
	seconds(19);
	expect(await cached('ends', 10, answer)).toBe(2);
});

test('each reader says how old an answer may be', async () => {
	await cached('patience', 10, answer);
	seconds(30);
	expect(await cached('patience', 60, answer)).toBe(1);
	expect(await cached('patience', 10, answer)).toBe(2);
	expect(await cached('patience', 60, answer)).toBe(2);
});

test('readers at the same moment share one call', async () => {
	const answers = await Promise.all([1, 2, 3].map(async () => await cached('shared', 10, answer)));
	expect(answers).toEqual([1, 1, 1]);
});

test('a failed call is told to all who waited for it, and not kept', async () => {
	const failing = async () => await Promise.reject(new Error(`call ${++calls}`));
	const both = await Promise.allSettled([1, 2].map(async () => await cached('fails', 10, failing)));
	expect(both.map((one) => (one as PromiseRejectedResult).reason.message)).toEqual([
		'call 1',
		'call 1',
	]);
	expect(await cached('fails', 10, answer)).toBe(2);
	expect(await cached('fails', 10, answer)).toBe(2);
});

test('the failure of an old call does not throw away a newer answer', async () => {
	let fail: (error: Error) => void = () => undefined;
	const slow = cached('overtaken', 10, async () => {
		await new Promise((_resolve, reject) => (fail = reject));
	});
	seconds(11);
	expect(await cached('overtaken', 10, answer)).toBe(1);
	fail(new Error('too late'));
	await expect(slow).rejects.toThrow('too late');
	expect(await cached('overtaken', 10, answer)).toBe(1);
});

test('keys do not share', async () => {
	expect(await cached('account a', 10, answer)).toBe(1);
	expect(await cached('account b', 10, answer)).toBe(2);
});

test('the number of answers that are kept is bounded', async () => {
	await cached('first', 600, answer);
	for (let index = 0; index < 500; index++) await cached(`many ${index}`, 600, answer);
	expect(await cached('first', 600, answer)).toBe(502);
});

test('the size of what is kept is bounded, the oldest goes first', async () => {
	const large = async () => await Promise.resolve(`${++calls}`.padEnd(6 * 1024 * 1024, 'x'));
	for (const key of ['large 1', 'large 2', 'large 3']) await cached(key, 600, large);
	expect((await cached('large 3', 600, large)).slice(0, 2)).toBe('3x');
	expect((await cached('large 2', 600, large)).slice(0, 2)).toBe('2x');
	expect((await cached('large 1', 600, large)).slice(0, 2)).toBe('4x');
});
