/** One line of a template: what the user reads in front of the value, and how the value is sent. */
export interface TemplateField {
	/** The key of the value in `data`, such as `thing1`, `keyword3`. */
	key: string;
	/** The key without its number: the kind of value that WeChat accepts. `keyword` accepts any. */
	kind: string;
	/** What the user reads in front of the value, or the key where the template has no such text. */
	label: string;
	/** A sample value, where the template gives one. */
	example?: string;
	/** The only values that WeChat accepts, where it names them. */
	options?: string[];
}

/** The values that WeChat accepts for one keyword; `keywordCode` ends in `.DATA`. */
export interface KeywordEnumValues {
	keywordCode: string;
	enumValueList: string[];
}

/** What the lists of an account's templates say about the fields of one. */
export interface TemplateContent {
	content: string;
	example?: string;
	keywordEnumValueList?: KeywordEnumValues[];
}

/** What is read of a template's text. WeChat's own have some ten lines and a few hundred characters. */
const MOST_CHARACTERS = 10_000;
const MOST_LINES = 100;
/** A longer label has no sample, unless the sample is on the same line. */
const LONGEST_LABEL = 50;

/**
 * Reads the fields of a template in their order. WeChat separates label and placeholder by a colon
 * (Subscribe Messages), a full-width one or nothing (Template Messages); a placeholder may also stand
 * alone on its line (official accounts). Labels can repeat, keys cannot.
 *
 * The work grows with the length of the texts and not faster, because a gateway can answer with a
 * content of megabytes. Only the first 100 lines and 10,000 characters count.
 */
export function readTemplateFields(template: TemplateContent): TemplateField[] {
	const samples = new Samples(splitLines(template.example ?? ''));
	const optionsByKey = indexOptions(template.keywordEnumValueList ?? []);
	const fields = new Map<string, TemplateField>();
	splitLines(template.content).forEach((line, index) => {
		for (const { key, label } of readPlaceholders(line)) {
			if (fields.has(key)) continue;
			const example = samples.find(label, index);
			const options = optionsByKey.get(key);
			fields.set(key, {
				key,
				kind: kindOf(key),
				label: label || key,
				...(example ? { example } : {}),
				...(options ? { options } : {}),
			});
		}
	});
	return [...fields.values()];
}

/** The kind of value that a field's key names: `thing` for `thing1`. */
export function kindOf(key: string): string {
	return key.replace(/\d{1,10}$/, '') || key;
}

function splitLines(text: string): string[] {
	return text.slice(0, MOST_CHARACTERS).split(/\r?\n/, MOST_LINES);
}

function readPlaceholders(line: string): Array<{ key: string; label: string }> {
	const placeholder = /\{ ?\{ ?(\w+)\.DATA ?\} ?\}/g;
	const found = [];
	let labelStart = 0;
	for (let match = placeholder.exec(line); match; match = placeholder.exec(line)) {
		const label = line
			.slice(labelStart, match.index)
			.trim()
			.replace(/[:：]$/, '')
			.trim();
		labelStart = placeholder.lastIndex;
		found.push({ key: match[1], label });
	}
	return found;
}

/** The sample values of a template, found by the label in front of them. */
class Samples {
	/** The first sample after each text that could be a label. */
	private readonly byLabel = new Map<string, string>();

	constructor(private readonly lines: readonly string[]) {
		for (const line of lines) this.index(line);
	}

	/** The sample after the label: where labels repeat, the one in the same line as the placeholder. */
	find(label: string, line: number): string | undefined {
		if (label === '') return this.lines[line]?.trim();
		return sampleAfter(label, this.lines[line] ?? '') ?? this.byLabel.get(label);
	}

	/** A label can hold colons itself, so each colon may be the one that ends it. */
	private index(line: string): void {
		for (const { index } of line.slice(0, LONGEST_LABEL + 2).matchAll(/\s?[:：]/g)) {
			const label = line.slice(0, index);
			if (!this.byLabel.has(label)) this.byLabel.set(label, sampleAfter(label, line) ?? '');
		}
	}
}

function sampleAfter(label: string, line: string): string | undefined {
	if (!line.startsWith(label) || !/^\s?[:：]/.test(line.slice(label.length, label.length + 2))) {
		return undefined;
	}
	return line.slice(label.length).trim().slice(1).trim();
}

/** The lists by key; of two for the same key the first counts. */
function indexOptions(lists: readonly KeywordEnumValues[]): Map<string, string[]> {
	const byKey = new Map<string, string[]>();
	for (const { keywordCode, enumValueList } of lists) {
		const key = keywordCode.replace(/\.DATA$/, '');
		if (!byKey.has(key)) byKey.set(key, enumValueList);
	}
	return byKey;
}
