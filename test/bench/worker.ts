/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a command line program */
import { Contestants } from './contestants';
import { SimulatorProcess } from './simulatorProcess';

const CONCURRENCY = 20;

/** One worker of an n8n with an empty token: sends once to each of some users. Arguments: URL, template, openids. */
async function main([url, templateId, ...openIds]: string[]): Promise<void> {
	const simulator = SimulatorProcess.at(url);
	const contestants = await Contestants.start(simulator);
	await contestants.send({ simulator, templateId, openIds, concurrency: CONCURRENCY });
	await simulator.stop();
}

main(process.argv.slice(2)).catch((error: Error) => {
	process.stderr.write(`${error.stack}\n`);
	process.exitCode = 1;
});
