import fc from 'fast-check';

import { Client } from '../../simulator/test/client';
import type { SimulatorOptions } from '../../simulator';
import { LedgerScene } from '../support/ledgerScene';

const SEND = '/cgi-bin/message/subscribe/send';
const USERS = 25;
const ROUNDS = 20;

jest.setTimeout(120_000);

let scene: LedgerScene;
const start = async (options?: SimulatorOptions) => (scene = await LedgerScene.start(options));
afterEach(async () => await scene.stop());

/** Lets some of WeChat's time pass, which its events name in whole seconds. */
const later = (seconds = 2) => scene.simulator.moveClock(seconds);

describe('one user', () => {
	let openId: string;
	beforeEach(async () => {
		await start();
		openId = scene.simulator.user('ann');
	});

	const accept = async () => {
		scene.simulator.subscribe(openId, scene.templateId);
		later();
		await scene.record();
	};

	test('allows twice and is sent three orders: the third one goes to a link by mail', async () => {
		await accept();
		await accept();
		expect(await scene.ask(openId)).toMatchObject({ left: 2, mayMessage: true });
		for (let order = 0; order < 3; order += 1) {
			await scene.ship(openId);
			later();
			await scene.record();
		}
		expect(scene.simulator.delivered).toHaveLength(2);
		expect(scene.simulator.attempts).toEqual([]);
		expect(await scene.ask(openId)).toEqual(
			expect.objectContaining({ left: 0, mayMessage: false }),
		);
		expect(scene.mails).toMatchObject([{ toEmail: `${openId}@example.com` }]);
		const [, link] = /(https:\S+)$/.exec(String(scene.mails[0].text))!;
		expect(scene.simulator.users.openLink(openId, link)).toEqual({
			page: 'pages/notices/allow',
			query: 'orderNumber=20240601001',
			version: 'release',
		});
		await accept();
		expect(await scene.ask(openId)).toMatchObject({ left: 1 });
	});

	test('nobody knows of a user who never answered', async () => {
		expect(await scene.ask(openId)).toMatchObject({ left: 0, mayMessage: false });
	});

	test.each(['acceptWithAudio', 'acceptWithAlert', 'acceptWithForcePush'] as const)(
		'%s counts like any accept, also where the event names it',
		async (answer) => {
			for (const acceptKindInEvents of [false, true]) {
				scene.simulator.quirks.acceptKindInEvents = acceptKindInEvents;
				scene.simulator.answerDialog(openId, { [scene.templateId]: answer });
				later();
			}
			await scene.record();
			expect(await scene.ask(openId)).toMatchObject({ left: 2 });
		},
	);

	test.each([
		[true, 2],
		[false, 1],
	])('"always": a silent accept that is pushed (%s) counts', async (silentAcceptPushes, left) => {
		scene.simulator.quirks.silentAcceptPushes = silentAcceptPushes;
		scene.simulator.users.acceptAlways(openId, scene.templateId);
		later();
		scene.simulator.users.acceptSilently(openId, scene.templateId);
		await scene.record();
		expect(await scene.ask(openId)).toMatchObject({ left });
		expect(scene.simulator.messagesLeft(openId, scene.templateId)).toBe(2);
	});

	test.each([
		['a refusal', () => scene.simulator.refuse(openId, scene.templateId)],
		['a withdrawal', () => scene.simulator.unsubscribe(openId, scene.templateId)],
	])('%s ends what was allowed before, and not what is allowed after', async (_what, end) => {
		await accept();
		await accept();
		end();
		later();
		await scene.record();
		expect(await scene.ask(openId)).toMatchObject({ left: 0 });
		await accept();
		expect(await scene.ask(openId)).toMatchObject({ left: 1 });
	});

	test('a withdrawal that n8n missed shows as 43101, which sets the count to 0 and mails a link', async () => {
		await accept();
		await accept();
		scene.simulator.unsubscribe(openId, scene.templateId);
		scene.takePushes();
		await scene.ship(openId);
		expect(scene.simulator.attempts).toMatchObject([{ errcode: 43101 }]);
		expect(scene.mails).toHaveLength(1);
		expect(await scene.ask(openId)).toMatchObject({ left: 0 });
	});

	test('what WeChat refuses for another reason is given back; what is not known is not', async () => {
		await accept();
		scene.simulator.order({ kind: 'errcode', errcode: 47003, path: SEND });
		await scene.ship(openId);
		expect(await scene.ask(openId)).toMatchObject({ left: 1 });
		scene.simulator.order({ kind: 'cutBefore', path: SEND });
		await scene.ship(openId);
		expect(await scene.ask(openId)).toMatchObject({ left: 0 });
		expect(scene.mails).toEqual([]);
	});

	test('a push that comes twice changes nothing, nor does the result of an own message', async () => {
		await accept();
		await accept();
		await scene.ship(openId);
		const pushes = scene.takePushes();
		await scene.record([...pushes, ...pushes].flat());
		await scene.record(pushes.flat());
		expect(await scene.ask(openId)).toMatchObject({ left: 1 });
		expect(scene.simulator.messagesLeft(openId, scene.templateId)).toBe(1);
	});
});

test('two executions at once that want the last allowance send one message', async () => {
	await start();
	const openId = scene.simulator.user('ann');
	scene.simulator.subscribe(openId, scene.templateId);
	await scene.record();
	await Promise.all([scene.ship(openId), scene.ship(openId)]);
	await scene.record();
	expect(scene.simulator.delivered).toHaveLength(1);
	expect(await scene.ask(openId)).toMatchObject({ left: 0 });
});

