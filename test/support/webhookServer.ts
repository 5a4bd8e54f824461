/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { IDataObject } from 'n8n-workflow';

import type { Engine, NodeJson } from '../../engine';

/** A trigger node's production URL over real HTTP. */
export class WebhookServer {
	/** The items of each execution that was started, oldest first. */
	readonly executions: IDataObject[][] = [];
	/** How many of the next answers are lost on their way back. */
	answersToLose = 0;
	private readonly server = createServer((request, response) => void this.serve(request, response));
	private readonly work: Array<Promise<unknown>> = [];

	constructor(
		private readonly engine: Engine,
		private readonly node: NodeJson,
		/** Runs the workflow, as n8n does once the answer is out. */
		private readonly start?: (items: IDataObject[]) => Promise<unknown>,
	) {}

	async listen(): Promise<void> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/webhook/push`;
	}

	/** Resolves when the executions started so far have ended. */
	async settled(): Promise<void> {
		await Promise.all(this.work);
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { searchParams } = new URL(request.url ?? '', this.url);
		const rawBody = await buffer(request);
		const answer = await this.engine.webhook(this.node, {
			method: request.method,
			headers: { 'content-type': request.headers['content-type'] ?? '' },
			query: Object.fromEntries(searchParams),
			...(rawBody.length > 0 && { rawBody }),
		});
		const items = answer.workflowData?.[0].map(({ json }) => json);
		if (items) {
			this.executions.push(items);
			if (this.start) this.work.push(this.start(items));
		}
		if (this.answersToLose > 0) {
			this.answersToLose -= 1;
			request.socket.resetAndDestroy();
		} else {
			response.writeHead(answer.status, answer.headers).end(answer.body);
		}
	}
}
