/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
// n8n-core reads its environment while it is imported: `environment` has to come first, and every
// other file takes n8n-core from here.
import { userFolder } from './environment';
import 'reflect-metadata';
import * as core from 'n8n-core';
import { LoggerProxy } from 'n8n-workflow';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';

import { engineLog } from './log';
import { seenValues } from './seenValues';

interface Container {
	get<T>(type: abstract new (...values: never[]) => T): T;
	set<T>(type: abstract new (...values: never[]) => T, instance: unknown): void;
}

// npm keeps several copies of these two: the ones n8n-core itself uses are meant.
const requireAsCore = createRequire(require.resolve('n8n-core'));
const { Logger } = requireAsCore('@n8n/backend-common') as { Logger: new () => object };
const { SSHClientsManager } = requireAsCore(
	'n8n-core/dist/execution-engine/ssh-clients-manager',
) as { SSHClientsManager: new () => { cleanupTimer: NodeJS.Timeout } };

/** n8n-core's dependency injection: its one instance of each service. */
export const { Container: container } = requireAsCore('@n8n/di') as { Container: Container };

container.set(Logger, engineLog);
LoggerProxy.init(engineLog);
// It has one for the whole process and sets it up at once, although it answers with a promise.
void core.DataDeduplicationService.init(seenValues);
// Its constructor writes the folder's only file and keeps the content in memory.
container.get(core.InstanceSettings);
rmSync(userFolder, { recursive: true, force: true });
// On 1.x this service, made with the first node that runs, keeps the process alive.
container.get(SSHClientsManager).cleanupTimer.unref();

/** n8n-core, logging to `engineLog` and leaving no file behind. */
export { core };
