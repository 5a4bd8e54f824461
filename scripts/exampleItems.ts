import type { IDataObject } from 'n8n-workflow';

import items from './exampleItems.json';

/** An item that an operation put out on n8n's engine against the local WeChat. */
export interface ExampleItem {
	json: IDataObject;
	/** The names of its files. */
	binary?: string[];
}

/**
 * One item of each operation, by `<resource>/<operation>`, and under `error` one of the error output; written by `npm run docs`.
 */
export const exampleItems: Record<string, ExampleItem> = items;
