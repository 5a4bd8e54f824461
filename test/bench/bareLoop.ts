import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

/**
 * The least that a node can do: n8n's `helpers.httpRequest` in a loop, with a token that was put into the
 * workflow. Nothing is checked, limited, repeated or explained. The bodies are the items themselves or, as
 * in most nodes, parameters that are read for each item.
 */
export class BareLoop implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bare Loop',
		name: 'bareLoop',
		group: ['output'],
		version: 1,
		description: 'Makes one HTTP call for each item',
		defaults: { name: 'Bare Loop' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: ['url', 'token', 'concurrency', 'touser', 'data', 'templateId'].map((name) => ({
			displayName: name,
			name,
			type: 'string' as const,
			default: '',
		})),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const url = this.getNodeParameter('url', 0) as string;
		const access_token = this.getNodeParameter('token', 0) as string;
		const concurrency = this.getNodeParameter('concurrency', 0) as number;
		const template_id = this.getNodeParameter('templateId', 0, '') as string;
		const items = this.getInputData();
		const bodyOf = (item: number): IDataObject => {
			if (template_id === '') return items[item].json;
			const touser = this.getNodeParameter('touser', item);
			return { touser, template_id, data: this.getNodeParameter('data', item) };
		};
		const output: INodeExecutionData[] = [];
		const indexes = items.keys();
		const runner = async () => {
			for (const item of indexes) {
				const json = (await this.helpers.httpRequest({
					method: 'POST',
					url,
					qs: { access_token },
					body: bodyOf(item),
				})) as IDataObject;
				output[item] = { json, pairedItem: { item } };
			}
		};
		await Promise.all(Array.from({ length: concurrency }, runner));
		return [output];
	}
}
