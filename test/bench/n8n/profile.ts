import { WebSocket } from 'undici';

interface CallFrame {
	functionName: string;
	url: string;
}

interface ProfileNode {
	id: number;
	callFrame: CallFrame;
	children?: number[];
}

interface Profile {
	nodes: ProfileNode[];
	samples: number[];
	/** Microseconds since the sample before. */
	timeDeltas: number[];
}

/** Kinds of time in {@link TimeByKind}. */
export const WAITING = 'waiting';
export const OWN = 'this package';

/** What n8n's main thread did; a sample belongs to the first kind that any frame of its stack matches. */
const KINDS: Array<[kind: string, pattern: RegExp]> = [
	['garbage collection', /garbage collector/],
	[WAITING, /\(idle\)/],
	['outside JavaScript, or waiting for a processor', /\(program\)/],
	['expressions', /renderExpression|expression-runtime/],
	['reading the credential: database', /typeorm|sqlite3/],
	['reading the credential: decryption', /encryption\/|credentials-helper|internal\/crypto/],
	[
		'HTTP',
		/axios|follow-redirects|backend-network|node:(_http|_tls|tls|net|https?\b)|stream_base|proxy-from/,
	],
	[OWN, /node_modules\/n8n-nodes-wechat-miniprogram/],
	['the HTTP Request node', /HttpRequestV3/],
];

const OTHER = 'other';

/** Milliseconds of n8n's main thread by what it did. */
export type TimeByKind = Map<string, number>;

/** Profiles a process that listens for the inspector on `port` while `work` runs. */
export async function profiled(port: number, work: () => Promise<unknown>): Promise<TimeByKind> {
	const answer = await fetch(`http://127.0.0.1:${port}/json`);
	const [target] = (await answer.json()) as Array<{ webSocketDebuggerUrl: string }>;
	const socket = new WebSocket(target.webSocketDebuggerUrl);
	await new Promise((done) => socket.addEventListener('open', done, { once: true }));
	const call = caller(socket);
	try {
		await call('Profiler.enable');
		await call('Profiler.start');
		await work();
		return byKind((await call<{ profile: Profile }>('Profiler.stop')).profile);
	} finally {
		socket.close();
	}
}

/** Calls methods of the inspector one after another. */
function caller(socket: WebSocket): <T>(method: string) => Promise<T> {
	let id = 0;
	return async <T>(method: string) => {
		const called = ++id;
		const answered = new Promise<T>((done) => {
			const listen = ({ data }: { data: unknown }) => {
				const message = JSON.parse(String(data)) as { id?: number; result: T };
				if (message.id !== called) return;
				socket.removeEventListener('message', listen);
				done(message.result);
			};
			socket.addEventListener('message', listen);
		});
		socket.send(JSON.stringify({ id: called, method }));
		return await answered;
	};
}

function byKind({ nodes, samples, timeDeltas }: Profile): TimeByKind {
	const kindOfNode = new Map<number, string>();
	const byId = new Map(nodes.map((one) => [one.id, one]));
	const classify = (id: number, stack: string) => {
		const { callFrame, children = [] } = byId.get(id)!;
		const frames = `${stack}\n${callFrame.functionName} ${callFrame.url}`;
		const kind = KINDS.find(([, pattern]) => pattern.test(frames))?.[0];
		kindOfNode.set(id, kind ?? OTHER);
		for (const child of children) classify(child, frames);
	};
	classify(nodes[0].id, '');
	const times: TimeByKind = new Map();
	for (const [index, id] of samples.entries()) {
		const kind = kindOfNode.get(id) ?? OTHER;
		times.set(kind, (times.get(kind) ?? 0) + timeDeltas[index] / 1000);
	}
	return times;
}
