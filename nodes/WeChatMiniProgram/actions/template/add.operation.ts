import { updateDisplayOptions } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { MessageSystem, NewTemplate } from '../../../../wechat/messageSystem';
import { libraryTitleLocator } from '../../descriptions/locators';
import type { Operation } from '../operation';
import { idParameter, messageSystem, optionalText, parameter, parameterError } from '../parameters';

interface Input extends NewTemplate {
	system: MessageSystem;
}

/** Characters of the scene description (addTemplate). */
const MAX_SCENE_LENGTH = 15;

/** Template > Add: makes a template of the account from a library title and some of its keywords. */
export const add: Operation<Input> = {
	description: updateDisplayOptions({ show: { resource: ['template'], operation: ['add'] } }, [
		libraryTitleLocator,
		{
			displayName: 'Keyword Names or IDs',
			name: 'keywordIds',
			type: 'multiOptions',
			required: true,
			default: [],
			typeOptions: {
				loadOptionsMethod: 'getKeywords',
				loadOptionsDependsOn: ['messageType', 'libraryTitle.value'],
			},
			hint: '2 to 5 keywords for a Subscribe Message, up to 10 for a Template Message. The user sees them in the order in which you choose them.',
			description:
				'What the template tells the user. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		{
			displayName: 'Scene Description',
			name: 'sceneDescription',
			type: 'string',
			default: '',
			placeholder: 'e.g. 订单发货后通知',
			hint: "At most 15 characters. WeChat's documentation calls it required.",
			description: 'What the template is used for. The user reads it when asked to subscribe.',
			displayOptions: { show: { messageType: ['subscribe'] } },
		},
	]),

	prepare(context, itemIndex) {
		const system = messageSystem(context, itemIndex);
		return {
			system,
			titleId: idParameter(context, 'libraryTitle', 'Library Title', itemIndex),
			keywordIds: keywordIds(context, itemIndex, system),
			sceneDescription: sceneDescription(context, itemIndex),
		};
	},

	run: async (session, { system, ...template }) => await session.call(system.addTemplate, template),

	subject: ({ titleId }) => ({ effect: 'the template was added', details: { titleId } }),
};

/** Takes an array, one number, or numbers joined by commas such as `3,5,4`; keeps their order. */
function keywordIds(
	context: IExecuteFunctions,
	itemIndex: number,
	{ keywordCount: { min, max } }: MessageSystem,
): number[] {
	const given = parameter(context, 'keywordIds', itemIndex, []);
	const parts: unknown[] = Array.isArray(given) ? given : String(given ?? '').split(',');
	const ids = parts.filter((part) => String(part).trim() !== '').map(Number);
	const refuse = (message: string, description: string) =>
		parameterError(
			context,
			itemIndex,
			`The parameter "Keyword Names or IDs" ${message}`,
			description,
		);

	if (!ids.every((id) => Number.isInteger(id) && id > 0)) {
		throw refuse(
			'holds something else than keyword IDs',
			'Choose keywords from the list, or give their numbers as an array or as text such as 3,5,4.',
		);
	}
	if (new Set(ids).size !== ids.length) {
		throw refuse('names a keyword twice', 'Name each keyword once.');
	}
	if (ids.length < min || ids.length > max) {
		throw refuse(
			`names ${ids.length} keywords`,
			`WeChat takes ${min} to ${max} for this message type.`,
		);
	}
	return ids;
}

function sceneDescription(context: IExecuteFunctions, itemIndex: number): string {
	const text = optionalText(context, 'sceneDescription', 'Scene Description', itemIndex);
	const { length } = Array.from(text);
	if (length <= MAX_SCENE_LENGTH) return text;
	throw parameterError(
		context,
		itemIndex,
		`The parameter "Scene Description" has ${length} characters`,
		`WeChat takes at most ${MAX_SCENE_LENGTH}.`,
	);
}
