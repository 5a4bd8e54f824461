import type { IDataObject, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import type { NodePackage } from '../../engine';

/** Stands in for n8n's Send Email node, under its real type and parameter names. `mails` takes what it sends. */
export function mailPackage(mails: IDataObject[]): NodePackage {
	const fields = ['fromEmail', 'toEmail', 'subject', 'text'];
	const emailSend: INodeType = {
		description: {
			displayName: 'Send Email',
			name: 'emailSend',
			group: ['output'],
			version: [2, 2.1],
			description: '',
			defaults: { name: 'Send Email' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: fields.map((name) => ({
				displayName: name,
				name,
				type: 'string',
				default: '',
			})),
		},
		async execute() {
			const sent = this.getInputData().map((_, item) => {
				const values = fields.map((name) => [name, this.getNodeParameter(name, item)]);
				const mail = Object.fromEntries(values) as IDataObject;
				mails.push(mail);
				return { json: { accepted: [mail.toEmail] } as IDataObject, pairedItem: { item } };
			});
			return [sent];
		},
	};
	return {
		name: 'n8n-nodes-base',
		nodes: { 'n8n-nodes-base.emailSend': emailSend },
		credentials: {},
	};
}
