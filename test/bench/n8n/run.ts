/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a command line program */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { freePort } from '../../../playground/n8n/commands';
import { installN8n } from '../../../playground/n8n/install';
import type { Installation } from '../../../playground/n8n/install';
import { packProject, startN8n } from '../../../playground/n8n/instance';
import { newOwner } from '../../../playground/n8n/owner';
import { N8nRest } from '../../../playground/n8n/rest';
import { startSimulator } from '../../../simulator';
import type { Simulator } from '../../../simulator';
import { inRepository } from '../../support/paths';
import { program } from '../../support/program';
import type { Started } from '../../support/program';
import { subscribers } from '../../support/realWorkflow';
import { makeCertificates } from '../far/certificates';
import type { Certificates } from '../far/certificates';
import { FarServer } from '../far/farServer';
import type { Rounds } from '../rounds';
import { Trial } from '../trial';
import { addContestants, PLACES, webhookPath } from './contestants';
import type { Contestant, Place } from './contestants';
import { measure, warmUp } from './measure';
import type { Measurement, WatchedN8n } from './measure';
import { profiled } from './profile';
import type { TimeByKind } from './profile';
import { report } from './report';
import type { Round } from './report';

const ROUNDS: Rounds = { unmeasured: 0, measured: 5 };
const MESSAGES = 2000;
const WARM_UP_MESSAGES = 100;

const LOOP_DELAY = pathToFileURL(inRepository('test/bench/n8n/loopDelay.mjs')).href;

const tell = (line: string) => process.stdout.write(`${line}\n`);

/** One n8n with its workflows, started anew for each measurement. */
class Bench {
	private constructor(
		private readonly started: Started,
		private readonly installation: Installation,
		private readonly simulator: Simulator,
		private readonly certificates: Certificates,
		private readonly folder: string,
		private openIds: string[] = [],
	) {}

	static async prepare(started: Started, installation: Installation): Promise<Bench> {
		const simulator = await started.start(startSimulator);
		const folder = started.folder('n8n-bench-');
		const certificates = await makeCertificates(folder, ['IP:127.0.0.1']);
		const far = await started.start(async () => await FarServer.start(simulator.url, certificates));
		const bench = new Bench(started, installation, simulator, certificates, folder);
		const packages = [await packProject(folder)];
		const n8n = await startN8n(installation, { userFolder: bench.userFolder, packages });
		await started.add(n8n.stop);
		const rest = new N8nRest(n8n.url);
		await rest.signIn(newOwner());
		const urls = { near: simulator.url, far: far.url };
		const templateId = await addContestants(rest, simulator, urls);
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
		work: (watched: WatchedN8n) => Promise<Result>,
		nodeOptions: string[] = [],
	): Promise<Result> {
		const loopPort = await freePort();
		const env = {
			NODE_OPTIONS: [`--import=${LOOP_DELAY}`, ...nodeOptions].join(' '),
			BENCH_LOOP_PORT: String(loopPort),
			NODE_EXTRA_CA_CERTS: this.certificates.root,
		};
		const n8n = await startN8n(this.installation, { userFolder: this.userFolder, env });
		await this.started.add(n8n.stop);
		const watched = { n8n, loopPort };
		for (const place of PLACES) {
			const some = this.openIds.slice(0, WARM_UP_MESSAGES);
			await warmUp(watched, webhookPath(contestant, place), some);
		}
		const result = await work(watched);
		await n8n.stop();
		return result;
	}

	/** Sends all messages once; throws where not every user got one. */
	async send(watched: WatchedN8n, contestant: Contestant, place: Place): Promise<Measurement> {
		const before = this.simulator.delivered.length;
		const path = webhookPath(contestant, place);
		const measured = await measure(watched, path, this.openIds);
		const delivered = this.simulator.delivered.slice(before).map(({ openId }) => openId);
		if (delivered.length !== MESSAGES || new Set(delivered).size !== MESSAGES) {
			throw new Error(`${path}: ${delivered.length} messages delivered, not one to each`);
		}
		const { seconds, cpu, growth, loopDelay } = measured;
		tell(
			`  ${path}: ${seconds.toFixed(2)} s, ${cpu.toFixed(2)} s of processor, ${growth.toFixed(0)} MiB more, event loop ${loopDelay.toFixed(0)} ms`,
		);
		return measured;
	}

	/** One contestant near and far, in an n8n of its own. */
	async run(contestant: Contestant): Promise<Record<Place, Measurement>> {
		return await this.withN8n(contestant, async (watched) => ({
			near: await this.send(watched, contestant, 'near'),
			far: await this.send(watched, contestant, 'far'),
		}));
	}

	/** Where the time goes, in an execution of its own: profiling takes time. */
	async profile(contestant: Contestant): Promise<TimeByKind> {
		const port = await freePort();
		return await this.withN8n(
			contestant,
			async (watched) =>
				await profiled(port, async () => await this.send(watched, contestant, 'far')),
			[`--inspect=127.0.0.1:${port}`],
		);
	}
}

program(async (started) => {
	const trial = new Trial();
	const installation = await installN8n(tell);
	const bench = await Bench.prepare(started, installation);
	const rounds: Round[] = [];
	const { measured } = trial.of(ROUNDS);
	while (rounds.length < measured) {
		tell(`Round ${rounds.length + 1} of ${measured}`);
		const send = await bench.run('send');
		rounds.push({ send, httpRequest: await bench.run('httpRequest') });
	}
	tell('Profiles');
	const profiles = {
		send: await bench.profile('send'),
		httpRequest: await bench.profile('httpRequest'),
	};
	trial.publish('bench:n8n', report({ installation, messages: MESSAGES, rounds, profiles }));
	return true;
});
