/** What kind of value stands somewhere in an answer; an object's fields, and which of them may be missing. */
export type Shape =
	| { kind: 'text' | 'integer' | 'long integer' | 'decimal' | 'boolean' | 'null' | 'anything' }
	| { kind: 'list'; of: Shape }
	| { kind: 'object'; fields: Record<string, { shape: Shape; isOptional: boolean }> };

/** Longer integers do not fit a JavaScript number. */
const LONG = 16;
const LONG_MARK = '\u0000long';
const TOKENS = /"(?:\\.|[^"\\])*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** A JSON text as a value in which integers of 16 digits and more are marks. Throws where it is no JSON. */
export function parse(text: string): unknown {
	const marked = text.replace(TOKENS, (token) =>
		/^-?\d+$/.test(token) && token.length >= LONG ? JSON.stringify(LONG_MARK) : token,
	);
	return JSON.parse(marked);
}

/** The shape of a value from {@link parse}: names and kinds, nothing of what it says. */
export function shapeOf(value: unknown): Shape {
	if (Array.isArray(value)) return { kind: 'list', of: value.map(shapeOf).reduce(union, ANYTHING) };
	if (typeof value === 'object' && value !== null) {
		const entries = Object.entries(value).map(([name, one]) => [
			name,
			{ shape: shapeOf(one), isOptional: false },
		]);
		return { kind: 'object', fields: Object.fromEntries(entries) };
	}
	if (value === LONG_MARK) return { kind: 'long integer' };
	if (value === null) return { kind: 'null' };
	if (typeof value === 'number') return { kind: Number.isInteger(value) ? 'integer' : 'decimal' };
	return { kind: typeof value === 'boolean' ? 'boolean' : 'text' };
}

const ANYTHING: Shape = { kind: 'anything' };

/** A field by its name, which may be that of something every object inherits. */
function own<Value>(fields: Record<string, Value>, name: string): Value | undefined {
	return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** The shape of both, for the entries of a list: a field that one of them lacks is optional. */
function union(one: Shape, other: Shape): Shape {
	if (one.kind === 'anything') return other;
	if (one.kind === 'list' && other.kind === 'list') {
		return { kind: 'list', of: union(one.of, other.of) };
	}
	if (one.kind !== 'object' || other.kind !== 'object') {
		return one.kind === other.kind ? one : ANYTHING;
	}
	const names = [...new Set([...Object.keys(one.fields), ...Object.keys(other.fields)])];
	const fields = names.map((name) => {
		const [mine, theirs] = [own(one.fields, name), own(other.fields, name)];
		if (!mine || !theirs) return [name, { ...(mine ?? theirs)!, isOptional: true }];
		const isOptional = mine.isOptional || theirs.isOptional;
		return [name, { shape: union(mine.shape, theirs.shape), isOptional }];
	});
	return { kind: 'object', fields: Object.fromEntries(fields) };
}

/** What WeChat's shape has otherwise than the simulator's, one line for each. Empty lists fit every list. */
export function shapeDifferences(real: Shape, played: Shape, path = 'the answer'): string[] {
	if (real.kind === 'anything' || played.kind === 'anything') return [];
	if (real.kind !== played.kind) {
		return [`${path} is ${real.kind} with WeChat, ${played.kind} in the simulator`];
	}
	if (real.kind === 'list' && played.kind === 'list') {
		return shapeDifferences(real.of, played.of, `an entry of ${path}`);
	}
	if (real.kind !== 'object' || played.kind !== 'object') return [];
	const lines: string[] = [];
	for (const [name, { shape }] of Object.entries(real.fields)) {
		const mine = own(played.fields, name);
		if (mine) lines.push(...shapeDifferences(shape, mine.shape, `"${name}"`));
		else lines.push(`only WeChat has "${name}" (${shape.kind}) in ${path}`);
	}
	for (const [name, { isOptional }] of Object.entries(played.fields)) {
		if (!isOptional && !own(real.fields, name))
			lines.push(`only the simulator has "${name}" in ${path}`);
	}
	return lines;
}

/** A JSON text of this shape in which every value is a stand-in. known: fields of the answer that may stand as they are. */
export function standIn(shape: Shape, known: Record<string, number> = {}): string {
	switch (shape.kind) {
		case 'text':
			return '"text"';
		case 'integer':
			return '1';
		case 'long integer':
			return '1000000000000000001';
		case 'decimal':
			return '1.5';
		case 'boolean':
			return 'true';
		case 'list':
			return shape.of.kind === 'anything' ? '[]' : `[${standIn(shape.of)}]`;
		case 'object': {
			const fields = Object.entries(shape.fields).map(([name, { shape: one }]) => {
				return `${JSON.stringify(name)}:${own(known, name) ?? standIn(one)}`;
			});
			return `{${fields.join(',')}}`;
		}
		default:
			return 'null';
	}
}
