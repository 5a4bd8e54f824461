import { pause } from '../../../playground/n8n/commands';
import { startSimulator } from '../../../simulator';
import type { Fault, Simulator } from '../../../simulator';
import { addTemplate, subscribers } from '../../support/realWorkflow';
import type { Fate } from '../../support/fates';
import { sweep } from '../../support/secrets';
import { Contestants, SEND_PATH } from '../contestants';
import type { Course } from '../contestants';
import type { FarServer } from '../far/farServer';
import { GATEWAY_URL } from './nginx';
import type { Nginx } from './nginx';

const MESSAGES = 60;
const CONCURRENCY = 20;
const FAULTS = 10;
/** How often something is looked at, in milliseconds. */
const LOOK_EVERY_MS = 5;

/** What became of the messages of one fault. */
export interface FaultResult {
	what: string;
	messages: number;
	done: number;
	unknown: number;
	/** Of the unknown ones. */
	arrived: number;
	/** Refused, not sent, or not tried. */
	failed: number;
	/** The same in a sentence. */
	told: string;
}

/** Starts the far server before a simulator. */
type StartFar = (url: string) => Promise<FarServer>;

/** A WeChat behind the gateway, and two groups of users. */
class Scene {
	readonly contestants: Contestants;

	private readonly templateId: string;

	private readonly openIds: string[];

	private constructor(
		readonly simulator: Simulator,
		readonly nginx: Nginx,
		private readonly startFar: StartFar,
		public far: FarServer,
	) {
		const { appId, appSecret } = simulator.account;
		this.contestants = new Contestants({ url: GATEWAY_URL, appId, appSecret, token: '' });
		this.templateId = addTemplate(simulator);
		this.openIds = subscribers(simulator, this.templateId, 2 * MESSAGES, 10);
	}

	static async start(host: string, nginx: Nginx, startFar: StartFar): Promise<Scene> {
		const simulator = await startSimulator({ hosts: [host] });
		const scene = new Scene(simulator, nginx, startFar, await startFar(simulator.url));
		await scene.warmUp();
		return scene;
	}

	/** One message to each user of the first group. */
	get course(): Course {
		const { templateId, openIds } = this;
		return { templateId, openIds: openIds.slice(0, MESSAGES), concurrency: CONCURRENCY };
	}

	/** Sends to the second group: then the token is there, and nginx has connections to keep. */
	private async warmUp(): Promise<void> {
		await this.contestants.send({ ...this.course, openIds: this.openIds.slice(MESSAGES) });
	}

	/** Lets something befall some of the messages. */
	order(fault: Partial<Fault>): void {
		this.simulator.order({ ...fault, path: SEND_PATH, skip: 5, times: FAULTS } as Fault);
	}

	/** Resolves when so many more messages have arrived. */
	async arrived(more: number): Promise<void> {
		const wanted = this.simulator.delivered.length + more;
		while (this.simulator.delivered.length < wanted) await pause(LOOK_EVERY_MS);
	}

	/** The far server ends with what is under way, and starts again. */
	async breakDown(): Promise<void> {
		await this.far.stop();
		this.far = await this.startFar(this.simulator.url);
	}

	async stop(): Promise<void> {
		await this.far.stop();
		await this.simulator.stop();
	}
}

/** What goes wrong while the messages are sent, and how many are thereby unknown. */
interface FaultCase {
	what: string;
	/** The unknown ones: how many at least and at most. */
	unknown: [least: number, most: number];
	/** Seconds that a call may take. */
	timeout?: number;
	/** Happens before the messages are sent. */
	before?(scene: Scene): Promise<void> | void;
	/** Happens while they are sent. */
	during?(scene: Scene): Promise<void>;
}

const CASES: FaultCase[] = [
	{ what: 'Nothing goes wrong', unknown: [0, 0] },
	{
		what: 'WeChat resets connections before it has read the message',
		unknown: [FAULTS, FAULTS],
		before: (scene) => scene.order({ kind: 'cutBefore' }),
	},
	{
		what: 'WeChat resets connections after it has sent the message',
		unknown: [FAULTS, FAULTS],
		before: (scene) => scene.order({ kind: 'cutAfter' }),
	},
	{
		what: 'WeChat does not answer in time, though it sends the message',
		unknown: [FAULTS, FAULTS],
		timeout: 1,
		before: (scene) => scene.order({ kind: 'hang', taken: true }),
	},
	{
		what: 'WeChat closes kept connections while the next messages are on their way',
		unknown: [1, CONCURRENCY],
		before: async (scene) => {
			if ((await scene.far.closeWhenUsed()) === 0) throw new Error('nginx keeps no connection');
		},
	},
	{
		what: 'The same after a pause longer than nginx keeps connections',
		unknown: [0, 0],
		before: async (scene) => {
			while ((await scene.far.connections()) > 0) await pause(100);
			await scene.far.closeWhenUsed();
		},
	},
	{
		what: 'WeChat breaks down and comes back',
		unknown: [1, MESSAGES],
		during: async (scene) => {
			await scene.arrived(MESSAGES / 4);
			await scene.breakDown();
		},
	},
	{
		what: 'nginx reads its configuration again',
		unknown: [0, 0],
		during: async (scene) => {
			await scene.arrived(MESSAGES / 4);
			scene.nginx.reload();
		},
	},
	{
		what: 'nginx is killed and started again',
		unknown: [1, CONCURRENCY],
		during: async (scene) => {
			await scene.arrived(MESSAGES / 4);
			await scene.nginx.stop('SIGKILL');
			await scene.nginx.start();
		},
	},
];

/** Which numbers of messages may have arrived where the node says so. */
const ALLOWED: Record<string, number[]> = {
	done: [1],
	unknown: [0, 1],
	failed: [0],
	notTried: [0],
};

/** Sends through the gateway to `host` while something goes wrong. Throws where a message is lost, doubled or told wrongly. */
export async function faultTest(
	host: string,
	nginx: Nginx,
	startFar: StartFar,
): Promise<FaultResult[]> {
	const results: FaultResult[] = [];
	for (const one of CASES) {
		const scene = await Scene.start(host, nginx, startFar);
		results.push(await befall(one, scene));
		await scene.stop();
	}
	return results;
}

async function befall(
	{ what, unknown, timeout, before, during }: FaultCase,
	scene: Scene,
): Promise<FaultResult> {
	const { contestants, simulator, nginx, course } = scene;
	await before?.(scene);
	const [fates] = await Promise.all([
		contestants.sendAnyway({ ...course, timeout }),
		during?.(scene),
	]);
	sweep(nginx.log(), simulator.account.tokens.values);
	const got = course.openIds.map(
		(openId) => simulator.delivered.filter((delivery) => delivery.openId === openId).length,
	);
	for (const [index, times] of got.entries()) {
		if (ALLOWED[fates[index]]?.includes(times)) continue;
		throw new Error(`${what}: message ${index} is told as ${fates[index]}, ${times} arrived`);
	}
	const count = (...wanted: Fate[]) => fates.filter((fate) => wanted.includes(fate)).length;
	const figures = {
		messages: MESSAGES,
		done: count('done'),
		unknown: count('unknown'),
		arrived: fates.filter((fate, index) => fate === 'unknown' && got[index] === 1).length,
		failed: count('failed', 'notTried'),
	};
	const told = `${figures.done} done, ${figures.unknown} unknown (${figures.arrived} arrived), ${figures.failed} failed`;
	if (figures.unknown < unknown[0] || figures.unknown > unknown[1]) {
		throw new Error(`${what}: ${told}; unknown should be from ${unknown[0]} to ${unknown[1]}`);
	}
	return { what, ...figures, told };
}
