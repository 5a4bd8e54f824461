/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a command line program */
import { join } from 'node:path';

import { freePort } from '../../../playground/n8n/commands';
import { installN8n } from '../../../playground/n8n/install';
import type { Installation } from '../../../playground/n8n/install';
import { packProject, startN8n } from '../../../playground/n8n/instance';
import type { N8n } from '../../../playground/n8n/instance';
import { newOwner } from '../../../playground/n8n/owner';
import { N8nRest } from '../../../playground/n8n/rest';
import { startSimulator } from '../../../simulator';
import type { Simulator } from '../../../simulator';
import { inRepository } from '../../support/paths';
import { program } from '../../support/program';
import type { Started } from '../../support/program';
import { subscribers } from '../../support/realWorkflow';
import { addContestants } from './contestants';
import type { Contestant } from './contestants';
import { measure, warmUp } from './measure';
import type { Measurement } from './measure';
import { profiled } from './profile';
import type { TimeByKind } from './profile';
import { report } from './report';
import type { Round } from './report';
import { writeSection } from './section';

const ROUNDS = 5;
const MESSAGES = 2000;
const WARM_UP_MESSAGES = 100;
/** About what a call to WeChat takes from a nearby data centre. */
const DELAY_MS = 40;

const tell = (line: string) => process.stdout.write(`${line}\n`);

/** One n8n with its workflows, started anew for each measurement. */
class Bench {
	private constructor(
		private readonly started: Started,
		private readonly installation: Installation,
		private readonly simulator: Simulator,
		private readonly folder: string,
		private openIds: string[] = [],
	) {}

	static async prepare(started: Started, installation: Installation): Promise<Bench> {
		const simulator = await started.start(startSimulator);
		const bench = new Bench(started, installation, simulator, started.folder('n8n-bench-'));
		const packages = [await packProject(bench.folder)];
		const n8n = await startN8n(installation, { userFolder: bench.userFolder, packages });
		await started.add(n8n.stop);
		const rest = new N8nRest(n8n.url);
		await rest.signIn(newOwner());
		const templateId = await addContestants(rest, simulator);
		bench.openIds = subscribers(simulator, templateId, MESSAGES, Infinity);
		await n8n.stop();
		return bench;
	}

	private get userFolder(): string {
		return join(this.folder, 'n8n');
	}

	/** Starts n8n, lets it warm up with a contestant, and stops it after `work`. */
	async withN8n<Result>(
		contestant: Contestant,
		work: (n8n: N8n) => Promise<Result>,
		env: Record<string, string> = {},
	): Promise<Result> {
		const n8n = await startN8n(this.installation, { userFolder: this.userFolder, env });
		await this.started.add(n8n.stop);
		this.simulator.setLatency(0);
		await warmUp(n8n, contestant, this.openIds.slice(0, WARM_UP_MESSAGES));
		const result = await work(n8n);
		await n8n.stop();
		return result;
	}

	/** Sends all messages once; throws where not every user got one. */
	async send(n8n: N8n, contestant: Contestant, delay = 0): Promise<Measurement> {
		this.simulator.setLatency(delay);
		const before = this.simulator.delivered.length;
		const measured = await measure(n8n, contestant, this.openIds);
		const delivered = this.simulator.delivered.slice(before).map(({ openId }) => openId);
		if (delivered.length !== MESSAGES || new Set(delivered).size !== MESSAGES) {
			throw new Error(`${contestant}: ${delivered.length} messages delivered, not one to each`);
		}
		const { seconds, cpu, growth } = measured;
		tell(
			`  ${contestant}, ${delay} ms: ${seconds.toFixed(2)} s, ${cpu.toFixed(2)} s of processor, ${growth.toFixed(0)} MiB more`,
		);
		return measured;
	}

	async round(): Promise<Round> {
		const send = await this.withN8n('send', async (n8n) => ({
			atOnce: await this.send(n8n, 'send'),
			delayed: await this.send(n8n, 'send', DELAY_MS),
			wide: await this.send(n8n, 'wide', DELAY_MS),
		}));
		const httpRequest = await this.withN8n('httpRequest', async (n8n) => ({
			atOnce: await this.send(n8n, 'httpRequest'),
			delayed: await this.send(n8n, 'httpRequest', DELAY_MS),
		}));
		return {
			atOnce: { send: send.atOnce, httpRequest: httpRequest.atOnce },
			delayed: { send: send.delayed, wide: send.wide, httpRequest: httpRequest.delayed },
		};
	}

	/** Where the time goes, in an execution of its own: profiling takes time. */
	async profile(contestant: Contestant): Promise<TimeByKind> {
		const port = await freePort();
		return await this.withN8n(
			contestant,
			async (n8n) => await profiled(port, async () => await this.send(n8n, contestant)),
			{ NODE_OPTIONS: `--inspect=127.0.0.1:${port}` },
		);
	}
}

program(async (started) => {
	const installation = await installN8n(tell);
	const bench = await Bench.prepare(started, installation);
	const rounds: Round[] = [];
	while (rounds.length < ROUNDS) {
		tell(`Round ${rounds.length + 1} of ${ROUNDS}`);
		rounds.push(await bench.round());
	}
	tell('Profiles');
	const profiles = {
		send: await bench.profile('send'),
		httpRequest: await bench.profile('httpRequest'),
	};
	const lines = report({ installation, messages: MESSAGES, delay: DELAY_MS, rounds, profiles });
	writeSection(inRepository('test/bench/RESULTS.md'), 'bench:n8n', lines);
	tell(lines.join('\n'));
	return true;
});
