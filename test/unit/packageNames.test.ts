/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type {
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeTypeDescription,
} from 'n8n-workflow';

import { WeChatMiniProgramApi } from '../../credentials/WeChatMiniProgramApi.credentials';
import { WeChatMiniProgramPushApi } from '../../credentials/WeChatMiniProgramPushApi.credentials';
import { WeChatMiniProgram } from '../../nodes/WeChatMiniProgram/WeChatMiniProgram.node';
import { WeChatMiniProgramTrigger } from '../../nodes/WeChatMiniProgramTrigger/WeChatMiniProgramTrigger.node';
import { ROOT } from '../support/paths';

const node: INodeTypeDescription = new WeChatMiniProgram().description;
const trigger: INodeTypeDescription = new WeChatMiniProgramTrigger().description;

const choicesOf = (properties: INodeProperties[], name: string, resource?: string) =>
	properties
		.filter((property) => property.name === name)
		.filter(({ displayOptions }) => {
			return resource === undefined || displayOptions?.show?.resource?.includes(resource);
		})
		.flatMap(({ options = [] }) => options as INodePropertyOptions[]);

const operations = choicesOf(node.properties, 'resource').flatMap(({ value: resource }) =>
	choicesOf(node.properties, 'operation', String(resource)).map((operation) => ({
		...operation,
		resource: String(resource),
		operation: String(operation.value),
	})),
);

/** Names as they stand in saved workflows, those inside collections with a dot. */
const namesOf = (properties: INodeProperties[]): string[] =>
	properties
		.filter(({ type }) => type !== 'notice')
		.flatMap((property) => {
			const { name, type, options = [] } = property;
			const inside =
				type === 'collection'
					? namesOf(options as INodeProperties[])
					: type === 'fixedCollection'
						? (options as INodePropertyCollection[]).flatMap((group) =>
								namesOf(group.values).map((value) => `${group.name}.${value}`),
							)
						: [];
			return [name, ...inside.map((inner) => `${name}.${inner}`)];
		});

describe('names that saved workflows hold', () => {
	test('types', () => {
		expect([node, trigger].map(({ name, version }) => [name, version])).toEqual([
			['weChatMiniProgram', 1],
			['weChatMiniProgramTrigger', 1],
		]);
		const credentials = [new WeChatMiniProgramApi(), new WeChatMiniProgramPushApi()];
		expect(credentials.map(({ name, properties }) => [name, namesOf(properties)])).toEqual([
			[
				'weChatMiniProgramApi',
				[
					'appId',
					'appSecret',
					'issuer',
					'issuerUrl',
					'issuerSecret',
					'baseUrl',
					'accessToken',
					'n8n_expires_at',
					'issuedFor',
				],
			],
			['weChatMiniProgramPushApi', ['appId', 'token', 'encryption', 'encodingAesKey']],
		]);
	});

	test.each([
		['messageType', ['subscribe', 'template']],
		['dataMode', ['fields', 'json']],
	])('choices of %s', (name, values) => {
		const choices = choicesOf(node.properties, name).map(({ value }) => value);
		expect([...new Set(choices)]).toEqual(values);
	});
});

describe('what the editor shows', () => {
	test.each(operations)(
		'$resource > $operation has action, description and output schema',
		({ resource, operation, action, description }) => {
			expect(action).toMatch(/^[A-Z][a-z ]+$/);
			expect(description).toMatch(/^[A-Z].{10}/);
			const schema = `nodes/WeChatMiniProgram/__schema__/v1.0.0/${resource}/${operation}.json`;
			expect(existsSync(join(ROOT, schema))).toBe(true);
		},
	);

	const inside = ({ type, options = [] }: INodeProperties) =>
		type === 'collection' ? (options as INodeProperties[]) : [];
	const parameters = [...node.properties, ...trigger.properties]
		.flatMap((property) => [property, ...inside(property)])
		.filter(({ type, name }) => type !== 'notice' && name !== 'resource' && name !== 'operation');

	test.each(parameters)('$displayName ($name) is explained as n8n wants it', (parameter) => {
		const { type, description, hint, placeholder = '', options = [] } = parameter;
		const isGroup = type === 'collection' || type === 'fixedCollection';
		const explained = [
			description,
			hint,
			...options.map((one) => (one as { description?: string }).description),
		];
		expect(isGroup || explained.some(Boolean)).toBe(true);
		if (type === 'boolean') expect(description).toMatch(/^Whether /);
		if (type === 'string') expect(placeholder).toMatch(/^(?:e\.g\. .|$)/);
		for (const text of explained.filter(Boolean) as string[]) {
			const sentences = text
				.replace(/e\.g\./g, '')
				.split(/[.?!](?: |$)/)
				.filter(Boolean).length;
			expect(`${text} has its full stop: ${text.endsWith('.')}`).toBe(
				`${text} has its full stop: ${sentences > 1}`,
			);
		}
	});
});
