import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import type { CredentialReference, WorkflowJson } from '../../engine';
import type { Simulator } from '../../simulator';

/** What differs between the two message types when the same job is done with each. */
export interface Scene {
	title: string;
	messageType: 'subscribe' | 'template';
	libraryTitle: string;
	/** In the order in which the user shall see them. */
	keywordIds: string;
	/** Values by key, the short form of the parameter "Data (JSON)". */
	data: IDataObject;
	options: INodeParameters;
	/** Gives a user what WeChat asks for before a message may be sent; the result goes into the user's item. */
	allow(simulator: Simulator, openId: string, templateId: string, index: number): IDataObject;
	/** The item of a user who did not allow it, and the code WeChat answers. */
	withoutPermission: { item: IDataObject; errcode: number };
}

/** The main job, once for each message type. */
export const scenes: Scene[] = [
	{
		title: 'Subscribe Messages: what WeChat runs today',
		messageType: 'subscribe',
		libraryTitle: '661',
		keywordIds: '1,2,4',
		data: { thing1: '拿铁', amount2: '18.00元', time4: '={{ $now }}' },
		options: { page: 'pages/index/index?foo=bar' },
		allow(simulator, openId, templateId) {
			simulator.subscribe(openId, templateId);
			return {};
		},
		withoutPermission: { item: {}, errcode: 43101 },
	},
	{
		title: 'Template Messages: the retired API, as a gateway still offers it',
		messageType: 'template',
		libraryTitle: 'AT0002',
		keywordIds: '3,5,4',
		data: { keyword1: '粤海喜来登酒店', keyword2: '咖啡', keyword3: '2015年01月05日 12:30' },
		options: { page: 'index', emphasisKeyword: 'keyword2' },
		// A form submit allows one message, a payment three.
		allow: (simulator, openId, _templateId, index) => ({
			formId: index === 0 ? simulator.submitForm(openId) : simulator.pay(openId),
		}),
		withoutPermission: { item: { formId: 'never submitted' }, errcode: 41028 },
	},
];

const NODE_TYPE = 'n8n-nodes-wechat-miniprogram.weChatMiniProgram';

/** One step of a demo workflow: the node's name and its parameters. */
type Step = [name: string, parameters: INodeParameters, settings?: Partial<INode>];

const locator = (value: string): INodeParameters => ({ __rl: true, mode: 'id', value });

/** A workflow that starts by hand and runs the steps one after another, each once. */
function chain(credential: CredentialReference, steps: Step[]): WorkflowJson {
	const start: INode = {
		id: 'start',
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const nodes = steps.map(
		([name, parameters, settings], index): INode => ({
			id: name,
			name,
			type: NODE_TYPE,
			typeVersion: 1,
			position: [200 * (index + 1), 0],
			parameters,
			credentials: { weChatMiniProgramApi: credential },
			executeOnce: true,
			...settings,
		}),
	);
	const names = ['Start', ...steps.map(([name]) => name)];
	const connections = Object.fromEntries(
		names
			.slice(1)
			.map((name, index) => [
				names[index],
				{ main: [[{ node: name, type: 'main' as const, index: 0 }]] },
			]),
	);
	return { nodes: [start, ...nodes], connections };
}

/** From the public library to a template of the account. */
export function setUpWorkflow(credential: CredentialReference, scene: Scene): WorkflowJson {
	const { messageType, libraryTitle, keywordIds } = scene;
	const title = locator(libraryTitle);
	return chain(credential, [
		['Library', { resource: 'templateLibrary', operation: 'getAll', messageType, limit: 5 }],
		[
			'Keywords',
			{ resource: 'templateLibrary', operation: 'getKeywords', messageType, libraryTitle: title },
		],
		[
			'Add',
			{
				resource: 'template',
				operation: 'add',
				messageType,
				libraryTitle: title,
				keywordIds,
				sceneDescription: '下单后通知',
			},
		],
		['Templates', { resource: 'template', operation: 'getAll', messageType, returnAll: true }],
	]);
}

/** One message for each incoming user; who cannot get it goes to the error output. */
export function sendWorkflow(
	credential: CredentialReference,
	{ messageType, data, options }: Scene,
	templateId: string,
): WorkflowJson {
	const send: Step = [
		'Send',
		{
			resource: 'message',
			operation: 'send',
			messageType,
			openId: '={{ $json.openId }}',
			templateId: locator(templateId),
			formId: '={{ $json.formId }}',
			dataMode: 'fields',
			templateData: { mappingMode: 'defineBelow', value: data as INodeParameters },
			options,
		},
		{ executeOnce: false, onError: 'continueErrorOutput' },
	];
	return chain(credential, [send]);
}

/** Takes the template away again. */
export const tidyUpWorkflow = (
	credential: CredentialReference,
	{ messageType }: Scene,
	templateId: string,
): WorkflowJson =>
	chain(credential, [
		[
			'Delete',
			{ resource: 'template', operation: 'delete', messageType, templateId: locator(templateId) },
		],
	]);
