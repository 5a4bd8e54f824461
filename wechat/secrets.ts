import { hash } from 'node:crypto';
import type { Json, JsonObject } from './json';

/** A one-way name for a secret text: comparable, not readable. */
export const digest = (text: string): string => hash('sha256', text, 'hex');

const REDACTED = '[redacted]';

/** A secret can be written into a URL that is written into a URL; servers do not go deeper. */
const MAX_LAYERS = 4;

/** A text and, for each of its characters, the stretch of the original that it was read from. */
interface Reading {
	text: string;
	starts: number[];
	ends: number[];
}

const asGiven = (text: string): Reading => ({
	text,
	starts: Array.from({ length: text.length }, (_, at) => at),
	ends: Array.from({ length: text.length }, (_, at) => at + 1),
});

/** One written form of a character: `%2B`, `\u002b`, `\x2b`, `&#43;`, `&#x2b;`, or a short name. */
const WRITTEN =
	/(?:%[0-9a-f]{2})+|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|&#\d{1,7};|&#x[0-9a-f]{1,6};|&(?:amp|lt|gt|quot|apos);|\\["'/\\]/giy;

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const character = (code: number): string =>
	code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';

/** What the written form stands for. */
function meaning(written: string): string {
	if (written[0] === '%') {
		return Buffer.from(written.replace(/%/g, ''), 'hex').toString('utf8');
	}
	if (written[0] === '&') {
		const inner = written.slice(1, -1).toLowerCase();
		if (inner[0] !== '#') return NAMED[inner];
		return character(inner[1] === 'x' ? parseInt(inner.slice(2), 16) : Number(inner.slice(1)));
	}
	return /^\\[ux]/i.test(written) ? character(parseInt(written.slice(2), 16)) : written[1];
}

