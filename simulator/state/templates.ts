import { cardKindOfTitle } from '../library/cardKinds';
import type { SubscribeTitle } from '../library/subscribeTitles';
import type { TemplateTitle } from '../library/templateTitles';
import type { ValueRule } from '../values';
import type { Random } from './random';

const ID_LENGTH = 43;

/** A field of a template: its key in `data`, the label that users see, and (subscribe) what it takes. */
export interface TemplateField {
	key: string;
	label: string;
	example: string;
	rule?: ValueRule;
	enumValues?: string[];
}

/** A template that an account made from a title of a library. */
export interface Template {
	id: string;
	title: string;
	/** 2 one-time, 3 long-term; undefined for the retired API. */
	type?: 2 | 3;
	fields: TemplateField[];
	/** Title and keywords, to tell a repeated choice. */
	choice: string;
}

/** The templates of one account for one message type, in the order in which they were added. */
export class Templates {
	private readonly byId = new Map<string, Template>();
	private readonly byChoice = new Map<string, Template>();

	constructor(
		private readonly random: Random,
		private readonly changed: () => void,
	) {}

	/** How many there are. */
	get count(): number {
		return this.byId.size;
	}

	/** The template of this id. */
	get(id: unknown): Template | undefined {
		return typeof id === 'string' ? this.byId.get(id) : undefined;
	}

	/** The template with this choice of title and keywords. */
	sameChoice(choice: string): Template | undefined {
		return this.byChoice.get(choice);
	}

	/** The template of a service card, by its title. */
	ofCard(tid: number): Template | undefined {
		return this.sameChoice(cardChoice(tid));
	}

	/** All of them. */
	all(): Template[] {
		return [...this.byId.values()];
	}

	/** Adds a template under a new 43-character id. */
	add(template: Omit<Template, 'id'>): Template {
		const added = { id: this.random.text(ID_LENGTH), ...template };
		this.byId.set(added.id, added);
		this.byChoice.set(added.choice, added);
		this.changed();
		return added;
	}

	/** The template of a choice, added where there is none yet. Throws on a choice that the library has not. */
	take(chosen: Omit<Template, 'id'> | undefined): Template {
		if (!chosen) throw new Error('The library has no such title or keyword');
		return this.sameChoice(chosen.choice) ?? this.add(chosen);
	}

	/** Deletes a template. Returns whether there was one. */
	delete(id: unknown): boolean {
		const template = this.get(id);
		if (!template) return false;
		this.byChoice.delete(template.choice);
		this.byId.delete(template.id);
		this.changed();
		return true;
	}
}

/** A template of the retired API: fields keyword1, keyword2 ... in the chosen order. Unknown ids: undefined. */
export function chooseTemplateKeywords(
	title: TemplateTitle,
	ids: number[],
): Omit<Template, 'id'> | undefined {
	const fields: TemplateField[] = [];
	for (const id of ids) {
		const keyword = title.keywords.find(({ keyword_id }) => keyword_id === id);
		if (!keyword) return undefined;
		const key = `keyword${fields.length + 1}`;
		fields.push({ key, label: keyword.name, example: keyword.example });
	}
	return { title: title.title, fields, choice: `${title.id} ${ids.join(',')}` };
}

const cardChoice = (tid: number) => `${tid} `;

/** The template of a service card, which has no keywords. Undefined for other titles, and with keywords. */
export function chooseCardTitle(tid: number, kids: number[]): Omit<Template, 'id'> | undefined {
	const kind = cardKindOfTitle(tid);
	if (!kind || kids.length > 0) return undefined;
	return { title: kind.title, type: 2, fields: [], choice: cardChoice(tid) };
}

/** A subscribe message template: fields named rule + kid in the chosen order. Unknown kids: undefined. */
export function chooseSubscribeKeywords(
	title: SubscribeTitle,
	kids: number[],
): Omit<Template, 'id'> | undefined {
	const fields: TemplateField[] = [];
	for (const kid of kids) {
		const keyword = title.keywords.find((candidate) => candidate.kid === kid);
		if (!keyword) return undefined;
		const { name: label, example, rule, enumValues } = keyword;
		fields.push({ key: `${rule}${kid}`, label, example, rule, enumValues });
	}
	const choice = `${title.tid} ${[...kids].sort((a, b) => a - b).join(',')}`;
	return { title: title.title, type: title.type, fields, choice };
}
