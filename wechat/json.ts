/** A JSON value as {@link parseJson} returns it. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A JSON object as {@link parseJson} returns it. */
export type JsonObject = { [key: string]: Json };

/** The text is not JSON that can be read safely. The message names cause and position, never the text. */
export class JsonSyntaxError extends Error {
	constructor(
		what: string,
		readonly position: number,
	) {
		super(`${what} at position ${position}`);
		this.name = 'JsonSyntaxError';
	}
}

const maxDepth = 64;
const byteOrderMark = 0xfeff;
const quote = 0x22;
const backslash = 0x5c;
const firstPrintable = 0x20;

const escapes: Record<string, string> = {
	'"': '"',
	'\\': '\\',
	'/': '/',
	b: '\b',
	f: '\f',
	n: '\n',
	r: '\r',
	t: '\t',
};

const literals: Record<string, [text: string, value: Json]> = {
	t: ['true', true],
	f: ['false', false],
	n: ['null', null],
};

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** What becomes of raw control characters in texts; with `spaceKept`, line breaks and tabs stay. */
type ControlCharacters = 'leftOut' | 'spaceKept' | 'refused';

class JsonReader {
	private position = 0;

	constructor(
		private readonly text: string,
		private readonly controls: ControlCharacters,
	) {}

	document(): Json {
		if (this.text.charCodeAt(0) === byteOrderMark) this.position = 1;
		const value = this.value(0);
		this.skipSpace();
		if (this.position < this.text.length) throw this.refuse('Unexpected text after the value');
		return value;
	}

	private refuse(what: string): JsonSyntaxError {
		const ended = this.position >= this.text.length;
		return new JsonSyntaxError(ended ? 'Unexpected end' : what, this.position);
	}

	private skipSpace(): void {
		for (;;) {
			const code = this.text.charCodeAt(this.position);
			if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
			this.position++;
		}
	}

	/** Steps over `character` if it comes next. */
	private take(character: string): boolean {
		this.skipSpace();
		if (this.text[this.position] !== character) return false;
		this.position++;
		return true;
	}

	private value(depth: number): Json {
		this.skipSpace();
		const first = this.text[this.position];
		if (first === '"') return this.string();
		if (first === '{' || first === '[') {
			if (depth === maxDepth) throw this.refuse(`Nesting deeper than ${maxDepth}`);
			this.position++;
			return first === '{' ? this.object(depth + 1) : this.array(depth + 1);
		}
		const [literal, value] = literals[first] ?? ['', null];
		if (literal === '') return this.number();
		if (!this.text.startsWith(literal, this.position)) throw this.refuse('Unexpected character');
		this.position += literal.length;
		return value;
	}

	private array(depth: number): Json[] {
		const items: Json[] = [];
		if (this.take(']')) return items;
		do {
			items.push(this.value(depth));
		} while (this.take(','));
		if (!this.take(']')) throw this.refuse('Expected a comma or a closing bracket');
		return items;
	}

	private object(depth: number): JsonObject {
		const members: JsonObject = {};
		if (this.take('}')) return members;
		do {
			this.member(members, depth);
		} while (this.take(','));
		if (!this.take('}')) throw this.refuse('Expected a comma or a closing brace');
		return members;
	}

	private member(members: JsonObject, depth: number): void {
		this.skipSpace();
		const start = this.position;
		if (this.text.charCodeAt(start) !== quote) throw this.refuse('Expected a quoted key');
		const key = this.string();
		if (Object.prototype.hasOwnProperty.call(members, key)) {
			throw new JsonSyntaxError('Key given twice', start);
		}
		if (!this.take(':')) throw this.refuse('Expected a colon');
		const value = this.value(depth);
		if (key !== '__proto__') members[key] = value;
	}

	private string(): string {
		let read = '';
		let start = ++this.position;
		for (;;) {
			const code = this.text.charCodeAt(this.position);
			if (code >= firstPrintable && code !== quote && code !== backslash) {
				this.position++;
				continue;
			}
			read += this.text.slice(start, this.position);
			if (Number.isNaN(code)) throw this.refuse('Unexpected end');
			this.position++;
			if (code === quote) return read;
			read += code === backslash ? this.escape() : this.control(code);
			start = this.position;
		}
	}

	/** WeChat sends raw control characters in nicknames and titles, and raw line breaks in what users write. */
	private control(code: number): string {
		if (this.controls === 'refused') {
			throw new JsonSyntaxError('Line break or control character in a text', this.position - 1);
		}
		const isSpace = code === 0x0a || code === 0x0d || code === 0x09;
		return isSpace && this.controls === 'spaceKept' ? String.fromCharCode(code) : '';
	}

	private escape(): string {
		const character = this.text[this.position];
		if (character === 'u') {
			const digits = this.text.slice(this.position + 1, this.position + 5);
			if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw this.refuse('Unknown escape');
			this.position += 5;
			return String.fromCharCode(parseInt(digits, 16));
		}
		const meant = escapes[character];
		if (meant === undefined) throw this.refuse('Unknown escape');
		this.position++;
		return meant;
	}

	private number(): number | string {
		const start = this.position;
		if (this.text[this.position] === '-') this.position++;
		if (this.text[this.position] === '0') this.position++;
		else this.digits();
		let isInteger = true;
		if (this.text[this.position] === '.') {
			isInteger = false;
			this.position++;
			this.digits();
		}
		if (this.text[this.position] === 'e' || this.text[this.position] === 'E') {
			isInteger = false;
			this.position++;
			if (this.text[this.position] === '+' || this.text[this.position] === '-') this.position++;
			this.digits();
		}
		const written = this.text.slice(start, this.position);
		const value = Number(written);
		if (isInteger) return Number.isSafeInteger(value) ? value : written;
		if (!Number.isFinite(value)) throw new JsonSyntaxError('Number out of range', start);
		return value;
	}

	private digits(): void {
		if (!isDigit(this.text.charCodeAt(this.position))) throw this.refuse('Unexpected character');
		while (isDigit(this.text.charCodeAt(this.position))) this.position++;
	}
}

/**
 * Reads JSON as WeChat writes it. Differs from `JSON.parse` in that
 * - integers beyond 2^53 (message ids) come back as strings of their exact digits,
 * - raw control characters inside strings are left out,
 * - a key given twice, nesting deeper than 64 and numbers beyond a double are refused,
 * - a `__proto__` key is left out, and a byte order mark at the start is skipped.
 *
 * Takes time linear in the length of `text`; the caller limits that length.
 *
 * @throws JsonSyntaxError when `text` is not such JSON
 */
export function parseJson(text: string): Json {
	return new JsonReader(text, 'leftOut').document();
}

/** As {@link parseJson}, for what a person wrote: raw control characters are refused, not left out. */
export function parseStrictJson(text: string): Json {
	return new JsonReader(text, 'refused').document();
}

/** As {@link parseJson}, for what a user of WeChat wrote: raw line breaks and tabs in texts are kept. */
export function parseWrittenJson(text: string): Json {
	return new JsonReader(text, 'spaceKept').document();
}