/** Control characters and invisible ones, which a server may put in between. */
const dropped = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** The characters that begin a written form, "+" for a space, and those that are dropped. */
const special = /[%\\&+\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** A text of printable ASCII without any of these: most answers are, and this is tested faster. */
const plainAscii = /^[ -$'-*,-[\]-~]*$/;

/** Letters of ASCII only: of others a character can become two. */
const lowerCase = (text: string): string =>
	text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** Reads one layer of written forms, in lower case. Takes time linear in the text. */
function unwrap({ text, starts, ends }: Reading): Reading {
	const units: string[] = [];
	const read: Reading = { text: '', starts: [], ends: [] };
	for (let at = 0; at < text.length; ) {
		const plain = text[at];
		WRITTEN.lastIndex = at;
		const written = /[%\\&]/.test(plain) ? WRITTEN.exec(text)?.[0] : undefined;
		const next = at + (written?.length ?? 1);
		for (const unit of written === undefined ? plain : meaning(written).split('')) {
			if (unit > '~' || unit < ' ' ? dropped.test(unit) : false) continue;
			// A form writes a space as "+".
			units.push(unit === '+' ? ' ' : lowerCase(unit));
			read.starts.push(starts[at]);
			read.ends.push(ends[next - 1]);
		}
		at = next;
	}
	read.text = units.join('');
	return read;
}

/** The text as it can be read: after one layer, two layers and so on, until nothing is left to unwrap. */
function readings(text: string): Reading[] {
	const all: Reading[] = [];
	for (let last = asGiven(text); all.length < MAX_LAYERS; ) {
		const next = unwrap(last);
		if (next.text === all[all.length - 1]?.text) break;
		all.push(next);
		last = next;
	}
	return all;
}

/** How many secrets' forms are remembered. */
const REMEMBERED = 32;

/** The forms of the latest secrets: a token and an App Secret recur with every call, thousands of times. */
const remembered = new Map<string, string[]>();

/** What stands for the secret when it is read: itself, its hex and Base64 form, each as deep as texts are read. */
function formsOf(secret: string): string[] {
	const known = remembered.get(secret);
	if (known) return known;
	const forms = makeForms(secret);
	const [oldest] = remembered.keys();
	if (remembered.size === REMEMBERED) remembered.delete(oldest);
	remembered.set(secret, forms);
	return forms;
}

function makeForms(secret: string): string[] {
	const bytes = Buffer.from(secret);
	const written = [secret, bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, '')];
	const forms = written.flatMap(readings).map(({ text }) => text);
	return [...new Set(forms)].filter((form) => form !== '');
}

/** Takes the secrets out of a text. */
type Redactor = (text: string) => string;

/** Whether a text holds nothing that has to be unwrapped, and none of the secrets. */
function isPlain(text: string, secrets: readonly string[]): boolean {
	const isAscii = plainAscii.test(text);
	if (!isAscii && special.test(text)) return false;
	const lower = isAscii ? text.toLowerCase() : lowerCase(text);
	return !secrets.some((secret) => formsOf(secret).some((form) => lower.includes(form)));
}

function redactorOf(secrets: readonly string[]): Redactor {
	return (text) => {
		if (isPlain(text, secrets)) return text;
		const forms = secrets.flatMap(formsOf);
		const stretches: Array<[from: number, to: number]> = [];
		for (const reading of readings(text)) {
			for (const form of forms) {
				for (
					let at = reading.text.indexOf(form);
					at >= 0;
					at = reading.text.indexOf(form, at + form.length)
				) {
					stretches.push([reading.starts[at], reading.ends[at + form.length - 1]]);
				}
			}
		}
		return without(text, stretches);
	};
}

function without(text: string, stretches: Array<[from: number, to: number]>): string {
	let clean = '';
	let end = 0;
	for (const [from, to] of stretches.sort(([a], [b]) => a - b)) {
		if (from >= end) clean += text.slice(end, from) + REDACTED;
		end = Math.max(end, to);
	}
	return clean + text.slice(end);
}

const given = (secrets: ReadonlyArray<string | undefined>): string[] =>
	secrets.filter((secret): secret is string => Boolean(secret));

/**
 * Takes secrets out of a text that came from outside: as they are, and in every form that a reader
 * decodes to them (URL, form, JSON, HTML, hex and Base64, in up to 4 layers, whatever the case, also with
 * control characters in between). Takes time linear in the length of the text.
 */
export function redact(text: string, secrets: ReadonlyArray<string | undefined>): string {
	return redactorOf(given(secrets))(text);
}

/**
 * Whether {@link redact} and {@link redactBody} would find nothing: in this text, or in any part of it.
 * False where that takes a closer look, because something in the text would have to be decoded first.
 */
export const isFreeOf = (text: string, secrets: ReadonlyArray<string | undefined>): boolean =>
	isPlain(text, given(secrets));

/** Shorter secrets are found inside ordinary words, so records of a successful answer keep them. */
const SHORTEST_IN_RECORDS = 8;

/**
 * Takes secrets of 8 and more characters out of every text and key of an answer, as {@link redact} does.
 * The words of a refusal go through {@link redact} itself, which takes out shorter ones too.
 */
export function redactBody(
	body: JsonObject,
	secrets: ReadonlyArray<string | undefined>,
): JsonObject {
	const long = given(secrets).filter(({ length }) => length >= SHORTEST_IN_RECORDS);
	if (long.length === 0) return body;
	const shortest = Math.min(...long.map(({ length }) => length));
	const redactText = redactorOf(long);
	const cleanText = (text: string) => (text.length < shortest ? text : redactText(text));
	const clean = (value: Json): Json => {
		if (typeof value === 'string') return cleanText(value);
		if (Array.isArray(value)) return value.map(clean);
		return typeof value === 'object' && value !== null ? cleanObject(value) : value;
	};
	const cleanObject = (object: JsonObject): JsonObject =>
		Object.fromEntries(
			Object.entries(object).map(([key, value]) => [cleanText(key), clean(value)]),
		);
	return cleanObject(body);
}
