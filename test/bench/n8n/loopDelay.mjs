import { createServer } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * Loaded with `--import` into n8n's main process: at BENCH_LOOP_PORT it tells below how many milliseconds 99 of
 * 100 looks at the event loop came since the last question. What n8n starts loads it too and does nothing.
 */
const { BENCH_LOOP_PORT: port } = process.env;
delete process.env.BENCH_LOOP_PORT;

if (port) {
	const delays = monitorEventLoopDelay({ resolution: 1 });
	delays.enable();
	const server = createServer((_request, response) => {
		response.end(String(delays.percentile(99) / 1e6));
		delays.reset();
	});
	server.listen(Number(port), '127.0.0.1').unref();
}
