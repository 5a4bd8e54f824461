/** The content of an element: its text, its child elements, or several elements of one name. */
export type Xml = string | Xml[] | { [element: string]: Xml };

/** The text is not XML of WeChat's flat form. The message names cause and position, never the text. */
export class XmlSyntaxError extends Error {
	constructor(
		what: string,
		readonly position: number,
	) {
		super(`${what} at position ${position}`);
		this.name = 'XmlSyntaxError';
	}
}

const maxLength = 256 * 1024;
const maxDepth = 8;
const cdataStart = '<![CDATA[';
const cdataEnd = ']]>';
const tag = /<(\/?)([A-Za-z][A-Za-z0-9_]*)\s*(\/?)>/y;
const declaration = /\s*<\?xml\s[^<>?]*\?>/y;
const space = /\s*/y;
const plainText = /[^<&]+/y;
const entity = /&(amp|lt|gt|quot|apos);/y;

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

class XmlReader {
	private position = 0;

	constructor(private readonly text: string) {}

	document(): { [element: string]: Xml } {
		this.match(declaration);
		this.match(space);
		const [name, content] = this.element(0);
		this.match(space);
		if (this.position < this.text.length) throw this.refuse('Unexpected text after the element');
		return { [name]: content };
	}

	private refuse(what: string): XmlSyntaxError {
		const ended = this.position >= this.text.length;
		return new XmlSyntaxError(ended ? 'Unexpected end' : what, this.position);
	}

	/** Steps over what `pattern` finds at the position. */
	private match(pattern: RegExp): RegExpExecArray | null {
		pattern.lastIndex = this.position;
		const found = pattern.exec(this.text);
		if (found) this.position = pattern.lastIndex;
		return found;
	}

	private element(depth: number): [name: string, content: Xml] {
		if (depth === maxDepth) throw this.refuse(`Nesting deeper than ${maxDepth}`);
		const tagStart = this.position;
		const [, slash, name, closing] = this.match(tag) ?? [];
		if (slash !== '') {
			this.position = tagStart;
			throw this.refuse('Expected an element without attributes');
		}
		if (closing === '/') return [name, ''];
		const content = this.content(depth);
		const start = this.position;
		const [, endSlash, endName, endClosing] = this.match(tag) ?? [];
		if (endSlash !== '/' || endName !== name || endClosing !== '') {
			this.position = start;
			throw this.refuse('Expected the end of the element');
		}
		return [name, content];
	}

	private content(depth: number): Xml {
		const start = this.position;
		this.match(space);
		if (this.startsElement()) return this.children(depth);
		this.position = start;
		return this.characters();
	}

	private startsElement(): boolean {
		const next = this.text[this.position + 1];
		return this.text[this.position] === '<' && next !== '/' && next !== '!';
	}

	private children(depth: number): { [element: string]: Xml } {
		const children = new Map<string, Xml>();
		while (this.startsElement()) {
			const [name, content] = this.element(depth + 1);
			const earlier = children.get(name);
			if (earlier === undefined) children.set(name, content);
			else if (Array.isArray(earlier)) earlier.push(content);
			else children.set(name, [earlier, content]);
			this.match(space);
		}
		return Object.fromEntries(children);
	}

	private characters(): string {
		let read = '';
		for (;;) {
			if (this.text.startsWith(cdataStart, this.position)) read += this.cdata();
			else if (this.text[this.position] === '&') read += this.entity();
			else {
				const [plain] = this.match(plainText) ?? [''];
				if (plain === '') return read;
				read += plain;
			}
		}
	}

	private cdata(): string {
		const start = this.position + cdataStart.length;
		const end = this.text.indexOf(cdataEnd, start);
		if (end === -1) throw this.refuse('CDATA without an end');
		this.position = end + cdataEnd.length;
		return this.text.slice(start, end);
	}

	private entity(): string {
		const [, name] = this.match(entity) ?? [];
		if (name === undefined) throw this.refuse('Unknown entity');
		return entities[name];
	}
}

/**
 * Reads XML as WeChat pushes it, and as relays pass it on: elements without attributes, also empty ones
 * (`<a/>`), text, CDATA and the five named entities, and an XML declaration in front. Processing instructions, comments, character references and any DTD are
 * refused, so are nesting deeper than 8 and more than 256 Ki characters. Names keep their case, and
 * text its white space; elements of one name under one parent become an array in their order.
 *
 * @returns an object with the root element as its only key
 * @throws XmlSyntaxError when `text` is not such XML
 */
export function parseXml(text: string): { [element: string]: Xml } {
	if (text.length > maxLength) throw new XmlSyntaxError('More text than allowed', maxLength);
	return new XmlReader(text).document();
}

/** Writes an object as WeChat writes XML: texts in CDATA, numbers bare, all in one `<xml>` element. */
export function writeXml(fields: Readonly<Record<string, string | number>>): string {
	const elements = Object.entries(fields).map(([name, value]) => {
		const isText = typeof value === 'string';
		// A CDATA section cannot hold its own end: it is spread over two.
		const content = isText
			? cdataStart + value.split(cdataEnd).join(`]]${cdataEnd}${cdataStart}>`) + cdataEnd
			: value;
		return `<${name}>${content}</${name}>`;
	});
	return `<xml>${elements.join('')}</xml>`;
}
