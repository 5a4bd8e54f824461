import { CODE_WIDTH, createCode as endpoint, sceneProblem } from '../../../../wechat/links';
import type { MiniProgramCode } from '../../../../wechat/links';
import { callSettings } from '../../descriptions/callOptions';
import type { Item } from '../item';
import type { Operation } from '../operation';
import { check, codeOptions, pageOf, pageParameter, versionOf } from './linkParameters';

interface Input extends MiniProgramCode {
	page: string;
	/** The binary field that the picture goes into. */
	field: string;
}

/** A switch of the options; undefined where it was not added, so that WeChat's default counts. */
const optionalFlag = (item: Item, name: string): boolean | undefined =>
	item.optional(name) === '' ? undefined : item.flag(name);

/** Link > Create Code: a picture to scan. */
export const createCode: Operation<Input> = {
	label: 'Create Code',
	action: 'Create code to scan',
	explains: 'Make a picture that opens the Mini Program when it is scanned',
	parameters: [
		{
			displayName: 'Scene',
			name: 'scene',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. orderId=339208499',
			description:
				"What the page reads as its scene: at most 32 of the digits, the letters A to Z and a to z, and !#$&'()*+,/:;=?@-._~",
		},
		pageParameter(
			'The page of the Mini Program that opens, without its query. Without a page the first one opens.',
		),
		{
			displayName: 'Put Output File in Field',
			name: 'binaryPropertyName',
			type: 'string',
			required: true,
			default: 'data',
			hint: 'The name of the output binary field to put the file in',
			description: 'Where the next nodes find the picture',
		},
		codeOptions([
			{
				displayName: 'Check Page',
				name: 'checkPath',
				type: 'boolean',
				default: true,
				description:
					'Whether WeChat refuses a page that the published version does not have. Turn it off for a page that is published later.',
			},
			{
				displayName: 'Transparent',
				name: 'transparent',
				type: 'boolean',
				default: false,
				description: 'Whether the picture has no background',
			},
			{
				displayName: 'Width',
				name: 'width',
				type: 'number',
				default: 430,
				typeOptions: { minValue: CODE_WIDTH.min, maxValue: CODE_WIDTH.max },
				description: 'Width and height of the picture in pixels, from 280 to 1280',
			},
		]),
	],
	prepare(item) {
		const scene = item.text('scene');
		check(item, 'scene', sceneProblem(scene));
		const hasWidth = item.optional('options.width') !== '';
		return {
			scene,
			page: pageOf(item),
			field: item.text('binaryPropertyName'),
			checkPage: optionalFlag(item, 'options.checkPath'),
			transparent: optionalFlag(item, 'options.transparent'),
			version: versionOf(item),
			...(hasWidth && { width: item.number('options.width', { ...CODE_WIDTH, fallback: 430 }) }),
		};
	},
	async run(session, { field, ...code }) {
		const { scene, page } = code;
		return { json: { scene, page }, files: { [field]: await session.call(endpoint, code) } };
	},
	about: ({ scene, page }) => ({ effect: 'the code was created', details: { scene, page } }),
	settings: callSettings,
};
