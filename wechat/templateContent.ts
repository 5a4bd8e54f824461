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

/**
 * Reads the fields of a template in their order. WeChat separates label and placeholder by a colon
 * (Subscribe Messages), a full-width one or nothing (Template Messages); a placeholder may also stand
 * alone on its line (official accounts). Labels can repeat, keys cannot.
 */
export function readTemplateFields(template: TemplateContent): TemplateField[] {
	const exampleLines = splitLines(template.example ?? '');
	const fields = new Map<string, TemplateField>();
	splitLines(template.content).forEach((line, index) => {
		for (const { key, label } of readPlaceholders(line)) {
			if (fields.has(key)) continue;
			const example = findExample(exampleLines, label, index);
			const options = findOptions(template.keywordEnumValueList ?? [], key);
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
	return text.split(/\r?\n/);
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

/** The sample after the same label, where labels repeat the one of the same line. */
function findExample(lines: string[], label: string, index: number): string | undefined {
	if (label === '') return lines[index]?.trim();
	const labelled = [lines[index] ?? '', ...lines].find(
		(line) => line.startsWith(label) && /^\s?[:：]/.test(line.slice(label.length)),
	);
	return labelled?.slice(label.length).trim().slice(1).trim();
}

function findOptions(lists: KeywordEnumValues[], key: string): string[] | undefined {
	return lists.find(({ keywordCode }) => keywordCode.replace(/\.DATA$/, '') === key)?.enumValueList;
}