/** What can happen to a user; `told` is what the ledger is always told in time. */
const TOLD = ['accept', 'acceptWithAudio', 'withdraw', 'ship', 'otherProgram'] as const;
const ALL = [
	...TOLD,
	'refuse',
	'acceptAlways',
	'acceptSilently',
	'shipRefused',
	'shipLost',
	'block',
] as const;
type Step = (typeof ALL)[number];

/** Another program of the owner sends a message. */
async function otherProgram(openId: string): Promise<void> {
	const client = new Client(scene.simulator);
	const data = {
		character_string1: { value: '1' },
		thing20: { value: 'a' },
		character_string5: { value: '1' },
	};
	const message = { touser: openId, template_id: scene.templateId, data };
	await client.post(SEND, message, await client.stableToken());
}

/** Lets one thing happen. Returns the user where an order is to be shipped. */
async function happen(step: Step, openId: string): Promise<string | undefined> {
	const { simulator, templateId } = scene;
	const { permissions } = simulator.account;
	switch (step) {
		case 'accept':
		case 'acceptWithAudio':
			simulator.answerDialog(openId, { [templateId]: step });
			return undefined;
		case 'refuse':
			simulator.refuse(openId, templateId);
			return undefined;
		case 'withdraw':
			simulator.unsubscribe(openId, templateId);
			return undefined;
		case 'acceptAlways':
			simulator.users.acceptAlways(openId, templateId);
			return undefined;
		case 'acceptSilently':
			if (permissions.isChoiceKept(openId, templateId)) {
				simulator.users.acceptSilently(openId, templateId);
			}
			return undefined;
		case 'block':
			simulator.users.blockMessages(openId);
			return undefined;
		case 'otherProgram':
			await otherProgram(openId);
			return undefined;
		case 'shipRefused':
			simulator.order({ kind: 'errcode', errcode: 47003, path: SEND, openId });
			return openId;
		case 'shipLost':
			simulator.order({ kind: 'cutAfter', path: SEND, openId });
			return openId;
		case 'ship':
			return openId;
	}
}

const histories = (steps: readonly Step[]) =>
	fc.array(fc.array(fc.constantFrom(...steps), { minLength: 1, maxLength: 5 }), {
		minLength: USERS,
		maxLength: USERS,
	});

/** Lets the histories happen side by side, a user each. `record` is given what was pushed after each step. */
async function live(
	all: Step[][],
	record: (pushes: ReturnType<LedgerScene['takePushes']>) => Promise<void>,
	seconds: () => number | undefined = () => undefined,
): Promise<string[]> {
	const openIds = all.map((_, at) => scene.simulator.user(`user ${at}`));
	for (let step = 0; step < Math.max(...all.map(({ length }) => length)); step += 1) {
		const orders: string[] = [];
		for (const [at, history] of all.entries()) {
			const order = history[step] && (await happen(history[step], openIds[at]));
			if (order) orders.push(order);
		}
		if (orders.length > 0) await scene.ship(...orders);
		scene.simulator.state.faults.clear();
		later(seconds());
		await record(scene.takePushes());
	}
	return openIds;
}

/** What the ledger claims for each user, and what WeChat has. */
async function compare(openIds: string[]): Promise<Array<{ claimed: number; has: number }>> {
	const compared = [];
	for (const openId of openIds) {
		const { left: claimed } = await scene.ask(openId);
		compared.push({ claimed, has: scene.simulator.messagesLeft(openId, scene.templateId) });
	}
	return compared;
}

test(`${USERS * ROUNDS} random histories: the ledger claims no allowance that WeChat does not have`, async () => {
	let claims = 0;
	const quirk = fc.boolean();
	const quirks = fc.record({
		silentAcceptPushes: quirk,
		acceptKindInEvents: quirk,
		undeliveredUsesAllowance: quirk,
	});
	// How long a push takes, in steps, and how many seconds lie between two; some pushes come twice.
	const delays = fc.infiniteStream(fc.nat({ max: 3 }));
	await fc.assert(
		fc.asyncProperty(histories(ALL), quirks, delays, async (all, chosen, delay) => {
			await start({ quirks: chosen });
			const waiting: Array<{ steps: number; push: ReturnType<LedgerScene['takePushes']>[number] }> =
				[];
			const recordSome = async (pushes: ReturnType<LedgerScene['takePushes']>) => {
				for (const push of pushes) {
					waiting.push({ steps: delay.next().value ?? 0, push });
					if (delay.next().value === 0) waiting.push({ steps: delay.next().value ?? 0, push });
				}
				const due = waiting.filter(({ steps }) => steps === 0);
				for (const one of waiting) one.steps -= 1;
				waiting.splice(0, waiting.length, ...waiting.filter(({ steps }) => steps >= 0));
				await scene.record(due.flatMap(({ push }) => push));
			};
			const openIds = await live(all, recordSome, () => delay.next().value);
			await scene.record(waiting.reverse().flatMap(({ push }) => push));
			await scene.record();
			const compared = await compare(openIds);
			await scene.stop();
			expect(compared.filter(({ claimed, has }) => claimed > has)).toEqual([]);
			claims += compared.filter(({ claimed }) => claimed > 0).length;
		}),
		{ numRuns: ROUNDS },
	);
	expect(claims).toBeGreaterThan(USERS);
});

test('histories that the ledger is told in time: it knows exactly what WeChat has', async () => {
	await fc.assert(
		fc.asyncProperty(histories(TOLD), async (all) => {
			await start();
			const openIds = await live(all, async (pushes) => await scene.record(pushes.flat()));
			const compared = await compare(openIds);
			await scene.stop();
			expect(compared.map(({ claimed }) => claimed)).toEqual(compared.map(({ has }) => has));
		}),
		{ numRuns: 3 },
	);
});
