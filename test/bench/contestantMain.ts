/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a program of its own */
import type { Task } from './contestantProcess';
import { Contestants } from './contestants';
import { memory, timed } from './measure';
import type { Timing } from './measure';

const contestants = new Contestants(JSON.parse(process.argv[2]));

/** Does what the parent process asks for and answers with the measurement. */
async function perform({ measure, work, input }: Task): Promise<Timing | number> {
	const run = async () => await contestants[work](input as never);
	return await (measure === 'memory' ? memory(run) : timed(run));
}

process.on('message', (task: Task) => {
	void perform(task).then((measured) => process.send!(measured));
});
