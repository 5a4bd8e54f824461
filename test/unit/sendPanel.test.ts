import { NodeHelpers } from 'n8n-workflow';
import type { INodeParameters } from 'n8n-workflow';

import { WeChatMiniProgram } from '../../nodes/WeChatMiniProgram/WeChatMiniProgram.node';
import { byId } from '../support/harness';

const { description } = new WeChatMiniProgram();

/** The parameters that n8n shows and keeps of a Message > Send step. */
function shown(parameters: INodeParameters): INodeParameters {
	const node = {
		id: 'node',
		name: 'node',
		type: 'weChatMiniProgram',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: { resource: 'message', operation: 'send', ...parameters },
	};
	const all = NodeHelpers.getNodeParameters(
		description.properties,
		node.parameters,
		true,
		false,
		node,
		description,
	);
	return all as INodeParameters;
}

test('a new step shows no fields before a template is picked', () => {
	const names = Object.keys(shown({}));
	expect(names).toContain('templateId');
	expect(names).not.toContain('templateData');
});

test.each([
	['by its ID', byId('wDYzYZVxobJivW9oMpSCpuvACOfJXQIoKUm0PY397Tc')],
	['by an expression', byId('={{ $json.templateId }}')],
])('the fields are there for a template picked %s', (_how, templateId) => {
	expect(Object.keys(shown({ templateId }))).toContain('templateData');
});

test('with Data (JSON) the fields stay away', () => {
	const names = Object.keys(shown({ dataMode: 'json' }));
	expect(names).toContain('templateDataJson');
	expect(names).not.toContain('templateData');
});
