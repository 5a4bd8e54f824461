/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a program of its own */
import type { Task } from './contestantProcess';
import { Contestants } from './contestants';
import { memory, seconds } from './measure';

const contestants = new Contestants(JSON.parse(process.argv[2]));

/** Does what the parent process asks for and answers with the measurement. */
async function perform({ measure, work, input }: Task): Promise<number> {
	const run = async () => await contestants[work](input as never);
	return await (measure === 'memory' ? memory(run) : seconds(run));
}

process.on('message', (task: Task) => {
	void perform(task).then((figure) => process.send!(figure));
});
