/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import type { Started } from '../../support/program';
import { startStage } from './stage';

/** Jest keeps nothing else between the two. */
export const held = globalThis as typeof globalThis & { stage?: Started };

/** Runs once, before all test files. */
export default async function setUp(): Promise<void> {
	held.stage = await startStage();
}
