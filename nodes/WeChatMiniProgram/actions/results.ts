import type { INodeExecutionData } from 'n8n-workflow';
import type { Report } from '../transport/errors';

/** What became of one item. `unknown`: it may have taken effect although no answer says so. */
export type Result =
	| { kind: 'done'; outputs: INodeExecutionData[] }
	| { kind: 'failed' | 'unknown'; report: Report };

/** The results so far, by item index; an item without one was not tried. */
export type Results = Map<number, Result>;
