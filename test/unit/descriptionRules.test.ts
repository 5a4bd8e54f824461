/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { existsSync, readFileSync } from 'node:fs';

import type {
	INode,
	INodeProperties,
	INodePropertyOptions,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { WeChatMiniProgramApi } from '../../credentials/WeChatMiniProgramApi.credentials';
import { WeChatMiniProgramPushApi } from '../../credentials/WeChatMiniProgramPushApi.credentials';
import { resources } from '../../nodes/WeChatMiniProgram/actions/registry';
import { WeChatMiniProgram } from '../../nodes/WeChatMiniProgram/WeChatMiniProgram.node';
import { WeChatMiniProgramTrigger } from '../../nodes/WeChatMiniProgramTrigger/WeChatMiniProgramTrigger.node';
import { inRepository, readRepositoryFile } from '../support/paths';

const { description } = new WeChatMiniProgram();
const trigger = new WeChatMiniProgramTrigger().description;

interface Named {
	at: string;
	one: INodeProperties;
}

interface Choice {
	at: string;
	choice: INodePropertyOptions;
}

const isParameter = (one: object): one is INodeProperties => 'displayName' in one && 'type' in one;

/** All parameters, those in collections too. */
function parametersIn(list: INodeProperties[], path: string): Named[] {
	return list.flatMap((one) => {
		const at = `${path}.${one.name}`;
		const inner = (one.options ?? []).flatMap((option) => {
			if ('values' in option) return parametersIn(option.values, at);
			return isParameter(option) ? parametersIn([option], at) : [];
		});
		return [{ at, one }, ...inner];
	});
}

const parameters = [
	...parametersIn(description.properties, 'node'),
	...parametersIn(trigger.properties, 'trigger'),
	...parametersIn(new WeChatMiniProgramApi().properties, 'credential'),
	...parametersIn(new WeChatMiniProgramPushApi().properties, 'push credential'),
].filter(({ one }) => one.type !== 'hidden');

const choices: Choice[] = parameters.flatMap(({ at, one }) =>
	one.type === 'options' || one.type === 'multiOptions'
		? ((one.options ?? []) as INodePropertyOptions[]).map((choice) => ({
				at: `${at}=${String(choice.value)}`,
				choice,
			}))
		: [],
);

/** Places where a text breaks a rule. */
const breaking = <T>(list: T[], isBroken: (one: T) => boolean): T[] => list.filter(isBroken);

const small = new Set(['by', 'or', 'of', 'on', 'in', 'to', 'for', 'and', 'the', 'a', 'an']);

const isTitleCase = (text: string): boolean =>
	text
		.split(/[\s(]+/)
		.every((word, index) => (index > 0 && small.has(word)) || !/^[a-z]/.test(word));

/** Full stops that end a sentence; "e.g." and names such as wx.login do not. */
const sentencesOf = (text: string): number =>
	(text.replace(/\be\.g\./g, 'eg').match(/[.!?](?=\s|$)/g) ?? []).length;

const isWellEnded = (text: string): boolean =>
	text.endsWith('.') ? sentencesOf(text) > 1 : sentencesOf(text) === 0;

test('labels are in Title Case', () => {
	const labels = [
		...parameters
			.filter(({ one }) => one.type !== 'notice')
			.map(({ at, one }) => ({ at, label: one.displayName })),
		...choices.map(({ at, choice }) => ({ at, label: choice.name })),
	];
	expect(breaking(labels, ({ label }) => !isTitleCase(label))).toEqual([]);
});

test('descriptions, hints and notices begin with a capital and end as n8n wants it', () => {
	const texts = [
		...parameters.flatMap(({ at, one }) =>
			[one.description, one.hint, one.type === 'notice' ? one.displayName : undefined].map(
				(text) => ({ at, text }),
			),
		),
		...choices.map(({ at, choice }) => ({ at, text: choice.description })),
		{ at: 'node', text: description.description },
		{ at: 'trigger', text: trigger.description },
	].filter((one): one is { at: string; text: string } => one.text !== undefined);
	expect(texts.length).toBeGreaterThan(60);
	expect(breaking(texts, ({ text }) => !/^[A-Z\d]/.test(text) || !isWellEnded(text))).toEqual([]);
});

test('whatever is entered or chosen is described, for people and for AI agents', () => {
	const undescribed = parameters.filter(
		({ one }) =>
			!['notice', 'collection'].includes(one.type) &&
			!['resource', 'operation'].includes(one.name) &&
			!one.description,
	);
	expect(undescribed).toEqual([]);
	const described = choices.filter(({ at }) => !/\.(resource|lang)=/.test(at));
	expect(breaking(described, ({ choice }) => !choice.description)).toEqual([]);
});

test('switches say what they are about with "Whether"', () => {
	const switches = parameters.filter(({ one }) => one.type === 'boolean');
	expect(switches.length).toBeGreaterThan(2);
	expect(breaking(switches, ({ one }) => !one.description?.startsWith('Whether '))).toEqual([]);
});

test('placeholders are examples, or say what is added', () => {
	const given = parameters.flatMap(({ at, one }) =>
		one.placeholder === undefined ? [] : [{ at, type: one.type, text: one.placeholder }],
	);
	expect(given.length).toBeGreaterThan(8);
	expect(
		breaking(given, ({ type, text }) =>
			/ollection$/.test(type) ? !/^Add \w+$/.test(text) : !text.startsWith('e.g. '),
		),
	).toEqual([]);
});

test('choices and optional parameters are sorted by name', () => {
	// The states of a card come in the order of its life; the recommended issuer comes first; "Any Event" stands for all others.
	const lists = parameters
		.filter(({ one }) => !['issuer', 'messageType', 'status'].includes(one.name))
		.map(({ at, one }) => ({
			at,
			names: ((one.options ?? []) as Array<{ displayName?: string; name: string }>).map(
				({ displayName, name }) => displayName ?? name,
			),
		}));
	const sorted = (names: string[]) => [...names].sort((a, b) => a.localeCompare(b, 'en'));
	expect(breaking(lists, ({ names }) => sorted(names).join() !== names.join())).toEqual([]);
});

test('"Return All" and "Limit" have the words of n8n', () => {
	const pairs = parameters.filter(({ one }) => one.name === 'returnAll' || one.name === 'limit');
	expect(pairs.length).toBeGreaterThanOrEqual(4);
	for (const { one } of pairs) {
		expect(one).toMatchObject(
			one.name === 'limit'
				? {
						displayName: 'Limit',
						default: 50,
						typeOptions: { minValue: 1 },
						description: 'Max number of results to return',
					}
				: {
						displayName: 'Return All',
						default: false,
						description: 'Whether to return all results or only up to a given limit',
					},
		);
	}
});

describe('operations', () => {
	const all = choices.filter(({ at }) => at.startsWith('node.operation='));

	test('each has an action in sentence case, without articles', () => {
		expect(all.length).toBeGreaterThanOrEqual(9);
		expect(
			breaking(
				all,
				({ choice: { action = '' } }) =>
					!/^[A-Z][a-z]+( ([a-z]+|API|URL))+$/.test(action) || / (a|an|the) /.test(action),
			),
		).toEqual([]);
		expect(new Set(all.map(({ choice }) => choice.action)).size).toBe(all.length);
	});

	test('each is described in other words than its name', () => {
		expect(
			breaking(
				all,
				({ choice: { action, name, description: text = '' } }) =>
					text.length < 25 || text === action || text === name,
			),
		).toEqual([]);
	});

	test.each(
		resources.flatMap(({ value: resource, operations }) =>
			Object.entries(operations).map(([operation, { action }]) => ({
				resource,
				operation,
				action,
			})),
		),
	)('an AI agent reads what $resource $operation does', ({ resource, operation, action }) => {
		const tool = {
			name: 'Tool',
			parameters: { resource, operation, descriptionType: 'auto' },
		} as unknown as INode;
		const nodeType = { description } as Parameters<typeof NodeHelpers.getToolDescriptionForNode>[1];
		expect(NodeHelpers.getToolDescriptionForNode(tool, nodeType)).toBe(
			`${action} in WeChat Mini Program`,
		);
	});
});

test('the node can be a tool, and the names that n8n gives the tool are free', () => {
	expect(description.usableAsTool).toBe(true);
	const names = description.properties.map(({ name }) => name);
	expect(names).not.toContain('toolDescription');
	expect(names).not.toContain('descriptionType');
	expect('usableAsTool' in trigger).toBe(false);
});

describe.each<[string, INodeTypeDescription, string]>([
	['node', description, 'nodes/WeChatMiniProgram/WeChatMiniProgram.node.json'],
	['trigger', trigger, 'nodes/WeChatMiniProgramTrigger/WeChatMiniProgramTrigger.node.json'],
])('%s', (_name, { icon, name, version }, codexFile) => {
	test('has different icons for light and dark', () => {
		const { light, dark } = icon as { light: string; dark: string };
		const files = [light, dark].map((one) =>
			inRepository(codexFile, '..', one.replace(/^file:/, '')),
		);
		expect(files.map((file) => existsSync(file))).toEqual([true, true]);
		expect(readFileSync(files[0], 'utf8')).not.toBe(readFileSync(files[1], 'utf8'));
	});

	test('is found by the words that people use', () => {
		const codex = JSON.parse(readRepositoryFile(codexFile));
		expect(codex).toMatchObject({
			node: `n8n-nodes-wechat-miniprogram.${name}`,
			nodeVersion: `${String(version)}.0`,
			codexVersion: '1.0',
		});
		expect(codex.alias).toEqual(
			expect.arrayContaining(['weixin', '微信', '小程序', 'mini program', 'subscribe message']),
		);
		expect(new Set(codex.alias).size).toBe(codex.alias.length);
	});
});

test('n8n has no regular expression to try before a run', () => {
	// It gives each 250 ms, then fails the execution, which happens on a busy machine (safe-regex).
	const written = JSON.stringify([description, trigger]);
	expect(written).not.toMatch(/"_?regex"/i);
});
