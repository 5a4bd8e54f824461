import type { ILoadOptionsFunctions } from 'n8n-workflow';

/** The id that a resource locator is set to; undefined while it is empty or an expression. */
export function chosenId(context: ILoadOptionsFunctions, name: string): string | undefined {
	const value = context.getCurrentNodeParameter(name, { extractValue: true });
	const id = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	return id === '' || id.startsWith('=') ? undefined : id;
}
